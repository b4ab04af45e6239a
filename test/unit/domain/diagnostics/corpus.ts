import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic, SourceLocation } from '../../../../src/domain/diagnostic';
import type { BuildPlace } from '../../../../src/domain/diagnostics/buildContext';
import { DiagnosticParser } from '../../../../src/domain/diagnostics/diagnosticParser';
import { runDiagnostics } from '../../../../src/domain/diagnostics/runDiagnostics';

/** Where the recorded builds ran. */
const recordedPlace: BuildPlace = {
  sourceDirectory: '/workspace',
  buildDirectory: '/workspace/build',
};

/** What a real tool printed, from `test/unit/fixtures/diagnostics`. */
export function recorded(name: string): string {
  return readFileSync(
    join(import.meta.dirname, '../../fixtures/diagnostics', `${name}.txt`),
    'utf8',
  );
}

/** Everything that is reported for a text. */
export function diagnose(text: string, place: Partial<BuildPlace> = {}): Diagnostic[] {
  const found: Diagnostic[] = [];
  const parser = new DiagnosticParser({ ...recordedPlace, ...place }, (one) => found.push(one));
  for (const line of text.split('\n')) {
    parser.line(line);
  }
  parser.end();
  return found;
}

/** Made by `scripts/recordDiagnostics.mjs`; what is expected of each stands beside it. */
export const recordedFolder = join(
  import.meta.dirname,
  '../../fixtures/diagnostics/corpus/recorded',
);

/** Programs that ran, not builds. */
const runs = /\/(?:gtest|catch|doctest|assert|asan|uaf|leak|ubsan|tsan)\.txt$/;

/** Everything that is reported for a recording; its first line tells where the tools ran. */
export function readRecording(file: string): Diagnostic[] {
  const [head = '', ...lines] = readFileSync(file, 'utf8').split('\n');
  const [, sourceDirectory = '', buildDirectory = ''] = /^# (\S+) built in (\S+)$/.exec(head) ?? [];
  if (runs.test(file)) {
    return runDiagnostics(lines.join('\n'), buildDirectory);
  }
  const compiler = /\/clang[^/]*$/.test(file) ? 'clang' : 'gcc';
  return diagnose(lines.join('\n'), { sourceDirectory, buildDirectory, compiler });
}

/** One line for each diagnostic, to be compared at a glance. */
export function summary(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(({ severity, source, code, location, message }) =>
    [
      severity,
      source,
      ...(code === undefined ? [] : [code]),
      where(location),
      firstLine(message),
    ].join(' '),
  );
}

/** `path:line` or `path:line:column`. */
export function where({ path, line, column }: SourceLocation): string {
  return [path, line, ...(column === undefined ? [] : [column])].join(':');
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}
