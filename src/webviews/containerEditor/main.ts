import '@vscode-elements/elements/dist/vscode-textarea/index.js';
import * as l10n from '@vscode/l10n';
import { html, render } from 'lit';
import type { ContainerEditorContract } from '../../contracts/containerEditorContract';
import { connectToHost } from '../connectToHost';
import './containerEditor.css';

const host = connectToHost<ContainerEditorContract>();
const page = document.getElementById('page');
if (!page) {
  throw new Error('The page has no place for the editor.');
}
let text = host.state.text;

const show = (): void => {
  render(
    html`<vscode-textarea
      label=${l10n.t('docker run line')}
      .value=${text}
      @input=${(event: InputEvent & { target: HTMLTextAreaElement }) => {
        text = event.target.value;
        host.save({ text });
        host.post({ type: 'line', text });
      }}
    ></vscode-textarea>`,
    page,
  );
};
host.listen((message) => {
  text = message.text;
  show();
});
show();
