import { readFile } from 'node:fs';
import type { Diagnostic, SourceLocation } from '../domain/diagnostic';
import { inCharacters } from '../domain/diagnostics/sourceColumns';

/** The lines of the host's sources, for places that were counted in other units than an editor's. */
export class SourceLines {
  /** The sources that were read last, the oldest first. */
  private readonly known = new Map<string, Promise<readonly string[]>>();

  /**
   * The diagnostic with its columns as an editor counts them, as far as its source can be read; at once
   * where no source is needed.
   */
  inCharacters(diagnostic: Diagnostic): Diagnostic | Promise<Diagnostic> {
    return diagnostic.location.caret === undefined ? diagnostic : this.convert(diagnostic);
  }

  private async convert(diagnostic: Diagnostic): Promise<Diagnostic> {
    const { location } = diagnostic;
    return { ...diagnostic, location: inCharacters(location, await this.line(location)) };
  }

  private async line({ path, line, onlyInContainer }: SourceLocation): Promise<string> {
    if (onlyInContainer === true) {
      return '';
    }
    let lines = this.known.get(path);
    if (!lines) {
      lines = readLines(path);
      this.known.set(path, lines);
      const [oldest] = this.known.keys();
      if (this.known.size > mostKnown && oldest !== undefined) {
        this.known.delete(oldest);
      }
    }
    return (await lines)[line - 1] ?? '';
  }
}

/** Problems come file by file, and a large build is about more files than should be kept. */
const mostKnown = 64;

/** A file that cannot be read has no lines: its places stay as the tool told them. */
async function readLines(path: string): Promise<readonly string[]> {
  // Not the one that promises: it takes twice as long for a file that is not there.
  return await new Promise((resolve) => {
    readFile(path, 'utf8', (error, text) => resolve(error ? [] : text.split(/\r?\n/)));
  });
}
