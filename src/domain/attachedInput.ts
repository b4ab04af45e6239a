import type { ContainerDetails } from './container';

/**
 * Whether a container's first process sees the end of its input when who is attached to it goes: it has
 * no terminal, and reads from one client alone, or the engine keeps its input open for nobody.
 */
export function inputEndsWithAttachment(
  { openStdin, tty, stdinOnce }: Pick<ContainerDetails, 'openStdin' | 'tty' | 'stdinOnce'>,
  keepsInput: boolean,
): boolean {
  return openStdin && !tty && (stdinOnce || !keepsInput);
}
