import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { dockerPlugin } from '../../scripts/lib/dockerPlugin.mjs';
import { composeProjectLabel, composeProjectOf } from '../../src/domain/compose/composeProject';
import type { ComposeProject } from '../../src/domain/compose/composeProject';
import { workspaceFolderLabel, type ContainerSummary } from '../../src/domain/container';
import { dockerCommand } from '../../src/domain/dockerCommand';
import { findCompose, type ComposeCli } from '../../src/project/compose/composeCli';
import { projectOfFile } from '../../src/project/compose/projectOfFile';
import { runCompose, type ComposeCommand } from '../../src/project/compose/runCompose';
import { openTestEngine, testLabels, testName, type TestEngine } from '../support/testEngine';

suite('A Compose project', () => {
  let real: TestEngine;
  let folder: string;
  let cli: ComposeCli;
  const before = process.env['DOCKER_CONFIG'];
  const name = testName('compose');
  const docker = (...words: readonly string[]): string[] => dockerCommand('', ...words);
  const commands: (readonly string[])[] = [];

  suiteSetup(async () => {
    real = await openTestEngine();
    folder = await realpath(await mkdtemp(join(tmpdir(), 'drydock-compose-')));
    process.env['DOCKER_CONFIG'] = await dockerPlugin('compose');
    const found = await findCompose(docker);
    assert.ok(found?.knowsByName);
    cli = found;
  });

  suiteTeardown(async () => {
    await compose(projectNamed(await containers()), ['down', '--volumes']);
    if (before === undefined) {
      Reflect.deleteProperty(process.env, 'DOCKER_CONFIG');
    } else {
      process.env['DOCKER_CONFIG'] = before;
    }
    await real.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  test('is made of a file and the one that Compose would read on top, with labels of ours', async () => {
    await writeCompose(['web']);
    const more = { services: { db: serviceOf('db') } };
    await writeFile(join(folder, 'compose.override.yaml'), JSON.stringify(more));
    const project: ComposeProject = {
      ...(await projectOfFile(join(folder, 'compose.yaml'))),
      name,
      labels: { web: { [workspaceFolderLabel]: '/home/$USER/lab' } },
    };
    const { exitCode, said } = await compose(project, ['up', '--detach']);
    assert.equal(exitCode, 0, said);
    const made = await containers();
    assert.deepEqual(
      made.map(({ labels, state }) => [labels['com.docker.compose.service'], state]).sort(),
      [
        ['db', 'running'],
        ['web', 'running'],
      ],
    );
    assert.deepEqual(made.map(({ labels }) => labels[workspaceFolderLabel] ?? '').sort(), [
      '',
      '/home/$USER/lab',
    ]);
    const override = commands.flat().find((word) => word.endsWith('drydock.override.json'));
    assert.ok(override !== undefined && !existsSync(override));
  });

  test('is known by its containers: stopped, started and brought up again with what is new', async () => {
    const project = projectNamed(await containers());
    assert.deepEqual(project.files, [
      join(folder, 'compose.yaml'),
      join(folder, 'compose.override.yaml'),
    ]);
    assert.equal((await compose(project, ['stop', '--timeout', '1'])).exitCode, 0);
    assert.deepEqual(await states(), ['exited', 'exited']);
    assert.equal((await compose(project, ['start'])).exitCode, 0);
    assert.deepEqual(await states(), ['running', 'running']);

    await writeCompose(['web', 'worker'], { NEW: '1' });
    assert.equal((await compose(project, ['up', '--detach'])).exitCode, 0);
    const made = await containers();
    assert.equal(made.length, 3);
    const web = made.find(({ labels }) => labels['com.docker.compose.service'] === 'web');
    assert.equal(web?.labels[workspaceFolderLabel], '/home/$USER/lab');
    const { said } = await compose(project, ['logs', '--tail', '10']);
    assert.match(said, /web-1 .*hello from web/);
  });

  test('that cannot be brought up says why', async () => {
    await writeFile(join(folder, 'compose.yaml'), 'services:\n  web:\n    imagine: x\n');
    const { exitCode, said } = await compose(projectNamed(await containers()), ['up', '--detach']);
    assert.notEqual(exitCode, 0);
    assert.match(said, /imagine/);
  });

  test('whose files have gone is taken down by its name, and cannot be brought up', async () => {
    await rm(join(folder, 'compose.yaml'));
    const project = projectNamed(await containers());
    await assert.rejects(
      compose(project, ['up', '--detach']),
      /was made from ".*compose\.yaml", which is not there/,
    );
    const { exitCode, said } = await compose(project, ['down', '--volumes', '--timeout', '1']);
    assert.equal(exitCode, 0, said);
    assert.deepEqual(await containers(), []);
    const networks = await real.engine.listNetworks();
    assert.ok(!networks.some(({ labels }) => labels[composeProjectLabel] === name));
  });

  test('is left to docker-compose, or to nobody, where the docker CLI has no Compose', async () => {
    const config = process.env['DOCKER_CONFIG'];
    const { PATH } = process.env;
    const programs = await mkdtemp(join(tmpdir(), 'drydock-programs-'));
    try {
      process.env['DOCKER_CONFIG'] = programs;
      process.env['PATH'] = `${programs}:/bin`;
      await writeProgram(join(programs, 'docker'), 'exit 1');
      assert.equal(await findCompose(docker), undefined);
      await writeProgram(join(programs, 'docker-compose'), 'echo 1.29.2');
      const old = await findCompose((...words) => dockerCommand('tcp://lab:2375', ...words));
      assert.deepEqual(old?.words('up'), ['docker-compose', '--host', 'tcp://lab:2375', 'up']);
      assert.equal(old.knowsByName, false);
    } finally {
      process.env['DOCKER_CONFIG'] = config ?? '';
      process.env['PATH'] = PATH ?? '';
      await rm(programs, { recursive: true, force: true });
    }
  });

  async function compose(
    project: ComposeProject,
    command: ComposeCommand,
  ): Promise<{ readonly exitCode: number; readonly said: string }> {
    let said = '';
    const exitCode = await runCompose(cli, project, command, {
      onCommand: (argv) => commands.push(argv),
      onOutput: (text) => (said += text),
    });
    return { exitCode, said };
  }

  function projectNamed(made: readonly ContainerSummary[]): ComposeProject {
    return composeProjectOf(name, made);
  }

  async function containers(): Promise<readonly ContainerSummary[]> {
    const all = await real.engine.listContainers();
    return all.filter(({ labels }) => labels[composeProjectLabel] === name);
  }

  async function states(): Promise<readonly string[]> {
    return (await containers()).map(({ state }) => state);
  }

  async function writeCompose(
    services: readonly string[],
    environment: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    const made = services.map((each) => [each, { ...serviceOf(each), environment }] as const);
    const networks = { default: { labels: testLabels } };
    const text = JSON.stringify({ services: Object.fromEntries(made), networks });
    await writeFile(join(folder, 'compose.yaml'), text);
  }
});

function serviceOf(service: string): object {
  return {
    image: 'drydock-test/busybox',
    init: true,
    labels: testLabels,
    command: ['sh', '-c', `echo hello from ${service}; sleep 100000`],
  };
}

async function writeProgram(file: string, line: string): Promise<void> {
  await writeFile(file, `#!/bin/sh\n${line}\n`);
  await chmod(file, 0o755);
}
