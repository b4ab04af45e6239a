import * as l10n from '@vscode/l10n';
import {
  readyMessageType,
  type PageData,
  type WebviewContract,
} from '../contracts/webviewContract';

/** The extension, as a page reaches it. */
export interface Host<C extends WebviewContract> {
  /** What the page kept when it was last hidden or reloaded, else what it was opened with. */
  readonly state: C['state'];
  /** Keeps the state while the page is hidden, and over a reload of the window. */
  save(state: C['state']): void;
  post(message: C['toHost']): void;
  /** Listens, and tells the host that the page does. */
  listen(receive: (message: C['toView']) => void): void;
}

interface VsCodeApi<C extends WebviewContract> {
  getState(): C['state'] | undefined;
  setState(state: C['state']): void;
  postMessage(message: C['toHost'] | { readonly type: typeof readyMessageType }): void;
}

declare function acquireVsCodeApi<C extends WebviewContract>(): VsCodeApi<C>;

/** Reads what the host wrote into the page. Called once, before anything is shown. */
export function connectToHost<C extends WebviewContract>(): Host<C> {
  const api = acquireVsCodeApi<C>();
  // Written by webviewHtml.ts from this very type.
  const data = JSON.parse(document.body.dataset['page'] ?? '') as PageData;
  if (data.translations) {
    l10n.config({ contents: JSON.stringify(data.translations) });
  }
  const state = api.getState() ?? data.state;
  // Kept from the start, so that a page in which nothing was changed is restored too.
  api.setState(state);
  return {
    state,
    save: (changed) => api.setState(changed),
    post: (message) => api.postMessage(message),
    listen: (receive) => {
      window.addEventListener('message', (event: MessageEvent<C['toView']>) => receive(event.data));
      api.postMessage({ type: readyMessageType });
    },
  };
}
