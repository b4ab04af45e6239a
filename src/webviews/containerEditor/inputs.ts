import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import '@vscode-elements/elements/dist/vscode-icon/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

/** What the elements below are given. */
export interface InputOptions {
  /** Names the field for whoever does not see where it stands. */
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string | undefined;
  /** Why the value is refused. */
  readonly problem?: string | undefined;
  readonly disabled?: boolean;
  readonly change: (value: string) => void;
}

/** A line of text, or several where the value has them. */
export function textInput(options: InputOptions): TemplateResult {
  const { label, value, placeholder = '', problem, change } = options;
  const name = problem === undefined ? label : `${label}: ${problem}`;
  const input = (event: Event): void => change(valueOf(event));
  return html`${
    // A field of one line drops what separates them, also from the rest of the value.
    value.includes('\n')
      ? html`<textarea
          class="input"
          aria-label=${name}
          aria-invalid=${problem !== undefined}
          rows=${Math.min(value.split('\n').length, 8)}
          .value=${live(value)}
          @input=${input}
        ></textarea>`
      : html`<vscode-textfield
          class="input"
          .label=${name}
          placeholder=${placeholder}
          .value=${live(value)}
          ?invalid=${problem !== undefined}
          @input=${input}
        ></vscode-textfield>`
  }${problem === undefined ? nothing : html`<p class="problem" role="alert">${problem}</p>`}`;
}

/** A choice among few. */
export function choice(
  options: InputOptions & { readonly choices: readonly (readonly [value: string, text: string])[] },
): TemplateResult {
  const { label, value, choices, disabled = false, change } = options;
  return html`<select
    class="input"
    aria-label=${label}
    ?disabled=${disabled}
    @change=${(event: Event) => change(valueOf(event))}
  >
    ${choices.map(
      ([each, text]) =>
        html`<option value=${each} .selected=${live(each === value)}>${text}</option>`,
    )}
  </select>`;
}

/** On or off. */
export function checkbox(
  label: string,
  checked: boolean,
  change: (checked: boolean) => void,
): TemplateResult {
  return html`<vscode-checkbox
    label=${label}
    .checked=${live(checked)}
    @change=${(event: Event) => {
      // The element's event tells nothing: its state does.
      change(
        event.currentTarget instanceof HTMLElement && 'checked' in event.currentTarget
          ? event.currentTarget.checked === true
          : !checked,
      );
    }}
  ></vscode-checkbox>`;
}

/** A button that is an icon; its label is its tooltip too. */
export function iconButton(icon: string, label: string, press: () => void): TemplateResult {
  return html`<vscode-icon
    class="icon-button"
    action-icon
    name=${icon}
    label=${label}
    title=${label}
    @click=${press}
  ></vscode-icon>`;
}

/** A button with words. */
export function textButton(
  text: string,
  press: () => void,
  { secondary = true, disabled = false, icon = '' } = {},
): TemplateResult {
  return html`<vscode-button
    ?secondary=${secondary}
    ?disabled=${disabled}
    icon=${icon === '' ? nothing : icon}
    @click=${press}
    >${text}</vscode-button
  >`;
}

function valueOf(event: Event): string {
  const { target } = event;
  return target instanceof HTMLElement && 'value' in target ? String(target.value) : '';
}
