import { cp, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { root } from './root';

/** A copy of the sample C++ project, for a test to build in and to spoil. */
export class SampleProject {
  private constructor(readonly hostPath: string) {}

  /** Its Dockerfile starts from the test image, so that nothing has to be downloaded. */
  static async copy(name: string, workspace = 'cpp-app'): Promise<SampleProject> {
    const parent = await realpath(await mkdtemp(path.join(os.tmpdir(), 'drydock-walk-')));
    const hostPath = path.join(parent, name);
    await cp(path.join(root, 'test/workspaces', workspace), hostPath, {
      recursive: true,
      filter: (source) => !path.basename(source).startsWith('build'),
    });
    await writeFile(
      path.join(hostPath, 'Dockerfile'),
      `FROM drydock-test/bookworm\nLABEL drydock.test=${testRun()}\nWORKDIR /workspace\n`,
    );
    return new SampleProject(hostPath);
  }

  get name(): string {
    return path.basename(this.hostPath);
  }

  /** The number of the line that has this text. */
  async lineOf(name: string, text: string): Promise<number> {
    const lines = (await readFile(this.file(name), 'utf8')).split('\n');
    const index = lines.findIndex((line) => line.includes(text));
    if (index < 0) {
      throw new Error(`There is no "${text}" in ${name}.`);
    }
    return index + 1;
  }

  file(name: string): string {
    return path.join(this.hostPath, name);
  }

  async remove(): Promise<void> {
    await rm(path.dirname(this.hostPath), { recursive: true, force: true });
  }
}

/** The value of the label `drydock.test` that everything made by this run carries. */
export function testRun(): string {
  return process.env['DRYDOCK_TEST_RUN'] ?? 'manual';
}
