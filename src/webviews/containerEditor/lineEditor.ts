import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { TextMark } from '../../contracts/containerEditorContract';
import type { EditorState } from './editorState';

/** The `docker run` line, with what is not understood marked where it stands, and said below. */
export function lineEditor(state: EditorState): TemplateResult {
  const text = state.line;
  const { marks = [], notes = [] } = state.content ?? {};
  return html`<h2 id="line-heading">${l10n.t('docker run')}</h2>
    <div class="line">
      <pre aria-hidden="true">
${marked(text, marks)}
</pre>
      <textarea
        id="line"
        aria-labelledby="line-heading"
        aria-describedby="line-help marks"
        spellcheck="false"
        autocomplete="off"
        .value=${live(text)}
        @input=${(event: Event) => {
          if (event.target instanceof HTMLTextAreaElement) {
            state.editLine(event.target.value);
          }
        }}
      ></textarea>
    </div>
    <p class="help" id="line-help">
      ${l10n.t('Paste a line here, as it stands in a README, and the form fills.')}
    </p>
    <ul id="marks" class="remarks" aria-live="polite">
      ${marks.map(
        (mark) =>
          html`<li>
            <vscode-icon name=${mark.severity === 'error' ? 'error' : 'info'}></vscode-icon>
            <button class="link" @click=${() => showMark(mark)}>${mark.message}</button>
          </li>`,
      )}
      ${notes.map((note) => html`<li><vscode-icon name="info"></vscode-icon><span>${note}</span></li>`)}
    </ul>`;
}

/** The text in pieces, of which the marked ones are drawn. */
function marked(text: string, marks: readonly TextMark[]): unknown[] {
  const pieces: unknown[] = [];
  let at = 0;
  for (const { start, end, severity } of marks) {
    if (start >= at && end > start) {
      pieces.push(
        text.slice(at, start),
        html`<mark class=${severity}>${text.slice(start, end)}</mark>`,
      );
      at = end;
    }
  }
  return [...pieces, text.slice(at)];
}

function showMark({ start, end }: TextMark): void {
  const line = document.getElementById('line');
  if (line instanceof HTMLTextAreaElement) {
    line.focus();
    line.setSelectionRange(start, end);
  }
}
