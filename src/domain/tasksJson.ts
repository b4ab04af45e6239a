import {
  applyEdits,
  findNodeAtLocation,
  getNodeValue,
  modify,
  parseTree,
  printParseErrorCode,
  type ParseError,
} from 'jsonc-parser';
import { formattingOf } from './jsonFormatting';

/** A task of Drydock's as it stands in a `tasks.json`. */
export interface TaskEntry {
  readonly type: 'drydock';
  readonly task: string;
  readonly target?: string;
  readonly label: string;
}

/** The outcome of {@link addTask}; `offset` counts characters from the start of the text. */
export type TasksJsonUpdate =
  | { readonly kind: 'added'; readonly text: string }
  /** A task that does the same is there; the file stays as it is. */
  | { readonly kind: 'present'; readonly offset: number }
  | { readonly kind: 'unreadable'; readonly message: string; readonly offset: number };

const emptyFile = `{
    // Tasks: https://code.visualstudio.com/docs/debugtest/tasks
    "version": "2.0.0",
    "tasks": []
}
`;

/**
 * Adds a task to the text of a `tasks.json`. Comments, order and all other tasks stay as they are. A
 * build becomes the one of Ctrl+Shift+B where no other is.
 */
export function addTask(text: string, entry: TaskEntry): TasksJsonUpdate {
  const original = text.trim() === '' ? emptyFile : text;
  const problems: ParseError[] = [];
  const root = parseTree(original, problems, { allowTrailingComma: true });
  const problem = problems[0];
  if (!root || problem) {
    const what = problem ? printParseErrorCode(problem.error) : 'ValueExpected';
    return unreadable(original, `it does not parse (${what})`, problem?.offset ?? 0);
  }
  const list = findNodeAtLocation(root, ['tasks']);
  if (root.type !== 'object' || (list && list.type !== 'array')) {
    return unreadable(original, 'it has no list of tasks', (list ?? root).offset);
  }
  const present = list?.children ?? [];
  const same = present.find((node) => isSame(getNodeValue(node), entry));
  if (same) {
    return { kind: 'present', offset: same.offset };
  }
  const hasDefault = present.some((node) => isDefaultBuild(getNodeValue(node)));
  const isDefault = entry.task === 'build' && !hasDefault;
  const value = {
    ...entry,
    ...(isDefault ? { group: { kind: 'build', isDefault: true } } : {}),
    problemMatcher: [],
  };
  const formattingOptions = formattingOf(original);
  const edits = list
    ? modify(original, ['tasks', present.length], value, {
        formattingOptions,
        isArrayInsertion: true,
      })
    : modify(original, ['tasks'], [value], { formattingOptions });
  return { kind: 'added', text: applyEdits(original, edits) };
}

function isSame(value: unknown, entry: TaskEntry): boolean {
  const { type, task, target } = propertiesOf(value);
  return type === entry.type && task === entry.task && target === entry.target;
}

function isDefaultBuild(value: unknown): boolean {
  const { kind, isDefault } = propertiesOf(propertiesOf(value)['group']);
  return kind === 'build' && isDefault === true;
}

function propertiesOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function unreadable(text: string, why: string, offset: number): TasksJsonUpdate {
  const line = text.slice(0, offset).split('\n').length;
  return {
    kind: 'unreadable',
    message: `"tasks.json" was left alone because ${why} at line ${line}. Correct it and add the task again.`,
    offset,
  };
}
