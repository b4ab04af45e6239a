import type { DebugProtocol } from '@vscode/debugprotocol';
import { access } from 'node:fs/promises';
import { posix } from 'node:path';
import { UserError } from '../../base/errors';
import { runInContainer } from '../../engine/runInContainer';
import type { DebugContainer } from '../start/debugContainer';

/** The largest source that is served: an editor shows no more of a text with colours. */
const maximumSize = 10 * 1024 * 1024;

/**
 * The sources of the program. Those that the host has are opened there; the others are served out
 * of the container.
 */
export class Sources {
  /** Container paths by reference, which lasts as long as the session. */
  private readonly served: string[] = [];
  private readonly references = new Map<string, number>();
  /** Host paths that have been seen to be there. */
  private readonly present = new Set<string>();

  constructor(private readonly container: DebugContainer) {}

  /** A source as the client is to open it. */
  async show(containerPath: string): Promise<DebugProtocol.Source> {
    // gdb puts the compiler's folder before a relative name, and leaves `..` as it is.
    const path = posix.normalize(containerPath);
    const name = posix.basename(path);
    const hostPath = this.container.pathMap.toHost(path);
    if (hostPath !== undefined && (await this.isPresent(hostPath))) {
      return { name, path: hostPath };
    }
    return {
      name,
      path,
      sourceReference: this.reference(path, containerPath),
      origin: `in the container "${this.container.name}"`,
    };
  }

  /** Whether a source lies where the host can have it. */
  isMounted(containerPath: string): boolean {
    return this.container.pathMap.toHost(posix.normalize(containerPath)) !== undefined;
  }

  /** The text of a source that is served out of the container. */
  async read(reference: number, path?: string): Promise<DebugProtocol.SourceResponse['body']> {
    // A client that opens a source again in a later session knows only its path.
    const containerPath = this.served[reference - 1] ?? path;
    if (containerPath === undefined) {
      throw new UserError('This source is not known in the present session.');
    }
    const { engine, id, name, user } = this.container;
    const { exitCode, stdout, stderr } = await runInContainer(engine, id, {
      argv: ['head', '-c', String(maximumSize + 1), '--', containerPath],
      env: ['LC_ALL=C'],
      ...(user && { user }),
    });
    if (exitCode !== 0) {
      throw new UserError(missing(containerPath, name, stderr));
    }
    if (Buffer.byteLength(stdout) > maximumSize) {
      throw new UserError(
        `The source "${containerPath}" in the container "${name}" is larger than 10 MB and is not shown.`,
      );
    }
    const mimeType = mimeTypeOf(containerPath);
    return { content: stdout, ...(mimeType && { mimeType }) };
  }

  private reference(path: string, containerPath: string): number {
    const known = this.references.get(path);
    if (known !== undefined) {
      return known;
    }
    // The path as gdb has it: `..` after a symbolic link leads elsewhere than its text says.
    const reference = this.served.push(containerPath);
    this.references.set(path, reference);
    return reference;
  }

  private async isPresent(hostPath: string): Promise<boolean> {
    if (this.present.has(hostPath)) {
      return true;
    }
    const present = await access(hostPath).then(
      () => true,
      () => false,
    );
    if (present) {
      this.present.add(hostPath);
    }
    return present;
  }
}

/** Sources that belong to the compiler or to a library of the system, not to the person's program. */
export function isSystemSource(containerPath: string): boolean {
  return /^\/usr\/(?:local\/)?(?:include|lib|lib64|share)\//.test(containerPath);
}

/**
 * The type by which VS Code finds the language of a text that its name does not tell, such as the
 * headers of the standard library: `text/x-` and the language's id.
 */
function mimeTypeOf(path: string): string | undefined {
  return /^(?:|\.h|\.tcc|\.inc|\.def|\.inl)$/.test(posix.extname(path)) ? 'text/x-cpp' : undefined;
}

function missing(path: string, container: string, reason: string): string {
  if (reason.includes('Permission denied')) {
    return `The user who debugs may not read the source "${path}" in the container "${container}". Set the attribute "containerUser" to one who may.`;
  }
  const folder = posix.dirname(path);
  return `Neither the host nor the container "${container}" has the source "${path}". Install the sources of this library in the container, or name the host's folder with them in the attribute "sourceFileMap": { "${folder}": "…" }.`;
}
