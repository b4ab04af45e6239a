import { UserError } from '../../base/errors';
import { GdbError } from '../../gdb/gdbError';
import { mountedFolders, type DebugContainer } from './debugContainer';

/** Turns gdb's refusal into what the user can do about it. */
export function explainStart(error: unknown, container: DebugContainer, program: string): unknown {
  if (!(error instanceof GdbError)) {
    return error;
  }
  const place = `"${program}" in the container "${container.name}"`;
  const because = (message: string): UserError => new UserError(message, [], { cause: error });
  switch (error.failure) {
    case 'noSuchFile':
      return because(
        `There is no program ${place}. Build it, or correct the attribute "program": a path in the container, or a host path below ${mountedFolders(container)}.`,
      );
    case 'notExecutable':
      return because(
        `gdb cannot debug ${place}: it is no program, or one for another kind of machine.`,
      );
    case 'permissionDenied':
      return because(
        `The user who debugs may not read ${place}. Set the attribute "containerUser" to one who may.`,
      );
    case 'startupFailed':
      return because(
        `The program ${place} cannot be started. See that it is executable ("chmod +x") and was built for this container's system and libraries. (${error.message})`,
      );
    case 'ptraceForbidden':
      return because(
        `The container "${container.name}" does not let gdb control this process. Debug as the user whose process it is ("containerUser"), or create the container with "--cap-add SYS_PTRACE". (${error.message})`,
      );
    default:
      return because(`gdb cannot start ${place}: ${error.message}`);
  }
}
