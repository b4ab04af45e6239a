import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import type { LogContract, LogState } from '../../src/contracts/logContract';
import { LogDocument } from '../../src/domain/log/logDocument';
import { everything, noQuery } from '../../src/domain/log/logFilter';
import { startBrowser, type TestBrowser } from './support/browser';
import { eventually } from './support/eventually';
import { StandalonePage } from './support/standalonePage';

const state: LogState = {
  engine: '',
  container: { id: 'c1', name: 'harbour' },
  range: { tail: 1000 },
  filter: everything,
  find: noQuery,
  timestamps: false,
  wrap: false,
};

suite("The log view's page", () => {
  let browser: TestBrowser;
  let opened: StandalonePage<LogContract>;
  let log: LogDocument;

  suiteSetup(async () => {
    browser = await startBrowser();
  });

  suiteTeardown(async () => {
    await browser.close();
  });

  setup(async () => {
    log = new LogDocument({ lines: 1_000_000, characters: 1_000_000_000 });
    opened = await StandalonePage.open<LogContract>(await browser.newContext(), 'log', state);
    opened.receive = (message) => {
      if (message.type === 'rows') {
        const rows = log.lines(message.from, message.to).map((line) => ({ ...line, cut: 0 }));
        void opened.send({ type: 'rows', version: log.version, from: message.from, rows });
      } else if (message.type === 'filter') {
        log.look(message.filter, message.find);
        void tell();
      } else if (message.type === 'find') {
        const match = log.match(message.from, message.forward);
        void (match && opened.send({ type: 'match', ...match }));
      }
    };
  });

  teardown(async () => {
    assert.deepEqual(opened.errors, []);
    await opened.page.close();
  });

  async function tell(): Promise<void> {
    let isRead = false;
    while (!isRead) {
      isRead = log.advance();
    }
    const { version, first, end, longest, kept, matches, filterProblem, findProblem } = log;
    const extent = { version, first, end, longest, kept, busy: false, note: undefined };
    const problems = { filterProblem, findProblem };
    await opened.send({ type: 'extent', ...extent, ...problems, found: matches });
  }

  async function add(count: number, text: (number: number) => string): Promise<void> {
    const first = log.kept;
    for (let number = first; number < first + count; number += 1) {
      log.add([{ text: text(number), stream: 'stdout', time: 1, level: undefined }]);
    }
    await tell();
  }

  const row = (text: string | RegExp): Locator =>
    opened.page.locator('.row').getByText(text, { exact: true });

  async function scroll(script: string): Promise<void> {
    await opened.page.evaluate(`{
      const scroller = document.querySelector('.scroller');
      scroller.scrollTop = ${script};
    }`);
  }

  async function isInSight(text: string): Promise<void> {
    await eventually(async () => {
      const box = await row(text).boundingBox({ timeout: 1000 });
      const scroller = await opened.page.locator('.scroller').boundingBox();
      assert.ok(box && scroller);
      assert.ok(box.y >= scroller.y - 1, `${text} is not above the view`);
      assert.ok(
        box.y + box.height <= scroller.y + scroller.height + 1,
        `${text} is not below the view`,
      );
    });
  }

  test('draws of a million lines only those in sight, at the end, in the middle and at the top', async () => {
    await add(1_000_000, (number) => `line ${number}`);
    await isInSight('line 999999');
    await scroll('scroller.scrollHeight / 2');
    await isInSight('line 500000');
    await scroll('0');
    await isInSight('line 0');
    assert.ok((await opened.page.locator('.row').count()) < 200);
  });

  test('follows the end until it is scrolled up, and again from the button', async () => {
    await add(500, (number) => `line ${number}`);
    await isInSight('line 499');
    await add(100, (number) => `line ${number}`);
    await isInSight('line 599');
    await scroll('100 * 10');
    const button = opened.page.getByRole('button', { name: 'Go to End and Follow' });
    await button.waitFor();
    const scrolled = (): Promise<unknown> =>
      opened.page.evaluate("document.querySelector('.scroller').scrollTop");
    const before = await scrolled();
    assert.equal(typeof before, 'number');
    await add(100, (number) => `line ${number}`);
    await opened.page.getByText('700 lines').waitFor();
    assert.equal(await scrolled(), before);
    await button.click();
    await isInSight('line 699');
    await button.waitFor({ state: 'detached' });
  });

  test('wraps long lines, and both ends of the log can be seen', async () => {
    await add(300, (number) => `${number} ${'word '.repeat(100)}end${number}`);
    await opened.page.getByRole('button', { name: 'Wrap Lines' }).click();
    const last = /^299 .*end299$/;
    await eventually(async () => {
      const box = await row(last).boundingBox({ timeout: 1000 });
      const foot = await opened.page.locator('footer').boundingBox();
      assert.ok(box && foot && box.height > 30);
      assert.ok(Math.abs(box.y + box.height - foot.y) < 20, 'The last line ends at the bottom.');
    });
    await scroll('0');
    await eventually(async () => {
      const box = await row(/^0 .*end0$/).boundingBox({ timeout: 1000 });
      const scroller = await opened.page.locator('.scroller').boundingBox();
      assert.ok(box && scroller && Math.abs(box.y - scroller.y) < 2);
    });
  });

  test('filters, finds and marks', async () => {
    await add(2000, (number) => (number % 100 === 7 ? `ship ${number}` : `quay ${number}`));
    await opened.page.getByRole('textbox', { name: 'Find' }).fill('ship');
    await opened.page.getByText('20 lines').waitFor();
    await scroll('0');
    await opened.page.getByRole('button', { name: 'Next Match' }).click();
    await opened.page.locator('.row.current mark').getByText('ship').waitFor();
    await isInSight('ship 7');
    await opened.page.keyboard.press('F3');
    await isInSight('ship 107');
    await opened.page.getByText('2 of 20 lines').waitFor();
    await opened.page.keyboard.press('Shift+F3');
    await opened.page.keyboard.press('Shift+F3');
    await isInSight('ship 1907');
    await opened.page.getByRole('textbox', { name: 'Filter' }).fill('ship 1');
    await opened.page.getByText('11 of 2,000 lines').waitFor();
    await isInSight('ship 107');
    const filter = opened.page.locator('.query').filter({ has: opened.page.locator('#filter') });
    await filter.getByRole('button', { name: 'Use Regular Expression' }).click();
    await opened.page.getByRole('textbox', { name: 'Filter' }).fill('ship (');
    await opened.page.getByRole('alert').getByText('Unterminated group').waitFor();
  });

  test("shows a program's colours, and keeps its choices over a reload", async () => {
    await add(1, () => '\u001b[31mred\u001b[0m plain \u001b[38;5;46mgreen\u001b[0m');
    assert.match((await row('red').getAttribute('style')) ?? '', /--vscode-terminal-ansiRed/);
    assert.match((await row('green').getAttribute('style')) ?? '', /rgb\(0, 255, 0\)/);
    await opened.page.getByRole('button', { name: 'Timestamps' }).click();
    await opened.page.locator('.time').getByText('1970-01-01').waitFor();
    await opened.page.reload();
    const timestamps = opened.page.getByRole('button', { name: 'Timestamps' });
    assert.equal(await timestamps.getAttribute('aria-pressed'), 'true');
  });

  test('copies the selected lines', async () => {
    await add(10, (number) => `line ${number}`);
    await row('line 2').click();
    await row('line 4').click({ modifiers: ['Shift'] });
    await opened.page.locator('.scroller').focus();
    await opened.page.keyboard.press('Control+C');
    await eventually(() =>
      assert.deepEqual(opened.posted.at(-1), { type: 'copy', from: 2, to: 5, timestamps: false }),
    );
  });
});
