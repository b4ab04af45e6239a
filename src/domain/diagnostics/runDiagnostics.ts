import type { Diagnostic } from '../diagnostic';
import { DiagnosticParser, runTools } from './diagnosticParser';

/**
 * What went wrong in a program that ran: failed checks of GoogleTest, Catch2 and doctest, failed
 * assertions, and what sanitizers and compute-sanitizer report. Paths are absolute container paths;
 * relative ones count from the folder that the program was compiled in.
 */
export function runDiagnostics(text: string, compileContainerPath: string): Diagnostic[] {
  const found: Diagnostic[] = [];
  const place = { sourceDirectory: compileContainerPath, buildDirectory: compileContainerPath };
  const parser = new DiagnosticParser(place, (one) => found.push(one), { tools: runTools });
  for (const line of text.split('\n')) {
    parser.line(line);
  }
  parser.end();
  return found;
}
