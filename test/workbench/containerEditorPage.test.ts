import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import type {
  ContainerEditorContract,
  EditorContent,
} from '../../src/contracts/containerEditorContract';
import { commandText, editContainer, readContainer } from '../../src/domain/editor/editContainer';
import { flagValuesOf } from '../../src/domain/editor/flagValues';
import { lintContainerSpec } from '../../src/domain/lint/lintContainerSpec';
import { startBrowser, type TestBrowser } from './support/browser';
import { eventually } from './support/eventually';
import { screenshotsFolder } from './support/root';
import { StandalonePage } from './support/standalonePage';

const context = { cwd: '/home/me/app', home: '/home/me' };
const facts = { names: ['dev'], gpus: false, hostUser: '1000:1000', missingHostPaths: ['/gone'] };

suite("The container editor's page", () => {
  let browser: TestBrowser;
  let opened: StandalonePage<ContainerEditorContract>;
  let container = readContainer('', context);
  let answered = 0;

  /** Answers the page as its host does, with the domain's own rules. */
  async function answer(text?: string): Promise<void> {
    let version = 0;
    if (text !== undefined) {
      container = readContainer(text, context);
    }
    for (; answered < opened.posted.length; answered += 1) {
      const message = opened.posted[answered];
      if (message?.type === 'edit') {
        container = editContainer(container, message.edit, context);
        version = message.version;
      }
    }
    const content: EditorContent = {
      type: 'content',
      version,
      fresh: text !== undefined,
      text: container.text,
      image: container.spec.image,
      command: commandText(container.spec),
      values: flagValuesOf(container.spec),
      mounts: container.spec.mounts ?? [],
      marks: container.marks,
      notes: container.notes,
      problems: container.problems,
    };
    await opened.send(content);
    await opened.send({ type: 'findings', findings: lintContainerSpec(container.spec, facts) });
  }

  async function expectLine(text: string): Promise<void> {
    await eventually(async () => {
      await answer();
      assert.equal(await opened.page.locator('#line').inputValue(), text);
    });
  }

  const input = (name: string): Locator => opened.page.getByRole('textbox', { name, exact: true });
  const button = (name: string): Locator => opened.page.getByRole('button', { name, exact: true });

  suiteSetup(async () => {
    browser = await startBrowser();
    opened = await StandalonePage.open(await browser.newContext(), 'containerEditor', {
      text: '',
      engineId: '',
    });
    mkdirSync(path.join(screenshotsFolder, 'containerEditorPage'), { recursive: true });
  });

  suiteTeardown(async () => {
    await browser.close();
  });

  test('a pasted line fills the form', async () => {
    await answer('docker run debian');
    await opened.page
      .locator('#line')
      .fill('docker run -it --name dev -p 8080:80 -v /gone:/src:ro -e A=b --rn -m 2g debian bash');
    await eventually(async () => {
      await answer();
      assert.equal(await input('Name').inputValue(), 'dev');
    });
    assert.equal(await input('Command').inputValue(), 'bash');
    assert.equal(await input('Port of the host, of port 1').inputValue(), '8080');
    assert.equal(await input('Place in the container, of mount 1').inputValue(), '/src');
    assert.equal(await input('Variables 1').inputValue(), 'A=b');
  });

  test('what is not understood is marked where it stands, and said', async () => {
    assert.equal(await opened.page.locator('.line mark').textContent(), '--rn');
    await opened.page.locator('#marks button').click();
    assert.deepEqual(
      await opened.page.evaluate(
        '(({ selectionStart, selectionEnd, value }) => value.slice(selectionStart, selectionEnd))(document.getElementById("line"))',
      ),
      '--rn',
    );
    await opened.page.screenshot({
      path: path.join(screenshotsFolder, 'containerEditorPage', '1-pasted.png'),
    });
  });

  test('the form changes the line, field by field', async () => {
    await answer('docker run debian');
    await input('Name').fill('mine');
    await expectLine('docker run --name mine debian');
    await button('Add Port').click();
    await input('Port of the container, of port 1').fill('80');
    await expectLine('docker run --name mine -p 80 debian');
    await input('Port of the host, of port 1').fill('8080');
    await opened.page.getByRole('combobox', { name: 'Protocol of port 1' }).selectOption('udp');
    await expectLine('docker run --name mine -p 8080:80/udp debian');
    await button('Remove port 1').click();
    await opened.page.getByText('Terminal (-t)').click();
    await expectLine('docker run -t --name mine debian');
    await input('Command').fill('sh -c "sleep 1"');
    await expectLine(`docker run -t --name mine debian sh -c 'sleep 1'`);
  });

  test('a value of several lines keeps them when it is changed', async () => {
    await answer("docker run -e 'A=first\nsecond' debian");
    assert.equal(await input('Variables 1').inputValue(), 'A=first\nsecond');
    await input('Variables 1').press('Control+End');
    await opened.page.keyboard.type(' line');
    await expectLine("docker run -e 'A=first\nsecond line' debian");
    await opened.page.screenshot({
      path: path.join(screenshotsFolder, 'containerEditorPage', '2-several-lines.png'),
    });
  });

  test('a new row takes the keyboard, and is left out while it is empty', async () => {
    await answer('docker run debian');
    await button('Add Variable').click();
    await opened.page.keyboard.type('A=1');
    await expectLine('docker run -e A=1 debian');
    assert.equal(await input('Variables 1').inputValue(), 'A=1');
  });

  test('a mount is made of its row', async () => {
    await answer('docker run debian');
    await button('Add Mount').click();
    await input('Folder of the host, of mount 1').fill('/home/me/app');
    await input('Place in the container, of mount 1').fill('/src');
    await expectLine('docker run -v /home/me/app:/src debian');
    await opened.page.getByRole('group', { name: 'Mount 1' }).getByText('Read-only').click();
    await expectLine('docker run -v /home/me/app:/src:ro debian');
  });

  test('a value that is refused says why, stays, and keeps the container from being made', async () => {
    await answer('docker run debian');
    await opened.page.locator('summary', { hasText: 'Limits' }).click();
    await input('Memory').fill('lots');
    await eventually(async () => {
      await answer();
      const problem = opened.page.locator('.problem').filter({ hasText: /not a size/ });
      assert.equal(await problem.count(), 1);
    });
    await button('Create and Start').click();
    assert.ok(!opened.posted.some(({ type }) => type === 'action'));
    await opened.page.screenshot({
      path: path.join(screenshotsFolder, 'containerEditorPage', '2-refused.png'),
    });
    await opened.page.locator('[data-field="memory"] input').fill('2g');
    await expectLine('docker run -m 2g debian');
    await button('Create and Start').click();
    await eventually(() =>
      assert.deepEqual(opened.posted.at(-1), { type: 'action', action: 'createAndStart' }),
    );
  });

  test('a finding has its fix', async () => {
    await answer('docker run --name dev debian');
    await button('Name It "dev-2"').click();
    await eventually(() => assert.equal(opened.posted.at(-1)?.type, 'fix'));
  });

  test('keeps the line for when it is shown again', async () => {
    await answer('docker run --name kept debian');
    await eventually(async () =>
      assert.deepEqual(await opened.kept(), {
        text: 'docker run --name kept debian',
        engineId: '',
      }),
    );
  });

  test('ran under its policy without a complaint', () => {
    assert.deepEqual(opened.errors, []);
  });
});
