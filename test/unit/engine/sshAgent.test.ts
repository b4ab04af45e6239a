import assert from 'node:assert/strict';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { silentLogger } from '../../../src/base/logger';
import type { ContainerEngine } from '../../../src/engine/containerEngine';
import { EngineError } from '../../../src/engine/engineError';
import { openEngine } from '../../../src/engine/openEngine';
import { runInContainer } from '../../../src/engine/runInContainer';
import { FakeDaemon, frame, json } from '../../support/fakeDaemon';

suite('An engine behind ssh', () => {
  const path = process.env['PATH'];
  let folder: string;
  let daemon: FakeDaemon;
  let engine: ContainerEngine;

  setup(async () => {
    folder = await mkdtemp(join(tmpdir(), 'drydock-ssh-'));
    daemon = await FakeDaemon.listening();
    process.env['PATH'] = `${folder}:${path ?? ''}`;
    engine = openEngine({ endpoint: () => 'ssh://ana@lab:2222', env: {}, log: silentLogger });
  });

  teardown(async () => {
    process.env['PATH'] = path;
    engine.dispose();
    await daemon.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  test('is asked through the ssh of the system', async () => {
    await writeSsh(dialStdio());
    daemon.on('GET', '/images/json', json([{ Id: 'there' }]));
    assert.deepEqual(
      (await engine.listImages()).map(({ id }) => id),
      ['there'],
    );
    const argv = await readFile(join(folder, 'argv'), 'utf8');
    assert.match(argv, /-l ana -p 2222 -- lab docker system dial-stdio$/);
  });

  test('runs a process that reads its stdin to the end', async () => {
    await writeSsh(dialStdio());
    daemon.on('POST', '/containers/dev/exec', json({ Id: 'e1' }, 201));
    daemon.on('GET', '/exec/e1/json', json({ Running: false, ExitCode: 0 }));
    daemon.onHijack('/exec/e1/start', (connection) => {
      const read: Buffer[] = [];
      connection.on('data', (chunk: Buffer) => read.push(chunk));
      connection.once('end', () => connection.end(frame(1, Buffer.concat(read))));
    });
    const { stdout } = await runInContainer(engine, 'dev', { argv: ['cat'], input: 'to and fro' });
    assert.equal(stdout, 'to and fro');
  });

  test('that lets nobody in: the sentence says what ssh said and what to do', async () => {
    await writeSsh('console.error("ana@lab: Permission denied (publickey)."); process.exit(255);');
    await assert.rejects(
      engine.listImages(),
      (error) =>
        error instanceof EngineError &&
        error.kind === 'permissionDenied' &&
        error.message.includes('Permission denied (publickey)') &&
        error.message.includes('ssh -N -L'),
    );
  });

  function dialStdio(): string {
    return `
      require('node:fs').writeFileSync(${JSON.stringify(join(folder, 'argv'))}, process.argv.slice(2).join(' '));
      const socket = require('node:net').connect({ path: ${JSON.stringify(daemon.socketPath)}, allowHalfOpen: true });
      process.stdin.pipe(socket);
      socket.pipe(process.stdout);
    `;
  }

  async function writeSsh(script: string): Promise<void> {
    const file = join(folder, 'ssh');
    await writeFile(file, `#!${process.execPath}\n${script}`);
    await chmod(file, 0o755);
  }
});
