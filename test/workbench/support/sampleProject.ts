import { cp, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { root } from './root';

/** A copy of the sample C++ project, for a test to build in and to spoil. */
export class SampleProject {
  private constructor(readonly hostPath: string) {}

  /** Its Dockerfile starts from the test image, so that nothing has to be downloaded. */
  static async copy(): Promise<SampleProject> {
    const parent = await realpath(await mkdtemp(path.join(os.tmpdir(), 'drydock-walk-')));
    const hostPath = path.join(parent, 'harbour');
    await cp(path.join(root, 'test/workspaces/cpp-app'), hostPath, {
      recursive: true,
      filter: (source) => !path.basename(source).startsWith('build'),
    });
    await writeFile(
      path.join(hostPath, 'Dockerfile'),
      `FROM drydock-test/bookworm\nLABEL drydock.test=${testRun()}\nWORKDIR /workspace\n`,
    );
    return new SampleProject(hostPath);
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
