import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, stat, symlink } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { runInContainer } from '../../src/engine/runInContainer';
import { volumeHelperLabel } from '../../src/engine/volumeHelper';
import { openTestEngine, testLabels, type TestEngine } from '../support/testEngine';
import { eventually } from './support/eventually';
import { WorkbenchSession } from './support/session';
import { shownWebview } from './support/webview';

suite('The Networks, Volumes and Engines views', () => {
  const network = `drydock-net-${process.pid}`;
  const volume = `drydock-vol-${process.pid}`;
  const container = `drydock-on-net-${process.pid}`;
  let folder: string;
  let session: WorkbenchSession;
  let real: TestEngine;
  let id: string;

  suiteSetup(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'drydock-folder-'));
    real = await openTestEngine();
    real.removeLater('network', network);
    real.removeLater('volume', volume);
    real.removeLater('volume', `${volume}-2`);
    await real.engine.createVolume({ name: volume, labels: testLabels });
    id = await real.run({
      image: 'drydock-test/busybox',
      name: container,
      command: ['sh', '-c', 'echo kept >/data/file; trap "exit 0" TERM; sleep 1000 & wait'],
      mounts: [{ kind: 'volume', source: volume, target: '/data' }],
    });
    session = await WorkbenchSession.start(folder, 'networks');
    const { workbench } = session;
    await workbench.openActivity('Drydock');
    for (const title of ['Workspace', 'Containers', 'Images']) {
      await workbench.foldView(title);
    }
    await workbench.unfoldView('Networks');
    await workbench.unfoldView('Volumes');
  });

  teardown(async function () {
    await session.keepIfFailed(this.currentTest);
  });

  suiteTeardown(async () => {
    await session.stop();
    // What reached the files of the volume goes with the window.
    await eventually(async () => {
      const containers = await real.engine.listContainers();
      const helpers = containers.filter(({ labels }) => labels[volumeHelperLabel] === volume);
      assert.deepEqual(helpers, []);
    });
    await real.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  test('a network is made as it was wanted, and shown', async () => {
    const { workbench } = session;
    await workbench.treeItem('Networks', 'bridge').waitFor();
    await workbench.quickInput.runCommand('Drydock: Create Network…');
    await workbench.quickInput.accept(network);
    await workbench.quickInput.pick(/^Internal/);
    await workbench.quickInput.row('yes, its containers reach only each other').waitFor();
    await workbench.quickInput.pick(/^Create Network/);
    const row = workbench.treeItem('Networks', network).filter({ hasText: 'internal' });
    await row.waitFor();
    assert.equal((await real.engine.inspectNetwork(network)).internal, true);
  });

  test('a container is connected to it under a further name, and stands below it', async () => {
    const { workbench } = session;
    const row = workbench.treeItem('Networks', network);
    await workbench.chooseInContextMenu(row, 'Connect to Network…');
    await workbench.quickInput.pick(container);
    await workbench.quickInput.accept();
    await workbench.quickInput.pick(/^Aliases/);
    await workbench.quickInput.accept('db, store');
    await workbench.quickInput.pick(/^Connect/);
    await row.filter({ hasText: '1 container' }).waitFor();
    const { members } = await real.engine.inspectNetwork(network);
    const address = members[0]?.ipv4?.split('/')[0] ?? 'none';
    const place = workbench.treeItem('Networks', container).filter({ hasText: address });
    await workbench.expandRow(row, place);
    const { networks } = await real.engine.inspectContainer(id);
    const aliases = networks.find(({ name }) => name === network)?.aliases ?? [];
    assert.ok(aliases.includes('db') && aliases.includes('store'));
    await workbench.screenshot('1-network');
    await workbench.quickInput.runCommand('Drydock: Show Who Reaches Whom');
    const picture = shownWebview(workbench.page);
    await picture.getByRole('option', { name: new RegExp(`^${container}\\.`) }).click();
    await picture.getByText('It reaches the world outside.').waitFor();
    await workbench.screenshot('1-who-reaches-whom');
    await workbench.quickInput.runCommand('View: Close Editor');
  });

  test('it is taken off again, and the network is removed after asking', async () => {
    const { workbench } = session;
    const place = workbench.treeItem('Networks', container);
    await workbench.clickInlineAction(place, 'Disconnect from Network…');
    await eventually(async () => {
      assert.deepEqual((await real.engine.inspectNetwork(network)).members, []);
    });
    const row = workbench.treeItem('Networks', network);
    await workbench.chooseInContextMenu(row, 'Remove Network…');
    await workbench.answerDialog(network, 'Remove');
    await row.waitFor({ state: 'detached' });
  });

  test('a volume tells its size when asked, and who uses it when it cannot be removed', async () => {
    const { workbench } = session;
    const row = workbench.treeItem('Volumes', volume);
    await row.filter({ hasText: '1 container' }).waitFor();
    await workbench.quickInput.runCommand('Drydock: Measure Volumes');
    await row.filter({ hasText: /\d+ B · 1 container/ }).waitFor();
    const user = workbench.treeItem('Volumes', container).filter({ hasText: '/data' });
    await workbench.expandRow(row, user);
    await workbench.screenshot('2-volume');
    await workbench.chooseInContextMenu(row, 'Remove Volume…');
    await workbench.answerNotification(`use it, running or not: "${container}"`);
  });

  test('the files of a volume are opened, edited, made, renamed and deleted below it', async () => {
    const { workbench } = session;
    const files = workbench.treeItem('Volumes', 'Files');
    await workbench.expandRow(files, workbench.treeItem('Volumes', 'file'));
    await workbench.treeItem('Volumes', 'file').click();
    await eventually(async () => assert.equal(await workbench.editorText(), 'kept\n'));
    await workbench.goToLine(1);
    await workbench.replaceLine('kept and changed');
    await workbench.saveFile();
    await eventually(async () => assert.equal(await inVolume('cat file'), 'kept and changed'));
    await workbench.chooseInContextMenu(files, 'New Folder…');
    await workbench.quickInput.accept('new');
    await workbench.chooseInContextMenu(
      workbench.treeItem('Volumes', 'new'),
      'Rename File or Folder…',
    );
    await workbench.quickInput.accept('renamed');
    const renamed = workbench.treeItem('Volumes', 'renamed');
    await renamed.waitFor();
    await workbench.screenshot('3-files');
    assert.equal(await inVolume('ls'), 'file\nrenamed');
    await workbench.chooseInContextMenu(renamed, 'Delete File or Folder…');
    await workbench.answerDialog(`/renamed" in the volume "${volume}"`, 'Delete');
    await renamed.waitFor({ state: 'detached' });
    assert.equal(await inVolume('ls'), 'file');
    assert.deepEqual(await workbench.notifications(), []);
    // Nobody hears of the container that it takes.
    await workbench.treeItem('Volumes', volume).filter({ hasText: '1 container' }).waitFor();
    await files.click();
  });

  test('a volume is backed up to a file and restored to a new one', async () => {
    const { workbench } = session;
    await real.engine.stopContainer(id);
    const row = workbench.treeItem('Volumes', volume);
    await workbench.treeItem('Volumes', container).filter({ hasText: 'exited' }).waitFor();
    await workbench.clickInlineAction(row, 'Back Up Volume…');
    const archive = path.join(folder, `${volume}.tar`);
    await workbench.quickInput.acceptOffered(archive);
    await eventually(async () => assert.ok((await stat(archive)).size > 0));
    await workbench.quickInput.runCommand('Drydock: Restore Volume from Archive…');
    await workbench.quickInput.pick(`${volume}.tar`);
    await workbench.quickInput.acceptOffered(`${volume}-2`);
    await workbench.treeItem('Volumes', `${volume}-2`).waitFor();
    const reader = await real.run({
      image: 'drydock-test/busybox',
      command: ['sh', '-c', 'grep -q kept /data/file'],
      mounts: [{ kind: 'volume', source: `${volume}-2`, target: '/data' }],
    });
    await eventually(async () => {
      await real.engine.startContainer(reader);
      assert.equal(await real.engine.waitForContainer(reader), 0);
    });
    await workbench.screenshot('3-restored');
  });

  test('a backup that is cancelled leaves neither a file nor a container', async () => {
    const { workbench } = session;
    const filler = await real.run({
      image: 'drydock-test/busybox',
      command: ['sh', '-c', 'dd if=/dev/zero of=/data/large bs=1M count=1 seek=20000'],
      mounts: [{ kind: 'volume', source: `${volume}-2`, target: '/data' }],
    });
    await real.engine.waitForContainer(filler);
    await workbench.clickInlineAction(
      workbench.treeItem('Volumes', `${volume}-2`),
      'Back Up Volume…',
    );
    await workbench.quickInput.acceptOffered(path.join(folder, `${volume}-2.tar`));
    const progress = workbench.page
      .locator('.notification-list-item')
      .filter({ hasText: `Backing up the volume "${volume}-2"` });
    await progress.filter({ hasText: / [MG]B/ }).waitFor();
    await workbench.screenshot('3-backing-up');
    await progress.hover();
    await progress.locator('.monaco-button').filter({ hasText: 'Cancel' }).click();
    await progress.waitFor({ state: 'detached' });
    await eventually(async () => assert.deepEqual(await helpers(), []));
    assert.deepEqual(
      (await readdir(folder)).filter((entry) => entry.includes(`${volume}-2`)),
      [],
    );
  });

  test('what nobody uses is removed after a look at it, and only what is left checked', async () => {
    const { workbench } = session;
    for (const made of [`${network}-2`, `${network}-3`]) {
      real.removeLater('network', made);
      await real.engine.createNetwork({ name: made, labels: testLabels });
    }
    real.removeLater('volume', `${volume}-3`);
    await real.engine.createVolume({ name: `${volume}-3`, labels: testLabels });
    await workbench.treeItem('Networks', `${network}-2`).waitFor();
    await workbench.quickInput.runCommand('Drydock: Remove Unused Networks…');
    await workbench.quickInput.row(`${network}-2`).waitFor();
    await workbench.screenshot('3-unused-networks');
    await workbench.quickInput.checkOnly(`${network}-2`);
    await workbench.answerDialog('Remove 1 unused network?', 'Remove');
    await workbench.treeItem('Networks', `${network}-2`).waitFor({ state: 'detached' });
    await workbench.treeItem('Networks', `${network}-3`).waitFor();
    await workbench.quickInput.runCommand('Drydock: Remove Unused Volumes…');
    await workbench.quickInput.row(`${volume}-3`).waitFor();
    await workbench.screenshot('3-unused-volumes');
    await workbench.quickInput.checkOnly(`${volume}-3`);
    await workbench.answerDialog('Remove 1 unused volume?', 'Remove');
    await workbench.treeItem('Volumes', `${volume}-3`).waitFor({ state: 'detached' });
    await workbench.treeItem('Volumes', volume).waitFor();
  });

  test('the engine in use is marked, and tells what it is', async () => {
    const { workbench } = session;
    for (const title of ['Networks', 'Volumes']) {
      await workbench.foldView(title);
    }
    await workbench.unfoldView('Engines');
    const row = workbench.treeItem('Engines', 'Automatic').filter({ hasText: 'in use' });
    await workbench.expandRow(row, workbench.treeItem('Engines', 'Storage'));
    const { machine } = await real.engine.info();
    await workbench
      .treeItem('Engines', 'Storage')
      .filter({ hasText: machine.storageDriver })
      .waitFor();
    await workbench.chooseInContextMenu(row, 'Test Engine…');
    await workbench.answerNotification(/The engine "Automatic" answers in \d+ ms: /);
    await workbench.screenshot('4-engines');
  });

  test('an engine that does not answer is kept only on demand, shown as such, and removed', async () => {
    const { workbench } = session;
    const address = `unix://${folder}/nobody.sock`;
    await workbench.quickInput.runCommand('Drydock: Add Engine…');
    await workbench.quickInput.accept(address);
    await workbench.answerDialog(address, 'Add Anyway');
    const row = workbench.treeItem('Engines', address);
    await row.filter({ hasText: 'shown' }).waitFor();
    await workbench.screenshot('5-engine-added');
    await workbench.chooseInContextMenu(row, 'Remove Engine from Settings…');
    await row.waitFor({ state: 'detached' });
  });

  test('another engine is shown beside the one in use, used, and hidden again', async () => {
    const { workbench } = session;
    const socket = path.join(folder, 'second.sock');
    await symlink(new URL(real.engine.endpoint).pathname, socket);
    const second = `unix://${socket}`;
    await workbench.quickInput.runCommand('Drydock: Add Engine…');
    await workbench.quickInput.accept(second);
    const row = workbench.treeItem('Engines', second);
    await row.filter({ hasText: 'shown' }).waitFor();
    await workbench.chooseInContextMenu(row, 'Use Engine…');
    await row.filter({ hasText: 'in use' }).waitFor();
    const automatic = workbench.treeItem('Engines', 'Automatic');
    await automatic.filter({ hasNotText: 'in use' }).waitFor();
    await workbench.screenshot('5-other-engine-used');
    await workbench.chooseInContextMenu(automatic, 'Use Engine…');
    await automatic.filter({ hasText: 'in use' }).waitFor();
    await workbench.chooseInContextMenu(row, 'Hide Engine…');
    await row.waitFor({ state: 'detached' });
  });

  test('the disk usage of the engine is a chart in a tab', async () => {
    const { workbench } = session;
    await workbench.treeItem('Engines', 'Disk Usage…').click();
    const page = shownWebview(workbench.page);
    await page.getByRole('status').filter({ hasText: 'can become free' }).waitFor();
    await page.getByRole('region', { name: 'Volumes' }).waitFor();
    await workbench.screenshot('6-disk-usage');
  });

  async function inVolume(line: string): Promise<string> {
    const argv = ['sh', '-c', `cd /data; ${line}`];
    return (await runInContainer(real.engine, id, { argv })).stdout.trim();
  }

  /** The containers through which volumes are read and written. */
  async function helpers(): Promise<readonly string[]> {
    const all = await real.engine.listContainers();
    return all
      .filter(({ labels }) => labels[volumeHelperLabel] === `${volume}-2`)
      .map(({ id }) => id);
  }
});
