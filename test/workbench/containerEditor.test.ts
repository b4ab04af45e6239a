import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { eventually } from './support/eventually';
import { WorkbenchSession } from './support/session';
import { containerNamed, removeContainerAndImage } from './support/testContainer';
import { testRun } from './support/sampleProject';
import { collectPageErrors, shownWebview } from './support/webview';

suite('The container editor', () => {
  let folder: string;
  let session: WorkbenchSession;
  let pageErrors: string[];
  const name = `drydock-editor-${process.pid}`;

  suiteSetup(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'drydock-folder-'));
    session = await WorkbenchSession.start(folder, 'containerEditor');
    pageErrors = collectPageErrors(session.workbench.page);
    await session.workbench.openActivity('Drydock');
    await session.workbench.foldView('Workspace');
    await session.workbench.filterContainers(name);
  });

  teardown(async function () {
    await session.keepIfFailed(this.currentTest);
  });

  suiteTeardown(async () => {
    await session.stop();
    await removeContainerAndImage(name, 'drydock-editor-no-image');
    await rm(folder, { recursive: true, force: true });
  });

  test('opens from an image, and fills from a pasted line', async () => {
    const { workbench } = session;
    // The image may stand far below others.
    await workbench.foldView('Containers');
    await workbench.chooseInContextMenu(
      workbench.treeItem('Images', 'drydock-test/busybox:latest'),
      'Run Image…',
    );
    await workbench.unfoldView('Containers');
    const page = shownWebview(workbench.page);
    const line = page.locator('#line');
    await line.waitFor();
    assert.equal(await line.inputValue(), 'docker run -it --init drydock-test/busybox:latest');
    await line.fill(
      `docker run -it --init --label drydock.test=${testRun()} --rn -v $(pwd):/src drydock-test/busybox:latest sh`,
    );
    await page.locator('mark', { hasText: '--rn' }).waitFor();
    const target = page.getByRole('textbox', { name: 'Place in the container, of mount 1' });
    assert.equal(await target.inputValue(), '/src');
    await workbench.screenshot('1-pasted-dark');
    await line.fill((await line.inputValue()).replace(' --rn', ''));
  });

  test('shows what will hurt and mends it', async () => {
    const page = shownWebview(session.workbench.page);
    await page.getByRole('button', { name: 'Add "--security-opt seccomp=unconfined"' }).click();
    await eventually(async () =>
      assert.match(await page.locator('#line').inputValue(), /--security-opt seccomp=unconfined/),
    );
  });

  test('is as it was when it is shown again', async () => {
    const { workbench } = session;
    const page = shownWebview(workbench.page);
    const before = await page.locator('#line').inputValue();
    await workbench.quickInput.runCommand('Drydock: New Container…');
    await eventually(async () =>
      assert.equal(await page.locator('#line').inputValue(), 'docker run -it --init'),
    );
    await workbench.quickInput.runCommand('View: Close Editor');
    await eventually(async () => assert.equal(await page.locator('#line').inputValue(), before));
  });

  test('is made for light themes too', async () => {
    const { workbench } = session;
    await workbench.quickInput.runCommand('Preferences: Toggle between Light/Dark Themes');
    await workbench.page.locator('.monaco-workbench.vs').waitFor();
    await workbench.screenshot('2-light');
    await workbench.quickInput.runCommand('Preferences: Toggle between Light/Dark Themes');
  });

  test('creates and starts the container, and shows it in the tree', async () => {
    const { workbench } = session;
    const page = shownWebview(workbench.page);
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
    await eventually(async () =>
      assert.ok((await page.locator('#line').inputValue()).includes(`--name ${name}`)),
    );
    await page.getByRole('button', { name: 'Create and Start' }).click();
    const row = workbench.treeItem('Containers', name);
    await row.waitFor();
    await eventually(async () => assert.equal(await row.getAttribute('aria-selected'), 'true'));
    await workbench.page.locator('iframe.webview').waitFor({ state: 'detached' });
    const { running, mounts, securityOptions } = await containerNamed(name);
    assert.deepEqual(
      { running, mounts, securityOptions },
      { running: true, mounts: [`${folder}:/src`], securityOptions: ['seccomp=unconfined'] },
    );
    await workbench.screenshot('3-made');
  });

  test('a container is edited and made anew, and a network is chosen for it', async () => {
    const { workbench } = session;
    await workbench.quickInput.runCommand('Drydock: Edit and Recreate Container…');
    await workbench.quickInput.pick(name);
    const page = shownWebview(workbench.page);
    const line = page.locator('#line');
    await line.waitFor();
    const before = await line.inputValue();
    assert.ok(before.includes(`--name ${name}`), before);
    // Its own name is free for it.
    assert.equal(await page.getByRole('button', { name: `Name It "${name}-2"` }).count(), 0);
    await line.fill(before.replace('seccomp=unconfined', 'no-new-privileges'));
    await page.getByRole('button', { name: 'Choose a network…' }).click();
    await workbench.quickInput.pick('none');
    await eventually(async () => assert.match(await line.inputValue(), /--network none/));
    await workbench.screenshot('4-recreate');
    await page.getByRole('button', { name: 'Apply…' }).click();
    await workbench.answerDialog(`Stop the container "${name}" and make it anew?`, 'Recreate');
    await workbench.page.locator('iframe.webview').waitFor({ state: 'detached' });
    const { running, mounts, securityOptions } = await containerNamed(name);
    assert.deepEqual(
      { running, mounts, securityOptions },
      { running: true, mounts: [`${folder}:/src`], securityOptions: ['no-new-privileges'] },
    );
  });

  test('a name that is taken is told before, and the engine is not asked', async () => {
    const { workbench } = session;
    await workbench.quickInput.runCommand('Drydock: New Container…');
    const page = shownWebview(workbench.page);
    await page.locator('#line').fill(`docker run --name ${name} drydock-test/busybox`);
    await page.getByRole('button', { name: `Name It "${name}-2"` }).click();
    await eventually(async () =>
      assert.equal(
        await page.locator('#line').inputValue(),
        `docker run --name ${name}-2 drydock-test/busybox`,
      ),
    );
  });

  test('what the engine remarks on a new container is told', async () => {
    const { workbench } = session;
    const page = shownWebview(workbench.page);
    const remarked = `${name}-2`;
    await page
      .locator('#line')
      .fill(
        `docker run --name ${remarked} --network host -p 127.0.0.1:0:80 --label drydock.test=${testRun()} drydock-test/busybox true`,
      );
    await page.getByRole('button', { name: 'Create and Start' }).click();
    const remark = `The engine remarks on the container "${remarked}": Published ports are discarded`;
    await workbench.answerNotification(remark);
    await workbench.screenshot('5-remarked');
    await removeContainerAndImage(remarked, 'drydock-editor-no-image');
  });

  test('ran under its policy without a complaint', () => {
    assert.deepEqual(pageErrors, []);
  });
});
