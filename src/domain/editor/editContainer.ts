import type { ContainerSpec, Mount } from '../containerSpec';
import { DockerRunError } from '../dockerRunError';
import { ImageReferenceError, parseImageReference } from '../imageReference';
import { applySpecPatch, type SpecPatch } from '../lint/specFinding';
import { parseDockerRunText, updateDockerRunText, type DockerRunText } from '../parseDockerRunText';
import { quoteArgv } from '../shellQuote';
import { splitCommands, type ShellContext } from '../shellWords';
import { withFlagValues, type FieldProblem } from './flagValues';

/** A container while it is being described: the `docker run` line, and what it says. */
export interface EditedContainer extends DockerRunText {
  readonly text: string;
  /** What the form was given last and the specification could not take. */
  readonly problems: readonly FieldProblem[];
}

/** One change, made in the line, in the form, or by a button. */
export type ContainerEdit =
  | { readonly kind: 'line'; readonly text: string }
  /** All values of a flag of `docker run`, by its long name. */
  | { readonly kind: 'flag'; readonly name: string; readonly values: readonly string[] }
  | { readonly kind: 'image'; readonly text: string }
  /** As a shell reads it. */
  | { readonly kind: 'command'; readonly text: string }
  | { readonly kind: 'mounts'; readonly mounts: readonly Mount[] }
  | { readonly kind: 'patch'; readonly patch: SpecPatch };

/** What a line says. */
export function readContainer(text: string, context: ShellContext): EditedContainer {
  return { text, problems: [], ...parseDockerRunText(text, context) };
}

/**
 * Makes a change. A change of the form changes the line: flags that could not be read stay in it. What
 * the form was given and the command line would refuse changes nothing and is a problem of its field.
 */
export function editContainer(
  container: EditedContainer,
  edit: ContainerEdit,
  context: ShellContext,
): EditedContainer {
  if (edit.kind === 'line') {
    return readContainer(edit.text, context);
  }
  const { spec, problems } = changedSpec(container.spec, edit, context);
  const text = updateDockerRunText(container.text, spec, context);
  return { ...readContainer(text, context), problems };
}

/** The command of a specification, as one types it. */
export function commandText({ command = [] }: ContainerSpec): string {
  return quoteArgv(command);
}

interface Changed {
  readonly spec: ContainerSpec;
  readonly problems: readonly FieldProblem[];
}

function changedSpec(
  spec: ContainerSpec,
  edit: Exclude<ContainerEdit, { kind: 'line' }>,
  context: ShellContext,
): Changed {
  switch (edit.kind) {
    case 'flag':
      return withFlagValues(spec, edit.name, edit.values, context.cwd);
    case 'image':
      return withImage(spec, edit.text.trim());
    case 'command':
      return withCommand(spec, edit.text, context);
    case 'mounts':
      return patched(spec, { mounts: edit.mounts.length > 0 ? edit.mounts : undefined });
    case 'patch':
      return patched(spec, edit.patch);
  }
}

function patched(spec: ContainerSpec, patch: SpecPatch): Changed {
  return { spec: applySpecPatch(spec, patch), problems: [] };
}

function withImage(spec: ContainerSpec, image: string): Changed {
  try {
    if (image !== '' && !/^(?:sha256:)?[0-9a-f]{64}$/.test(image)) {
      parseImageReference(image);
    }
    return patched(spec, { image });
  } catch (error) {
    if (error instanceof ImageReferenceError) {
      return { spec, problems: [{ field: 'image', index: 0, message: error.message }] };
    }
    throw error;
  }
}

function withCommand(spec: ContainerSpec, text: string, context: ShellContext): Changed {
  const errors: DockerRunError[] = [];
  const commands = splitCommands(text, context, ({ error }) => errors.push(error));
  if (commands.length > 1) {
    errors.push(
      new DockerRunError(
        'invalidValue',
        text,
        'This is more than one command; give "sh" as the command, with "-c" and the text in quotes.',
      ),
    );
  }
  const [error] = errors;
  if (error) {
    return { spec, problems: [{ field: 'command', index: 0, message: error.message }] };
  }
  const command = commands.flat().map((word) => word.text);
  return patched(spec, { command: command.length > 0 ? command : undefined });
}
