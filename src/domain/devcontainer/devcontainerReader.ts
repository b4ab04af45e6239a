import { findNodeAtLocation, getNodeValue, type Node } from 'jsonc-parser';
import { substituteVariables, type DevcontainerVariables } from './devcontainerVariables';

/** Something about a part of a `devcontainer.json`. */
export interface DevcontainerProblem {
  /** `error`: no container can be made; `warning`: something will not be as the file says. */
  readonly severity: 'error' | 'warning' | 'information';
  /** A full sentence. */
  readonly message: string;
  /** Characters from the start of the text. */
  readonly offset: number;
  readonly length: number;
}

/** Reads values of the types that they should have, and notes where they do not have them. */
export class DevcontainerReader {
  readonly problems: DevcontainerProblem[] = [];

  constructor(
    readonly root: Node,
    /** Its `containerWorkspaceFolder` is filled in as soon as it is known. */
    public variables: DevcontainerVariables,
  ) {}

  node(...path: string[]): Node | undefined {
    return findNodeAtLocation(this.root, path);
  }

  report(severity: DevcontainerProblem['severity'], node: Node, message: string): void {
    this.problems.push({ severity, message, offset: node.offset, length: node.length });
  }

  /** The text at a path; `''` counts as a text. */
  text(...path: string[]): string | undefined {
    const node = this.node(...path);
    return node && this.textOf(node, path.join('.'));
  }

  flag(...path: string[]): boolean | undefined {
    const node = this.node(...path);
    if (!node) {
      return undefined;
    }
    const value: unknown = getNodeValue(node);
    if (typeof value !== 'boolean') {
      this.report('error', node, `"${path.join('.')}" is true or false.`);
      return undefined;
    }
    return value;
  }

  /** A list of texts; a single text stands for a list of one. */
  texts(...path: string[]): string[] {
    const node = this.node(...path);
    return node ? this.items(node).flatMap((item) => this.textOf(item, path.join('.')) ?? []) : [];
  }

  /** The nodes of a list; anything else is a list of one. */
  items(node: Node): readonly Node[] {
    return node.type === 'array' ? (node.children ?? []) : [node];
  }

  /** An object of texts; `null` is undefined, where the file may take something away so. */
  map(...path: string[]): Record<string, string | undefined> {
    const node = this.node(...path);
    return Object.fromEntries(
      this.entries(node, path.join('.')).map(([key, value]) => [
        key,
        value.type === 'null' ? undefined : this.scalar(value, key),
      ]),
    );
  }

  /** The keys and values of an object. */
  entries(node: Node | undefined, name: string): [key: string, value: Node][] {
    if (node && node.type !== 'object') {
      this.report('error', node, `"${name}" is an object.`);
      return [];
    }
    return (node?.children ?? []).flatMap(({ children: [key, value] = [] }) =>
      key && value ? [[String(getNodeValue(key)), value]] : [],
    );
  }

  /** The text of a node, with its variables filled in. */
  textOf(node: Node, name: string): string | undefined {
    const value: unknown = getNodeValue(node);
    if (typeof value !== 'string') {
      this.report('error', node, `"${name}" takes text in quotes here.`);
      return undefined;
    }
    return this.filledIn(value, node);
  }

  /** Text in which `${…}` may also be a shell's, and a container's variables are filled in later. */
  lateText(node: Node, name: string): string | undefined {
    const value: unknown = getNodeValue(node);
    if (typeof value !== 'string') {
      this.report('error', node, `"${name}" takes text in quotes here.`);
      return undefined;
    }
    return substituteVariables(value, this.variables).text;
  }

  private scalar(node: Node, name: string): string {
    const value: unknown = getNodeValue(node);
    return typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : (this.textOf(node, name) ?? '');
  }

  private filledIn(value: string, node: Node): string {
    const { text, unknown, unset, needsContainer } = substituteVariables(value, this.variables);
    for (const name of unknown) {
      this.report(
        'warning',
        node,
        `"${name}" is no variable that can be used here; it stays as it is.`,
      );
    }
    for (const name of unset) {
      this.report(
        'information',
        node,
        `The variable "${name}" is not set in the environment of the editor, so it is empty.`,
      );
    }
    if (needsContainer && !this.isLate(node)) {
      this.report(
        'warning',
        node,
        'The variables of the container are known only once it runs: "containerEnv" works in "remoteEnv" and in commands.',
      );
    }
    return text;
  }

  /** Whether a value is used only when the container runs. */
  private isLate(node: Node): boolean {
    const remoteEnv = this.node('remoteEnv');
    return (
      remoteEnv !== undefined &&
      node.offset >= remoteEnv.offset &&
      node.offset < remoteEnv.offset + remoteEnv.length
    );
  }
}
