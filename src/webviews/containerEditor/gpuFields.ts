import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { gpuDevicesOf } from '../../domain/gpuDevices';
import type { EditorState } from './editorState';
import { field } from './fields';
import { choice, iconButton, textInput } from './inputs';

type GpuChoice = 'none' | 'all' | 'count' | 'devices' | 'other';

/** GPUs: none, all, a number of them, or chosen ones; only what the engine offers. */
export function gpuFields(state: EditorState): TemplateResult {
  const values = state.valuesOf('gpus');
  const [value = ''] = values;
  const chosen: GpuChoice = values.length > 1 ? 'other' : choiceOf(value);
  const named = gpuDevicesOf(state.valuesOf('device'));
  const unavailable = state.surroundings.gpus === false;
  const set = (gpus: string): void =>
    state.editValues('gpus', [gpus], (text) => !['', '""', '"device="'].includes(text));
  const choices: (readonly [GpuChoice, string])[] = [
    ['none', named.length > 0 ? l10n.t('Named Below') : l10n.t('None')],
    ['all', l10n.t('All')],
    ['count', l10n.t('A number of them')],
    ['devices', l10n.t('Chosen ones')],
    ...(chosen === 'other' ? [['other', l10n.t('As the line says')] as const] : []),
  ];
  const label = l10n.t('GPUs');
  return field(
    'gpus',
    {
      label,
      ...(unavailable && {
        help: l10n.t(
          'The engine has no GPUs to give. The NVIDIA Container Toolkit on its host would change that.',
        ),
      }),
    },
    state,
    html`<div class="row">
      ${choice({
        label,
        value: chosen,
        choices,
        disabled: unavailable && chosen === 'none',
        change: (kind) => set(firstValue(kind)),
      })}
      ${
        chosen === 'count'
          ? textInput({
              label: l10n.t('Number of GPUs'),
              value,
              problem: state.problemOf('gpus'),
              change: set,
            })
          : nothing
      }
      ${
        chosen === 'devices'
          ? textInput({
              label: l10n.t('Indices or ids of GPUs'),
              placeholder: '0,1',
              value: /device=([^"]*)/.exec(value)?.[1] ?? '',
              problem: state.problemOf('gpus'),
              change: (ids) => set(`"device=${ids.trim()}"`),
            })
          : nothing
      }
      ${
        state.surroundings.namesGpus === true
          ? iconButton('list-unordered', l10n.t('Choose GPUs…'), () => state.pick('gpus'))
          : nothing
      }
    </div>`,
  );
}

function choiceOf(value: string): GpuChoice {
  if (value === '') {
    return 'none';
  }
  if (value === 'all') {
    return 'all';
  }
  if (/^\d+$/.test(value)) {
    return 'count';
  }
  return /^"?device=[^"=]*"?$/.test(value) ? 'devices' : 'other';
}

function firstValue(kind: string): string {
  switch (kind) {
    case 'all':
      return 'all';
    case 'count':
      return '1';
    case 'devices':
      return '"device=0"';
    default:
      return '';
  }
}
