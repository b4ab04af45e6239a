import { readFile } from 'node:fs/promises';
import type { Diagnostic, SourceLocation } from '../domain/diagnostic';
import { inCharacters } from '../domain/diagnostics/sourceColumns';

/** The lines of the host's sources, for places that were counted in other units than an editor's. */
export class SourceLines {
  private readonly known = new Map<string, Promise<readonly string[]>>();

  /** The diagnostic with its columns as an editor counts them, as far as its source can be read. */
  async inCharacters(diagnostic: Diagnostic): Promise<Diagnostic> {
    const { location } = diagnostic;
    if (location.caretColumn === undefined) {
      return diagnostic;
    }
    return { ...diagnostic, location: inCharacters(location, await this.line(location)) };
  }

  private async line({ path, line, onlyInContainer }: SourceLocation): Promise<string> {
    if (onlyInContainer === true) {
      return '';
    }
    const lines = this.known.get(path) ?? readLines(path);
    this.known.set(path, lines);
    return (await lines)[line - 1] ?? '';
  }
}

/** A file that cannot be read has no lines: its places stay as the tool told them. */
async function readLines(path: string): Promise<readonly string[]> {
  try {
    return (await readFile(path, 'utf8')).split(/\r?\n/);
  } catch {
    return [];
  }
}
