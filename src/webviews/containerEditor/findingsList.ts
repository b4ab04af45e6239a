import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { SpecFinding } from '../../domain/lint/specFinding';
import type { EditorState } from './editorState';
import { textButton } from './inputs';

/** What will hurt, the worst first, each with its fix. */
export function findingsList(state: EditorState): TemplateResult {
  return html`<h2>${l10n.t('What to Look At')}</h2>
    <div aria-live="polite">
      ${
        state.findings.length === 0
          ? html`<p class="help">${l10n.t('Nothing was found that would hurt.')}</p>`
          : nothing
      }
      <ul class="remarks findings">
        ${state.findings.map(
          (finding) =>
            html`<li class=${finding.severity}>
              <vscode-icon
                name=${iconOf(finding.severity)}
                label=${severityText(finding.severity)}
              ></vscode-icon>
              <span>${finding.message}</span>
              ${finding.fix ? textButton(finding.fix.title, () => state.fix(finding)) : nothing}
            </li>`,
        )}
      </ul>
    </div>`;
}

function iconOf(severity: SpecFinding['severity']): string {
  return severity === 'information' ? 'info' : severity;
}

function severityText(severity: SpecFinding['severity']): string {
  switch (severity) {
    case 'error':
      return l10n.t('Error');
    case 'warning':
      return l10n.t('Warning');
    case 'information':
      return l10n.t('Information');
  }
}
