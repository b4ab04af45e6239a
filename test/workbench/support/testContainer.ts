import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { findEngine, type EngineClient } from '../../../scripts/lib/engineClient.mjs';
import { testRun } from './sampleProject';

/** A container that a test makes behind the workbench's back. */
export class TestContainer {
  private constructor(
    private readonly engine: EngineClient,
    readonly id: string,
    readonly name: string,
  ) {}

  static async start(
    image: string,
    name: string,
    command: readonly string[],
  ): Promise<TestContainer> {
    const engine = await testEngine();
    const created = (await engine.json('POST', '/containers/create', {
      query: { name },
      body: { Image: image, Cmd: command, Labels: { 'drydock.test': testRun() } },
    })) as { Id: string };
    return TestContainer.started(engine, created.Id, name);
  }

  /** Starts a container that is the dev container of a folder, as Drydock would have made it. */
  static async startFor(image: string, hostPath: string): Promise<TestContainer> {
    return TestContainer.startWith(image, hostPath, path.basename(hostPath), {
      'drydock.workspaceFolder': hostPath,
    });
  }

  /** Starts another container that a folder can be built in. */
  static async startBeside(image: string, hostPath: string, name: string): Promise<TestContainer> {
    return TestContainer.startWith(image, hostPath, name, {});
  }

  private static async startWith(
    image: string,
    hostPath: string,
    name: string,
    labels: Readonly<Record<string, string>>,
  ): Promise<TestContainer> {
    const engine = await testEngine();
    const created = (await engine.json('POST', '/containers/create', {
      query: { name },
      body: {
        Image: image,
        Entrypoint: ['/bin/sh'],
        Tty: true,
        OpenStdin: true,
        WorkingDir: '/workspace',
        Labels: { 'drydock.test': testRun(), ...labels },
        HostConfig: {
          Init: true,
          Binds: [`${hostPath}:/workspace`],
          CapAdd: ['SYS_PTRACE'],
          SecurityOpt: ['seccomp=unconfined'],
        },
      },
    })) as { Id: string };
    return TestContainer.started(engine, created.Id, name);
  }

  /** The container of this name, whoever made it; undefined where there is none. */
  static async named(name: string): Promise<TestContainer | undefined> {
    const engine = await testEngine();
    const list = (await engine.json('GET', '/containers/json', { query: { all: 'true' } })) as {
      Id: string;
      Names: string[];
    }[];
    const found = list.find(({ Names }) => Names.includes(`/${name}`));
    return found && new TestContainer(engine, found.Id, name);
  }

  private static async started(
    engine: EngineClient,
    id: string,
    name: string,
  ): Promise<TestContainer> {
    await engine.request('POST', `/containers/${id}/start`);
    return new TestContainer(engine, id, name);
  }

  /** Starts a program in it, and leaves it running. */
  async run(...command: readonly string[]): Promise<void> {
    const { Id } = (await this.engine.json('POST', `/containers/${this.id}/exec`, {
      body: { Cmd: command },
    })) as { Id: string };
    await this.engine.request('POST', `/exec/${Id}/start`, { body: { Detach: true } });
  }

  /** What a program in it prints. */
  async output(command: readonly string[]): Promise<string> {
    const { Id } = (await this.engine.json('POST', `/containers/${this.id}/exec`, {
      // A tty's output is not framed.
      body: { Cmd: command, AttachStdout: true, AttachStderr: true, Tty: true },
    })) as { Id: string };
    const text = await this.engine.request('POST', `/exec/${Id}/start`, {
      body: { Detach: false, Tty: true },
    });
    return text.replaceAll('\r\n', '\n').trim();
  }

  async isRunning(): Promise<boolean> {
    const { State } = (await this.engine.json('GET', `/containers/${this.id}/json`)) as {
      State: { Running: boolean };
    };
    return State.Running;
  }

  async exists(): Promise<boolean> {
    return (await listContainers(this.engine)).includes(this.id);
  }

  async remove(): Promise<void> {
    if (await this.exists()) {
      await this.engine.request('DELETE', `/containers/${this.id}`, { query: { force: 'true' } });
    }
  }
}

/** The engine that the tests look at beside the extension. */
async function testEngine(): Promise<EngineClient> {
  const { client } = await findEngine();
  if (client === undefined) {
    throw new Error('No container engine answers.');
  }
  return client;
}

async function listContainers(engine: EngineClient): Promise<string[]> {
  const list = (await engine.json('GET', '/containers/json', { query: { all: 'true' } })) as {
    Id: string;
  }[];
  return list.map(({ Id }) => Id);
}

/** The command lines of what runs in a container. */
export async function programsIn(container: string): Promise<string[]> {
  return (await processesIn(container)).map(([, ...command]) => command.join(' '));
}

/** Whether a debugger has this program of a container now. */
export async function isTraced(container: string, program: RegExp): Promise<boolean> {
  const processes = await processesIn(container);
  const found = processes.find(([, ...command]) => program.test(command.join(' ')));
  // The engine tells the numbers of this machine.
  const status = found ? await readFile(`/proc/${found[0] ?? ''}/status`, 'utf8') : '';
  return /^TracerPid:\t[1-9]/m.test(status);
}

async function processesIn(container: string): Promise<string[][]> {
  const engine = await testEngine();
  const { Processes } = (await engine.json('GET', `/containers/${container}/top`, {
    query: { ps_args: '-eo pid,args' },
  })) as { Processes: string[][] };
  return Processes;
}

/** Removes a container and the image that was built for it, if they are there. */
export async function removeContainerAndImage(container: string, image: string): Promise<void> {
  const engine = await testEngine();
  const query = { force: 'true', v: 'true' };
  for (const route of [`/containers/${container}`, `/images/${image}`]) {
    await engine.request('DELETE', route, { query }).catch((error: unknown) => {
      if ((error as { statusCode?: number }).statusCode !== 404) {
        throw error;
      }
    });
  }
}

/** What the engine says of a container. */
export async function containerNamed(name: string): Promise<{
  readonly running: boolean;
  readonly mounts: readonly string[];
  readonly securityOptions: readonly string[];
}> {
  const engine = await testEngine();
  const { State, HostConfig } = (await engine.json('GET', `/containers/${name}/json`)) as {
    State: { Running: boolean };
    HostConfig: { Binds: string[] | null; SecurityOpt: string[] | null };
  };
  return {
    running: State.Running,
    mounts: HostConfig.Binds ?? [],
    securityOptions: HostConfig.SecurityOpt ?? [],
  };
}
