import '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { isTrue, type CacheVariable } from '../../domain/cmakeCache';

/** The field in which the value of a variable is changed, as its type asks for. */
export function valueField(
  { name, type, choices }: CacheVariable,
  value: string,
  change: (value: string) => void,
): TemplateResult {
  if (type === 'BOOL') {
    const isOn = isTrue(value);
    return html`<vscode-checkbox
      class="value"
      aria-label=${name}
      .checked=${live(isOn)}
      @change=${() => change(isOn ? 'OFF' : 'ON')}
      >${value}</vscode-checkbox
    >`;
  }
  if (choices.length > 0) {
    const offered = choices.includes(value) ? choices : [value, ...choices];
    return html`<select
      class="value"
      aria-label=${name}
      @change=${(event: Event & { target: HTMLSelectElement }) => change(event.target.value)}
    >
      ${offered.map(
        (each) => html`<option value=${each} .selected=${live(each === value)}>${each}</option>`,
      )}
    </select>`;
  }
  return html`<vscode-textfield
    class="value"
    .label=${name}
    .value=${live(value)}
    @input=${(event: Event & { target: HTMLInputElement }) => change(event.target.value)}
  ></vscode-textfield>`;
}
