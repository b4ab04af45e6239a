/** What a webview and its host say to each other. Each page declares its own in `contracts/`. */
export interface WebviewContract {
  /** What the page is opened with, and what it keeps while it is hidden and over a reload. */
  readonly state: object;
  readonly toView: { readonly type: string };
  readonly toHost: { readonly type: string };
}

/** What the host writes into the page for its script. */
export interface PageData {
  readonly state: object;
  /** The translations of the user's language, if there are any. */
  readonly translations: unknown;
}

/** Sent by each page once its script listens: also each time that it is shown again. */
export const readyMessageType = 'drydock.ready';
