import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { silentLogger } from '../../src/base/logger';
import { ResourceStore } from '../../src/engine/resourceStore';
import { runInContainer } from '../../src/engine/runInContainer';
import { hasKind, testImage as image } from '../support/contractSuite';
import { until } from '../support/snapshots';
import { readTar, tarOfFiles } from '../support/tarContent';
import { openTestEngine, testLabels, testName, type TestEngine } from '../support/testEngine';
import { startSshd, type TestSshd } from '../support/testSshd';

/** The engine of this machine, reached through its own ssh server and `docker system dial-stdio`. */
suite('Through ssh', function () {
  this.timeout(240_000);
  const path = process.env['PATH'];
  const name = testName('ssh');
  let sshd: TestSshd;
  let real: TestEngine;
  let store: ResourceStore;
  let id: string;

  suiteSetup(async () => {
    sshd = await startSshd();
    process.env['PATH'] = `${sshd.folder}:${path ?? ''}`;
    real = await openTestEngine(`ssh://${sshd.host}`);
    store = new ResourceStore(real.engine, silentLogger);
    id = await real.run({ image, name });
  });

  suiteTeardown(async () => {
    store.dispose();
    await real.dispose();
    process.env['PATH'] = path;
    await sshd.dispose();
  });

  test('an engine is not taken for one that sees the files of this machine', async () => {
    const { product, capabilities } = await real.engine.info();
    assert.match(product, /^Docker \d/);
    assert.equal(capabilities.hostBindMounts, false);
  });

  test('a process gets its input to the end and gives both streams and its exit code', async () => {
    const argv = ['sh', '-c', 'cat; echo oops >&2; exit 3'];
    const answer = await runInContainer(real.engine, id, { argv, input: 'to and fro' });
    assert.deepEqual(answer, { stdout: 'to and fro', stderr: 'oops\n', exitCode: 3 });
  });

  test('files go in and out', async () => {
    const content = 'x'.repeat(3_000_000);
    await real.engine.putArchive(id, '/tmp', tarOfFiles({ 'a/large': content }));
    const files = await readTar(await real.engine.getArchive(id, '/tmp/a'));
    assert.equal(files['a/large'], content);
  });

  test('the store sees what happens there, and a log is followed', async () => {
    store.start();
    await until(store, ({ containers }) => containers.some((one) => one.name === name));
    const command = ['sh', '-c', 'echo one; sleep 1000'];
    const made = await real.run({ image, name: `${name}-log`, command, tty: true });
    await until(store, ({ containers }) => {
      return containers.some((one) => one.id === made && one.state === 'running');
    });
    const logs = await real.engine.logs(made, { follow: true });
    assert.equal(String((await once(logs.stdout, 'data'))[0]), 'one\r\n');
    logs.dispose();
  });

  test('BuildKit builds, and asks for its secrets on the same way', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'drydock-ssh-build-'));
    const text = 'RUN --mount=type=secret,id=token wc -c < /run/secrets/token';
    await writeFile(join(folder, 'Dockerfile'), `FROM ${image}\n${text}\n`);
    real.removeLater('image', `${name}:1`);
    let log = '';
    await real.engine.buildWithBuildKit(
      {
        contextHostPath: folder,
        dockerfile: 'Dockerfile',
        tags: [`${name}:1`],
        labels: testLabels,
        noCache: true,
        secrets: [{ id: 'token', source: { kind: 'text', text: 'hush' } }],
      },
      (event) => {
        log += event.kind === 'log' ? event.text : '';
      },
    );
    assert.match(log, /^4$/m);
    await rm(folder, { recursive: true, force: true });
  });

  test('what the engine refuses is the same sentence', async () => {
    await assert.rejects(real.run({ image, name }), hasKind('nameTaken'));
  });
});
