/** A Dockerfile, as far as a build is asked for and its steps are found again. */
export interface Dockerfile {
  /** In the order in which they stand. */
  readonly instructions: readonly DockerfileInstruction[];
  readonly stages: readonly DockerfileStage[];
  /** What can be given by `--build-arg`. */
  readonly args: readonly DockerfileArg[];
}

export interface DockerfileInstruction {
  /** In capital letters. */
  readonly keyword: string;
  /** What follows it, its lines joined by one space. */
  readonly text: string;
  /** From 1. */
  readonly line: number;
  /** The last line that belongs to it. */
  readonly endLine: number;
}

interface DockerfileStage {
  /** In small letters, as the builder compares it. */
  readonly name?: string;
  /** What it is made from: an image, or the name of another stage. */
  readonly base: string;
  readonly instructions: readonly DockerfileInstruction[];
}

interface DockerfileArg {
  readonly name: string;
  readonly defaultValue?: string;
}

/** Reads a Dockerfile; what is wrong in it is left to the builder, which says it better. */
export function parseDockerfile(text: string): Dockerfile {
  const instructions = readInstructions(text.replace(/^\uFEFF/, '').split(/\r?\n/));
  const stages: { name?: string; base: string; instructions: DockerfileInstruction[] }[] = [];
  for (const instruction of instructions) {
    if (instruction.keyword === 'FROM') {
      stages.push({ ...readFrom(instruction.text), instructions: [] });
    }
    stages.at(-1)?.instructions.push(instruction);
  }
  return { instructions, stages, args: readArgs(instructions) };
}

function readInstructions(lines: readonly string[]): DockerfileInstruction[] {
  const escape = escapeOf(lines);
  const instructions: DockerfileInstruction[] = [];
  let index = 0;
  while (index < lines.length) {
    const first = index;
    const parts: string[] = [];
    let goesOn = true;
    while (goesOn && index < lines.length) {
      const line = lines[index] ?? '';
      index += 1;
      // Comments and empty lines between the lines of an instruction are left out, as the builder does.
      if (/^\s*(#|$)/.test(line)) {
        goesOn = parts.length > 0;
        continue;
      }
      const trimmed = line.trimEnd();
      goesOn = trimmed.endsWith(escape);
      parts.push((goesOn ? trimmed.slice(0, -1) : trimmed).trim());
    }
    const match = /^(\w+)(?:\s+(.*))?$/s.exec(parts.filter((part) => part !== '').join(' '));
    if (match) {
      const keyword = (match[1] ?? '').toUpperCase();
      const body = match[2] ?? '';
      index = afterHeredocs(keyword, body, lines, index);
      instructions.push({ keyword, text: body, line: firstLine(lines, first), endLine: index });
    }
  }
  return instructions;
}

/** `# escape=` counts only among the parser directives at the very top. */
function escapeOf(lines: readonly string[]): string {
  for (const line of lines) {
    const directive = /^\s*#\s*(\w+)\s*=\s*(\S*)\s*$/.exec(line);
    if (!directive) {
      break;
    }
    if (directive[1]?.toLowerCase() === 'escape') {
      return directive[2] === '`' ? '`' : '\\';
    }
  }
  return '\\';
}

function firstLine(lines: readonly string[], from: number): number {
  const offset = lines.slice(from).findIndex((line) => !/^\s*(#|$)/.test(line));
  return from + Math.max(0, offset) + 1;
}

/** The index after the here-documents of an instruction, such as `RUN <<EOF`. */
function afterHeredocs(
  keyword: string,
  text: string,
  lines: readonly string[],
  index: number,
): number {
  let end = index;
  if (!['RUN', 'COPY', 'ADD'].includes(keyword)) {
    return end;
  }
  for (const [, dash, quoted, bare] of text.matchAll(/<<(-?)(?:"(\w+)"|'?(\w+)'?)/g)) {
    const word = quoted ?? bare ?? '';
    const isEnd = (line: string): boolean =>
      (dash === '-' ? line.replace(/^\t+/, '') : line).trimEnd() === word;
    const found = lines.findIndex((line, at) => at >= end && isEnd(line));
    // One that never ends is the builder's to complain about.
    end = found < 0 ? end : found + 1;
  }
  return end;
}

function readFrom(text: string): { name?: string; base: string } {
  const words = text.split(/\s+/).filter((word) => !word.startsWith('--'));
  const [base = '', as, name] = words;
  return as?.toLowerCase() === 'as' && name !== undefined
    ? { name: name.toLowerCase(), base }
    : { base };
}

/** Of one that is declared in several stages, the first default. */
function readArgs(instructions: readonly DockerfileInstruction[]): DockerfileArg[] {
  const args = new Map<string, DockerfileArg>();
  for (const { keyword, text } of instructions) {
    for (const word of keyword === 'ARG' ? (text.match(/(?:"[^"]*"|'[^']*'|\S)+/g) ?? []) : []) {
      const [name = '', ...value] = word.split('=');
      const known = args.get(name);
      const defaultValue = known?.defaultValue ?? unquoted(value.join('='));
      const hasDefault = value.length > 0 || known?.defaultValue !== undefined;
      args.set(name, hasDefault ? { name, defaultValue } : { name });
    }
  }
  return [...args.values()];
}

function unquoted(value: string): string {
  return /^(["'])(.*)\1$/.exec(value)?.[2] ?? value;
}
