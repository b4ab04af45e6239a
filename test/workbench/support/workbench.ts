import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { DebugViews } from './debugViews';
import { eventually } from './eventually';
import { QuickInput } from './quickInput';
import { screenshotsFolder } from './root';

/** What a person does in the workbench, on its page. */
export class Workbench {
  readonly quickInput: QuickInput;
  readonly debug: DebugViews;

  private lastOnRow: (() => Promise<void>) | undefined;

  private constructor(
    readonly page: Page,
    private readonly shots: string,
  ) {
    this.quickInput = new QuickInput(page);
    this.debug = new DebugViews(page);
  }

  /** Opens the workbench and waits until its extension host is connected; `shots` names the folder of its screenshots. */
  static async open(context: BrowserContext, url: string, shots: string): Promise<Workbench> {
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    const folder = path.join(screenshotsFolder, shots);
    mkdirSync(folder, { recursive: true });
    await page.goto(url);
    await page.waitForSelector('.monaco-workbench .part.statusbar');
    await page.waitForFunction("performance.getEntriesByName('code/didStartWorkbench').length > 0");
    await page.waitForFunction(
      "!/Opening Remote/.test(document.querySelector('#status\\\\.host')?.textContent ?? '')",
    );
    return new Workbench(page, folder);
  }

  /** Keeps a picture for a person to look at. */
  async screenshot(name: string): Promise<void> {
    await this.page.screenshot({ path: path.join(this.shots, `${name}.png`) });
  }

  // Views

  /** Shows the side bar's view container of this title. */
  async openActivity(title: string): Promise<void> {
    const item = this.page
      .locator(`.activitybar .action-item:has(.action-label[aria-label^="${title}"])`)
      .first();
    const shown = this.page
      .locator('.part.sidebar .composite.title')
      .filter({ hasText: new RegExp(title, 'i') });
    await item.waitFor();
    // One that has come into sight by itself meanwhile is hidden by the click.
    await eventually(async () => {
      const isShown = ((await item.getAttribute('class')) ?? '').split(' ').includes('checked');
      if (!isShown) {
        await item.click({ timeout: 5000 });
      }
      await shown.waitFor({ timeout: 5000 });
    });
  }

  /** One view of the side bar by its title. */
  view(title: string): Locator {
    return this.page
      .locator('.part.sidebar .pane')
      .filter({ has: this.page.locator(`.pane-header[aria-label^="${title}"]`) });
  }

  /** Folds a view of the side bar, so that the others have room for their rows. */
  foldView(title: string): Promise<void> {
    return this.setFolded(title, true);
  }

  /** Unfolds a view of the side bar. */
  unfoldView(title: string): Promise<void> {
    return this.setFolded(title, false);
  }

  private async setFolded(title: string, isFolded: boolean): Promise<void> {
    const header = this.view(title).locator('.pane-header').first();
    await eventually(async () => {
      const expanded = await header.getAttribute('aria-expanded', { timeout: 5000 });
      if ((expanded !== 'true') !== isFolded) {
        await header.click({ timeout: 5000 });
        throw new Error(`"${title}" is not ${isFolded ? 'folded' : 'unfolded'} yet.`);
      }
    });
  }

  /** Opens a row until another one stands below it: a view that is drawn anew may lose a click. */
  async expandRow(parent: Locator, child: Locator): Promise<void> {
    await parent.waitFor();
    await eventually(async () => {
      if ((await parent.getAttribute('aria-expanded', { timeout: 5000 })) === 'false') {
        await parent.locator('.monaco-tl-twistie').click({ timeout: 5000 });
      }
      await child.waitFor({ timeout: 5000 });
    });
  }

  /** The row of a view whose label is, or matches, this text. */
  treeItem(view: string, label: string | RegExp): Locator {
    const text = this.page.locator('.label-name').getByText(label, { exact: true });
    return this.view(view)
      .locator('.monaco-list-row[role="treeitem"]')
      .filter({ has: text })
      .first();
  }

  /** Leaves only containers with this text in the view: what other tests run would fill it. */
  async filterContainers(text: string): Promise<void> {
    await this.quickInput.runCommand('Drydock: Filter Containers…');
    await this.quickInput.accept(text);
  }

  treeLabels(view: string): Promise<string[]> {
    return this.view(view)
      .locator('.monaco-list-row[role="treeitem"] .label-name')
      .allTextContents();
  }

  /** Clicks an inline action of a row, by its title. */
  clickInlineAction(row: Locator, title: string): Promise<void> {
    // A row that moves up or down meanwhile is under the pointer no more, and hides its actions.
    return this.onRow(() =>
      eventually(async () => {
        await row.hover({ timeout: 5000 });
        await row
          .locator(`.actions .action-label[aria-label^="${title}"]`)
          .click({ timeout: 3000 });
      }),
    );
  }

  /** Does it again when the extension asks for that, because the row was just being shown anew. */
  private async onRow(act: () => Promise<void>): Promise<void> {
    const lost = this.page
      .locator('.notification-list-item')
      .filter({ hasText: 'was being shown anew at that moment' });
    this.lastOnRow = act;
    await act();
    // Beside what the test waits for, which does not come then. The window may close meanwhile.
    void lost
      .waitFor()
      .then(async () => {
        if (this.lastOnRow === act) {
          await lost.hover();
          await lost.locator('.codicon-notifications-clear').click();
          await this.onRow(act);
        }
      })
      .catch(() => undefined);
  }

  /** Opens a row's context menu and chooses an entry. */
  chooseInContextMenu(row: Locator, entry: string): Promise<void> {
    return this.onRow(() => this.chooseInMenuOf(row, entry));
  }

  private async chooseInMenuOf(row: Locator, entry: string): Promise<void> {
    const item = this.page
      .locator('.monaco-menu .action-menu-item')
      .filter({ has: this.page.getByText(entry, { exact: true }) });
    await row.waitFor();
    await eventually(async () => {
      await row.click({ button: 'right', timeout: 5000 });
      try {
        // Some menus ask the debug adapter before they open.
        await item.waitFor({ timeout: 10_000 });
        // Whether the workspace is trusted is not known in the first moment.
        if ((await item.getAttribute('class'))?.split(' ').includes('disabled') === true) {
          throw new Error(`"${entry}" cannot be chosen yet.`);
        }
        await this.clickUntilGone(item);
      } catch (error) {
        await this.page.keyboard.press('Escape');
        throw error;
      }
    });
  }

  /** A menu that has only just opened takes no click, so that the one that opened it is none. */
  private async clickUntilGone(item: Locator): Promise<void> {
    let isClicked = false;
    await eventually(async () => {
      if (!isClicked || (await item.count()) > 0) {
        await item.click({ timeout: 3000 });
        isClicked = true;
      }
      await item.waitFor({ state: 'detached', timeout: 1000 });
    }, 10_000);
  }

  /** A button in the text that an empty view shows. */
  welcomeButton(view: string, label: string): Locator {
    return this.view(view).locator('.welcome-view .monaco-button').filter({ hasText: label });
  }

  // Editors

  /** Gives the keyboard to the active editor. */
  async focusEditor(): Promise<void> {
    await this.page.keyboard.press('Control+1');
  }

  /** Where the cursor is, as the status bar says it. */
  async cursor(): Promise<string> {
    const shown = this.page.locator('#status\\.editor\\.selection');
    return (await shown.textContent({ timeout: 3000 })) ?? '';
  }

  /** Puts the cursor on a line (from 1) of the active editor. */
  async goToLine(line: number): Promise<void> {
    await eventually(async () => {
      // A file that was just opened takes no such command until its text is there.
      await this.page.keyboard.press('Escape');
      await this.focusEditor();
      await this.page.keyboard.press('Control+G');
      await this.quickInput.accept(`:${line}`, 3000);
      await eventually(async () => {
        const cursor = await this.cursor();
        if (!cursor.includes(`Ln ${line},`)) {
          throw new Error(`The cursor is at "${cursor}", not on line ${line}.`);
        }
      }, 3000);
    });
  }

  /** Sets or removes a breakpoint on a line, as F9 does. */
  async toggleBreakpoint(line: number): Promise<void> {
    await this.goToLine(line);
    const breakpoints = this.page.locator(
      '.editor .codicon-debug-breakpoint, .editor .cgmr.codicon-debug-breakpoint-unverified',
    );
    const before = await breakpoints.count();
    await this.page.keyboard.press('F9');
    await eventually(async () => {
      if ((await breakpoints.count()) === before) {
        throw new Error(`No breakpoint appeared or went on line ${line}.`);
      }
    });
  }

  /** The name of the file in the active editor. */
  async activeTab(): Promise<string> {
    const tab = this.page.locator('.editor-group-container.active .tab.active').first();
    return (await tab.getAttribute('data-resource-name')) ?? '';
  }

  /** The text in the visible lines of the active editor. */
  async editorText(): Promise<string> {
    const lines = await this.page
      .locator('.editor-group-container.active .view-lines .view-line')
      .allTextContents();
    return lines.join('\n').replaceAll('\u00a0', ' ');
  }

  /** Types over the line that the cursor is on; its indentation stays. */
  async replaceLine(text: string): Promise<void> {
    await this.page.keyboard.press('Home');
    await this.page.keyboard.press('Shift+End');
    await this.page.keyboard.insertText(text);
  }

  async saveFile(): Promise<void> {
    await this.page.keyboard.press('Control+S');
    await this.page.locator('.tabs-container .tab.active.dirty').waitFor({ state: 'hidden' });
  }

  // Panels

  /** The rows of the Problems view. */
  problems(): Promise<string[]> {
    return this.page.locator('.markers-panel .monaco-list-row').allTextContents();
  }

  async openProblems(): Promise<void> {
    await this.quickInput.runCommand('View: Focus Problems');
    await this.page.locator('.markers-panel').waitFor();
  }

  /** Opens the place of the first problem with this text. */
  async openProblem(text: string): Promise<void> {
    await this.page
      .locator('.markers-panel .monaco-list-row')
      .filter({ hasText: text })
      .filter({ has: this.page.locator('.marker-icon, .codicon-error, .codicon-warning') })
      .first()
      .dblclick();
  }

  /** The text of the visible terminal. Needs `terminal.integrated.gpuAcceleration: off`, which draws it as text. */
  async terminalText(): Promise<string> {
    const rows = await this.page
      .locator('.terminal-wrapper.active .xterm-rows > div')
      .allTextContents();
    return rows.join('\n').replaceAll('\u00a0', ' ');
  }

  /** Types a line into the visible terminal. */
  async typeInTerminal(line: string): Promise<void> {
    await this.page.locator('.terminal-wrapper.active .xterm').click();
    // What is typed before it has the keyboard goes elsewhere.
    await this.page.locator('.terminal-wrapper.active .xterm.focus').waitFor();
    await this.page.keyboard.type(`${line}\n`);
  }

  /** The texts of the notifications that are on the screen now. */
  notifications(): Promise<string[]> {
    return this.page.locator('.notification-list-item-message').allTextContents();
  }

  /** Waits for a notification and, when asked to, presses one of its buttons. */
  async answerNotification(text: string | RegExp, button?: string): Promise<void> {
    const item = this.page.locator('.notification-list-item').filter({ hasText: text }).first();
    await item.waitFor({ timeout: 120_000 });
    if (button !== undefined) {
      await item.hover();
      await item.locator('.monaco-button').filter({ hasText: button }).click();
    }
  }

  /** What stands in the middle of the workbench now: dialogs, notifications, questions, the terminal. */
  async seenTexts(): Promise<string> {
    const places = {
      dialog: '.monaco-dialog-box',
      notification: '.notification-list-item',
      question: '.quick-input-widget:visible',
      'debug toolbar': '.debug-toolbar:visible .action-label',
      'call stack': '.debug-call-stack .monaco-list-row',
    };
    const found = Object.entries(places).map(async ([name, selector]) => {
      const texts = await this.page.locator(selector).allInnerTexts();
      return texts.map((text) => `${name}: ${text.replaceAll(/\s+/g, ' ')}`);
    });
    const terminal = (await this.terminalText()).trimEnd().split('\n').slice(-8);
    return [...(await Promise.all(found)).flat(), ...terminal].join('\n');
  }

  /** A modal dialog with this text. */
  dialog(text: string | RegExp): Locator {
    return this.page.locator('.monaco-dialog-box').filter({ hasText: text });
  }

  /** Waits for a modal dialog and presses one of its buttons. */
  async answerDialog(text: string | RegExp, button: string): Promise<void> {
    const dialog = this.dialog(text);
    await dialog.locator('.monaco-button').filter({ hasText: button }).first().click();
    await dialog.waitFor({ state: 'hidden' });
  }
}
