import {
  applyEdits,
  modify,
  parseTree,
  printParseErrorCode,
  getNodeValue,
  findNodeAtLocation,
  type ParseError,
} from 'jsonc-parser';
import { formattingOf } from './jsonFormatting';

/** A configuration to be put into a `launch.json`; `name` is what it is found again by. */
export interface NamedConfiguration {
  readonly name: string;
  readonly type: string;
}

/** The outcome of {@link updateLaunchJson}: the new text, or where the old one does not parse. */
export type LaunchJsonUpdate =
  | { readonly kind: 'written'; readonly text: string }
  | {
      readonly kind: 'unreadable';
      /** A full sentence. */
      readonly message: string;
      /** Characters from the start of the text. */
      readonly offset: number;
    };

const emptyFile = `{
  // Debug configurations: https://code.visualstudio.com/docs/debugtest/debugging-configuration
  "version": "0.2.0",
  "configurations": []
}
`;

/** What a person fills in: once it is in the file, a later generation leaves it alone. */
const ofTheUser = new Set([
  'args',
  'console',
  'cwd',
  'environment',
  'setupCommands',
  'stopAtEntry',
]);

/**
 * Adds a configuration to the text of a `launch.json`, or brings the one of the same name and type
 * up to date. Comments, order, indentation and every other configuration stay as they are; so does
 * what the user added to the configuration or filled into it. A text that does not parse is not
 * touched.
 */
export function updateLaunchJson(
  text: string,
  configuration: NamedConfiguration,
): LaunchJsonUpdate {
  const original = text.trim() === '' ? emptyFile : text;
  const problems: ParseError[] = [];
  const root = parseTree(original, problems, { allowTrailingComma: true });
  const problem = problems[0];
  if (!root || problem) {
    const what = problem ? printParseErrorCode(problem.error) : 'ValueExpected';
    return unreadable(original, `it does not parse (${what})`, problem?.offset ?? 0);
  }
  if (root.type !== 'object') {
    return unreadable(original, 'it is not an object', root.offset);
  }
  const list = findNodeAtLocation(root, ['configurations']);
  if (list && list.type !== 'array') {
    return unreadable(original, '"configurations" is not a list', list.offset);
  }

  const formattingOptions = formattingOf(original);
  const index = (list?.children ?? []).findIndex((node) => {
    const value: unknown = getNodeValue(node);
    return (
      isRecord(value) &&
      value['name'] === configuration.name &&
      value['type'] === configuration.type
    );
  });
  if (index < 0) {
    const end = list?.children?.length ?? 0;
    const edits = list
      ? modify(original, ['configurations', end], configuration, {
          formattingOptions,
          isArrayInsertion: true,
        })
      : modify(original, ['configurations'], [configuration], { formattingOptions });
    return { kind: 'written', text: applyEdits(original, edits) };
  }

  // One attribute after the other, so that comments between those that do not change stay.
  let current = original;
  for (const [attribute, value] of Object.entries(configuration)) {
    const present = valueAt(current, ['configurations', index, attribute]);
    const keep = present !== undefined && ofTheUser.has(attribute);
    if (!keep && JSON.stringify(present) !== JSON.stringify(value)) {
      current = applyEdits(
        current,
        modify(current, ['configurations', index, attribute], value, { formattingOptions }),
      );
    }
  }
  return { kind: 'written', text: current };
}

function unreadable(text: string, why: string, offset: number): LaunchJsonUpdate {
  const line = text.slice(0, offset).split('\n').length;
  return {
    kind: 'unreadable',
    message: `"launch.json" was left alone because ${why} at line ${line}. Correct it and generate again.`,
    offset,
  };
}

function valueAt(text: string, path: (string | number)[]): unknown {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const node = root && findNodeAtLocation(root, path);
  return node && (getNodeValue(node) as unknown);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
