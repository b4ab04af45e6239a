import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { EditorState } from './editorState';
import { checkbox, choice, iconButton, textInput } from './inputs';

/** How a field of the form looks. */
export interface FieldOptions {
  readonly label: string;
  readonly placeholder?: string;
  /** One sentence. */
  readonly help?: string;
}

/** A field with its label, and beside it what belongs to it. */
export function field(
  name: string,
  { label, help }: FieldOptions,
  state: EditorState,
  content: unknown,
): TemplateResult {
  const leave = (event: FocusEvent): void => {
    const { currentTarget, relatedTarget } = event;
    const isInside =
      currentTarget instanceof Node &&
      relatedTarget instanceof Node &&
      currentTarget.contains(relatedTarget);
    if (!isInside) {
      state.leave(name);
    }
  };
  return html`<div
    class="field"
    role="group"
    aria-label=${label}
    data-field=${name}
    @focusout=${leave}
  >
    <div class="label" aria-hidden="true">${label}</div>
    <div class="value">
      ${content}${help === undefined ? nothing : html`<p class="help">${help}</p>`}
    </div>
  </div>`;
}

/** A flag with one value. */
export function textField(
  state: EditorState,
  name: string,
  options: FieldOptions,
  button: TemplateResult | typeof nothing = nothing,
): TemplateResult {
  const { label, placeholder } = options;
  return field(
    name,
    options,
    state,
    html`<div class="row">
      ${textInput({
        label,
        placeholder,
        value: state.valuesOf(name)[0] ?? '',
        problem: state.problemOf(name),
        change: (value) => state.editValues(name, [value]),
      })}${button}
    </div>`,
  );
}

/** A flag that may be given several times: a row for each value. */
export function listField(
  state: EditorState,
  name: string,
  options: FieldOptions & {
    readonly add: string;
    readonly browse?: { readonly label: string; readonly press: (index: number) => void };
  },
): TemplateResult {
  const { label, placeholder, add, browse } = options;
  const values = state.valuesOf(name);
  return field(
    name,
    options,
    state,
    html`${values.map(
      (value, index) =>
        html`<div class="row">
          ${textInput({
            label: l10n.t('{0} {1}', label, index + 1),
            placeholder,
            value,
            problem: state.problemOf(name, index),
            change: (changed) => state.editValues(name, values.with(index, changed)),
          })}
          ${browse ? iconButton('folder-opened', browse.label, () => browse.press(index)) : nothing}
          ${iconButton('trash', l10n.t('Remove {0} {1}', label, index + 1), () =>
            state.editValues(name, values.toSpliced(index, 1)),
          )}
        </div>`,
    )}
    ${addButton(add, () => state.editValues(name, [...values, '']))}`,
  );
}

/** A flag that takes no value. */
export function flagField(state: EditorState, name: string, label: string): TemplateResult {
  const isOn = state.valuesOf(name)[0] === 'true';
  return html`<div class="switch" data-field=${name}>
    ${checkbox(label, isOn, (checked) => state.editValues(name, checked ? ['true'] : []))}
  </div>`;
}

/** A flag with one of few values; another one that the line has is offered too. */
export function choiceField(
  state: EditorState,
  name: string,
  options: FieldOptions & { readonly choices: readonly (readonly [string, string])[] },
): TemplateResult {
  const value = state.valuesOf(name)[0] ?? '';
  const isKnown = options.choices.some(([known]) => known === value);
  return field(
    name,
    options,
    state,
    choice({
      label: options.label,
      value,
      choices: isKnown ? options.choices : [...options.choices, [value, value]],
      change: (changed) => state.editValues(name, [changed]),
    }),
  );
}

/** The button below the rows of a list; the new row gets the keyboard. */
export function addButton(text: string, add: () => void): TemplateResult {
  const press = (event: Event): void => {
    const list = event.currentTarget instanceof Element ? event.currentTarget.parentElement : null;
    add();
    const inputs = list?.querySelectorAll<HTMLElement>('.row > .input:first-of-type') ?? [];
    void focusWhenDrawn([...inputs].at(-1));
  };
  return html`<vscode-button class="add" secondary icon="add" @click=${press}
    >${text}</vscode-button
  >`;
}

/** An element of a row draws itself a little later, but before the next key is taken. */
async function focusWhenDrawn(input: HTMLElement | undefined): Promise<void> {
  await (input && 'updateComplete' in input ? input.updateComplete : undefined);
  input?.focus();
}
