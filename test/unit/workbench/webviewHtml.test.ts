import assert from 'node:assert/strict';
import { webviewHtml, type WebviewPage } from '../../../src/workbench/panels/webviewHtml';

const page: WebviewPage = {
  cspSource: 'https://files.test',
  nonce: '0123abcd',
  script: 'https://files.test/editor.js',
  style: 'https://files.test/editor.css',
  codicons: 'https://files.test/codicons.css',
  language: 'en',
  title: 'New Container',
  data: { state: { text: 'docker run' }, translations: undefined },
};

function policyOf(html: string): Map<string, string> {
  const content = /Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1] ?? '';
  return new Map(
    content.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources.join(' ')];
    }),
  );
}

suite('the HTML of a webview', () => {
  test('allows one script by its nonce and files of the extension, and nothing else', () => {
    assert.deepEqual(
      policyOf(webviewHtml(page)),
      new Map([
        ['default-src', "'none'"],
        ['script-src', "'nonce-0123abcd'"],
        ['style-src', 'https://files.test'],
        ['font-src', 'https://files.test'],
        ['base-uri', "'none'"],
        ['form-action', "'none'"],
      ]),
    );
  });

  test('holds no code or style of its own', () => {
    const html = webviewHtml(page);
    assert.deepEqual(html.match(/<script[^>]*>(?!<\/script>)|<style|\sstyle=|\son\w+=/g), null);
    assert.equal(html.match(/<script/g)?.length, 1);
  });

  test('carries the state whatever is in it', () => {
    const text = `</main><script>alert("1")</script>' & " \u2028`;
    const html = webviewHtml({ ...page, title: text, data: { state: { text }, translations: {} } });
    assert.equal(html.match(/<script/g)?.length, 1);
    const written = /data-page="([^"]*)"/.exec(html)?.[1] ?? '';
    const read = written
      .replaceAll('&quot;', '"')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&');
    assert.deepEqual(JSON.parse(read), { state: { text }, translations: {} });
  });
});
