import assert from 'node:assert/strict';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openTestEngine, testLabels, type TestEngine } from '../support/testEngine';
import { tarOfFiles } from '../support/tarContent';
import { registryUser, startTestRegistry, type TestRegistry } from '../support/testRegistry';
import { eventually } from './support/eventually';
import { WorkbenchSession } from './support/session';
import { shownWebview } from './support/webview';

suite('An image in the Images view', () => {
  let folder: string;
  let registry: TestRegistry;
  let real: TestEngine;
  let session: WorkbenchSession;
  let remote: string;
  const name = `drydock-walk-${process.pid}:1`;
  // First in the view, which draws only the rows in sight.
  const built = `a-drydock-built-${process.pid}:1`;
  const view = 'Images';

  suiteSetup(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'drydock-folder-'));
    registry = await startTestRegistry({ tls: false });
    remote = `${registry.host}/lab/walk:1`;
    real = await openTestEngine();
    const [label] = Object.entries(testLabels).map(([key, value]) => `LABEL ${key}=${value}`);
    const content = { hello: name, 'etc/app.conf': 'mode=fast\n', 'lib/large': 'x'.repeat(3e5) };
    const id = await real.engine.importImage(tarOfFiles(content), {
      reference: name,
      changes: label === undefined ? [] : [label],
    });
    real.removeLater('image', id);
    real.removeLater('image', built);
    await writeDockerfile('ls /none');
    session = await WorkbenchSession.start(folder, 'images');
    await session.workbench.openActivity('Drydock');
    await session.workbench.foldView('Workspace');
    await session.workbench.foldView('Containers');
  });

  teardown(async function () {
    await session.keepIfFailed(this.currentTest);
  });

  suiteTeardown(async () => {
    await session.stop();
    await real.dispose();
    await registry.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  test('gets a name in a registry, which wants a log-in before it takes the image', async () => {
    const { workbench } = session;
    const row = workbench.treeItem(view, name);
    await workbench.chooseInContextMenu(row, 'Tag Image…');
    await workbench.quickInput.accept(remote);
    await eventually(async () =>
      assert.ok((await real.engine.inspectImage(name)).tags.includes(remote)),
    );
    await workbench.quickInput.runCommand('Drydock: Push Image…');
    await workbench.quickInput.pick(remote);
    await workbench.quickInput.pick(remote);
    await workbench.screenshot('1-not-logged-in');
    await workbench.answerNotification(/Log in to the registry with a user who may/, 'Log In…');
    await workbench.quickInput.accept(registryUser.username);
    await workbench.quickInput.accept(registryUser.password);
    await workbench.page.getByText(/You are logged in to .* as "ana"/).waitFor();
    await workbench.screenshot('2-logged-in');
  });

  test('is pushed, and pulled again after it was removed', async () => {
    const { workbench } = session;
    await workbench.quickInput.runCommand('Drydock: Push Image…');
    await workbench.quickInput.pick(remote);
    await workbench.quickInput.pick(remote);
    await eventually(async () =>
      assert.match((await real.engine.inspectImage(name)).digests.join(), /lab\/walk@sha256:/),
    );
    await real.engine.removeImage(remote, { force: true });
    await real.engine.removeImage(name, { force: true });
    await workbench.treeItem(view, remote).waitFor({ state: 'detached' });
    await workbench.quickInput.runCommand('Drydock: Pull Image…');
    await workbench.quickInput.accept(remote);
    await workbench.treeItem(view, remote).waitFor();
    await workbench.screenshot('3-pulled');
  });

  test('that cannot be built shows the line in the Dockerfile, and the steps with their times', async () => {
    const { workbench } = session;
    await workbench.quickInput.runCommand('Drydock: Build Image…');
    await workbench.quickInput.row('Context…').waitFor();
    await workbench.screenshot('4-build-asked');
    await workbench.quickInput.pick('Name and Tags…');
    await workbench.quickInput.accept(built);
    await workbench.quickInput.pick('Build Arguments…');
    await workbench.quickInput.pick('GREETING');
    await workbench.quickInput.accept('hello');
    await workbench.quickInput.pick('Back');
    await workbench.quickInput.row('token: not given').waitFor();
    await workbench.quickInput.pick('Secrets…');
    await workbench.quickInput.pick('token');
    await workbench.screenshot('4-secret-asked');
    await workbench.quickInput.pick('Typed at Each Build');
    await workbench.quickInput.pick('Back');
    await workbench.quickInput.row(`Build${built}`).waitFor();
    await workbench.quickInput.accept();
    await workbench.page.getByText('The secret "token"').waitFor();
    await workbench.quickInput.accept('hush hush');
    await workbench.treeItem(view, `Building ${built}`).filter({ hasText: 'failed' }).waitFor();
    await eventually(async () => assert.equal(await workbench.activeTab(), 'Dockerfile'));
    await workbench.treeItem(view, /RUN .* ls .none/).waitFor();
    await workbench.page.locator('.editor .squiggly-error').first().waitFor();
    await workbench.screenshot('5-build-failed');
  });

  test('is built with what was chosen the last time when Enter is pressed', async () => {
    const { workbench } = session;
    await writeDockerfile('true');
    await workbench.quickInput.runCommand('Drydock: Build Image…');
    await workbench.quickInput.row(`Build${built}`).waitFor();
    await workbench.quickInput.accept();
    await workbench.page.getByText('The secret "token"').waitFor();
    await workbench.quickInput.accept('hush hush');
    await workbench.treeItem(view, built).waitFor();
    await eventually(async () =>
      assert.deepEqual(
        (await real.engine.inspectImage(built)).env.filter((each) => each.startsWith('GREETING')),
        ['GREETING=hello'],
      ),
    );
    assert.equal(await workbench.page.locator('.editor .squiggly-error').count(), 0);
    await workbench.screenshot('6-built');
  });

  test('shows its layers, with those that other images have as well', async () => {
    const { workbench } = session;
    const row = workbench.treeItem(view, 'drydock-test/bookworm:latest');
    await workbench.chooseInContextMenu(row, 'Show Layers');
    const page = shownWebview(workbench.page);
    await page.getByText(/MB in \d+ layers · built on .* (shared with|only in)/).waitFor();
    await page.getByRole('row').filter({ hasText: 'apt-get' }).first().waitFor();
    await workbench.screenshot('7-layers');
  });

  test('shows what a layer does to files, and opens one of them', async () => {
    const { workbench } = session;
    await workbench.chooseInContextMenu(workbench.treeItem(view, remote), 'Show Layers');
    const page = shownWebview(workbench.page);
    await page.getByRole('heading', { name: remote }).waitFor();
    await page.getByRole('button', { name: 'Files of step 1' }).click();
    await page.getByText('Files: 3 added').waitFor();
    await page.getByText('etc/', { exact: true }).click();
    await page.getByRole('button', { name: 'app.conf' }).waitFor();
    await workbench.screenshot('8-files-of-layer');
    await page.getByRole('button', { name: 'app.conf' }).click();
    await eventually(async () => assert.equal(await workbench.editorText(), 'mode=fast\n'));
    await workbench.screenshot('9-file-of-layer');
  });

  test('is saved to a file, and loaded from it', async () => {
    const { workbench } = session;
    await workbench.chooseInContextMenu(workbench.treeItem(view, remote), 'Save Image to File…');
    await eventually(async () => assert.match(await workbench.quickInput.value(), /\.tar$/));
    const file = await workbench.quickInput.value();
    await workbench.quickInput.accept();
    await eventually(async () => assert.ok((await stat(file)).size > 1000));
    assert.equal(path.dirname(file), folder);
    await real.engine.removeImage(remote, { force: true });
    await workbench.treeItem(view, remote).waitFor({ state: 'detached' });
    await workbench.quickInput.runCommand('Drydock: Load Images from File…');
    await eventually(async () => assert.match(await workbench.quickInput.value(), /\/$/));
    await workbench.quickInput.accept(file);
    await workbench.treeItem(view, remote).waitFor();
  });

  async function writeDockerfile(command: string): Promise<void> {
    const [label] = Object.entries(testLabels).map(([key, value]) => `LABEL ${key}=${value}`);
    const lines = [
      'FROM drydock-test/busybox',
      ...(label === undefined ? [] : [label]),
      'ARG GREETING=hi',
      'ENV GREETING=$GREETING',
      `RUN --mount=type=secret,id=token wc -c < /run/secrets/token; echo "$GREETING" && ${command}`,
    ];
    await writeFile(path.join(folder, 'Dockerfile'), lines.join('\n'));
  }
});
