import type { Mount } from '../domain/containerSpec';
import type { ContainerEdit } from '../domain/editor/editContainer';
import type { FieldProblem, FlagValues } from '../domain/editor/flagValues';
import type { SpecFinding } from '../domain/lint/specFinding';

/** What the container editor's page and its host say to each other. */
export interface ContainerEditorContract {
  readonly state: ContainerEditorState;
  readonly toView: EditorContent | EditorFindings | EditorSurroundings;
  readonly toHost: EditorEdit | EditorFix | EditorPick | EditorAction;
}

/** What the editor is opened with and keeps. */
export interface ContainerEditorState {
  /** The `docker run` line as it stands. */
  readonly text: string;
  /** The engine in which the container is made: `''` is the one in use. */
  readonly engineId: string;
  /** What the editor is for, other than a container of its own. */
  readonly purpose?: EditorPurpose;
}

/** A container is made anew, or another one like it. */
export interface EditorPurpose {
  readonly kind: 'recreate' | 'duplicate';
  readonly original: { readonly id: string; readonly name: string };
}

/** What the container is at the moment. */
export interface EditorContent {
  readonly type: 'content';
  /** Of the page's last edit that is in it. */
  readonly version: number;
  /** Not the answer to an edit of the page: what its fields hold is out of date. */
  readonly fresh: boolean;
  readonly text: string;
  readonly image: string;
  readonly command: string;
  readonly values: FlagValues;
  readonly mounts: readonly Mount[];
  readonly marks: readonly TextMark[];
  readonly notes: readonly string[];
  readonly problems: readonly FieldProblem[];
}

/** A part of the line, from the character `start` to before `end`, that something is said about. */
export interface TextMark {
  readonly start: number;
  readonly end: number;
  readonly severity: 'error' | 'information';
  readonly message: string;
}

/** What will hurt. Sent a little after the content, since it takes a look at the host and the engine. */
interface EditorFindings {
  readonly type: 'findings';
  readonly findings: readonly SpecFinding[];
}

/** What there is to choose from. */
export interface EditorSurroundings {
  readonly type: 'surroundings';
  /** Where the container is made, when there are several engines. */
  readonly engine?: string;
  /** Whether the engine can give GPUs; absent while that is not known. */
  readonly gpus?: boolean;
  /** The engine names its GPUs, so that they can be chosen. */
  readonly namesGpus?: boolean;
  readonly purpose?: EditorPurpose;
  /** The container is being made. */
  readonly busy: boolean;
}

export interface EditorEdit {
  readonly type: 'edit';
  /** Counts up; an answer with an older one is out of date. */
  readonly version: number;
  readonly edit: ContainerEdit;
}

/** Asks for the fix of a finding, known by its words: the host has it. */
interface EditorFix {
  readonly type: 'fix';
  readonly message: string;
}

/** Asks the host to let the user choose: it makes the change itself. */
export interface EditorPick {
  readonly type: 'pick';
  readonly what: 'image' | 'mountSource' | 'volume' | 'network' | 'gpus' | 'envFile';
  /** Of the row that the choice is for; that of a new row is the number of rows. */
  readonly index: number;
}

export interface EditorAction {
  readonly type: 'action';
  readonly action: 'create' | 'createAndStart' | 'apply' | 'export' | 'loadProfile' | 'saveProfile';
}
