import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import type { EditorState } from './editorState';
import { addButton, field } from './fields';
import { choice, iconButton, textInput } from './inputs';

interface PortRow {
  /** An address and a port, such as `127.0.0.1:8080`; empty: the engine picks one. */
  readonly host: string;
  readonly container: string;
  readonly protocol: string;
}

/** The published ports: a row each. */
export function portFields(state: EditorState): TemplateResult {
  const rows = state.valuesOf('publish').map(portRow);
  const edit = (changed: readonly PortRow[]): void =>
    state.editValues('publish', changed.map(portValue), (value) => portRow(value).container !== '');
  const put = (index: number, change: Partial<PortRow>): void =>
    edit(rows.map((row, at) => (at === index ? { ...row, ...change } : row)));
  return field(
    'publish',
    { label: l10n.t('Ports') },
    state,
    html`${rows.map((row, index) => {
      const number = index + 1;
      return html`<div class="row" role="group" aria-label=${l10n.t('Port {0}', number)}>
        ${textInput({
          label: l10n.t('Port of the host, of port {0}', number),
          placeholder: l10n.t('any port of the host'),
          value: row.host,
          change: (host) => put(index, { host: host.trim() }),
        })}
        ${textInput({
          label: l10n.t('Port of the container, of port {0}', number),
          placeholder: l10n.t('port of the container'),
          value: row.container,
          problem: state.problemOf('publish', index),
          change: (container) => put(index, { container: container.trim() }),
        })}
        ${choice({
          label: l10n.t('Protocol of port {0}', number),
          value: row.protocol,
          choices: [
            ['tcp', 'TCP'],
            ['udp', 'UDP'],
            ['sctp', 'SCTP'],
          ],
          change: (protocol) => put(index, { protocol }),
        })}
        ${iconButton('trash', l10n.t('Remove port {0}', number), () =>
          edit(rows.toSpliced(index, 1)),
        )}
      </div>`;
    })}
    ${addButton(l10n.t('Add Port'), () =>
      edit([...rows, { host: '', container: '', protocol: 'tcp' }]),
    )}`,
  );
}

function portRow(value: string): PortRow {
  const [, host = '', container = '', protocol = 'tcp'] =
    /^(?:(.*):)?([^:/]*)(?:\/(\w+))?$/.exec(value) ?? [];
  return { host, container, protocol };
}

function portValue({ host, container, protocol }: PortRow): string {
  const ports = host === '' ? container : `${host}:${container}`;
  return protocol === 'tcp' ? ports : `${ports}/${protocol}`;
}
