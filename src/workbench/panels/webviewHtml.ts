import type { PageData } from '../../contracts/webviewContract';

/** What {@link webviewHtml} makes a page from. */
export interface WebviewPage {
  /** Where the webview may load its own files from. */
  readonly cspSource: string;
  /** Unguessable, and new for each page. */
  readonly nonce: string;
  readonly script: string;
  readonly style: string;
  readonly codicons: string;
  readonly language: string;
  readonly title: string;
  readonly data: PageData;
}

/**
 * The HTML of a webview: one script, known by its nonce, style sheets and the icon font of the
 * extension, and nothing else; no inline code, no network, no forms.
 */
export function webviewHtml(page: WebviewPage): string {
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${page.nonce}'`,
    `style-src ${page.cspSource}`,
    `font-src ${page.cspSource}`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escapeHtml(page.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(page.title)}</title>
<link rel="stylesheet" href="${escapeHtml(page.codicons)}" id="vscode-codicon-stylesheet">
<link rel="stylesheet" href="${escapeHtml(page.style)}">
</head>
<body data-page="${escapeHtml(JSON.stringify(page.data))}">
<main id="page"></main>
<script nonce="${page.nonce}" src="${escapeHtml(page.script)}"></script>
</body>
</html>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
