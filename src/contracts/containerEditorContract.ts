/** What the container editor's page and its host say to each other. */
export interface ContainerEditorContract {
  readonly state: ContainerEditorState;
  readonly toView: { readonly type: 'line'; readonly text: string };
  readonly toHost: { readonly type: 'line'; readonly text: string };
}

/** What the editor is opened with and keeps. */
export interface ContainerEditorState {
  /** The `docker run` line as it stands. */
  readonly text: string;
}
