import { UserError } from '../../base/errors';
import { runInContainer } from '../../engine/runInContainer';
import { mountedFolders, type DebugContainer } from '../start/debugContainer';

/** Rejects with a sentence when the program cannot be started, or not in its folder. */
export async function checkProgram(
  program: string,
  folder: string,
  container: DebugContainer,
): Promise<void> {
  const { engine, id, name, user } = container;
  const { stdout } = await runInContainer(engine, id, {
    argv: ['sh', '-c', findWrong, 'sh', program, folder],
    ...(user && { user }),
  });
  const place = `"${program}" in the container "${name}"`;
  switch (stdout.trim()) {
    case 'missing':
      throw new UserError(
        `There is no program ${place}. Build it, or correct the attribute "program": a path in the container, or a host path below ${mountedFolders(container)}.`,
      );
    case 'folder':
      throw new UserError(
        `The program cannot be started in the folder "${folder}" of the container "${name}", which is not there or may not be entered. Correct the attribute "cwd".`,
      );
    case 'forbidden':
      throw new UserError(
        `The program ${place} cannot be started. See that it is executable ("chmod +x"), and that the user who runs it ("containerUser") may do so.`,
      );
  }
}

const findWrong = `
if [ ! -f "$1" ]; then echo missing
elif [ ! -x "$1" ]; then echo forbidden
elif ! cd -- "$2" 2>/dev/null; then echo folder
fi`;
