import type { Locator, Page } from 'playwright-core';
import { eventually } from './eventually';

/** The quick input of the workbench: command palette, quick picks and input boxes. */
export class QuickInput {
  constructor(private readonly page: Page) {}

  private get widget(): Locator {
    return this.page.locator('.quick-input-widget:visible');
  }

  private get box(): Locator {
    return this.widget.locator('.quick-input-box input');
  }

  private rows(text?: string | RegExp): Locator {
    const rows = this.widget.locator('.quick-input-list .monaco-list-row');
    return text === undefined ? rows : rows.filter({ hasText: text });
  }

  /** Runs a command by its title as the palette shows it, such as `Drydock: Pull Image…`. */
  async runCommand(title: string): Promise<void> {
    // By the row's label: its other texts tell keybindings and what was used before.
    const label = this.page.getByText(title, { exact: true });
    // An editor that is being shown takes the keyboard, and with it the palette, away. A palette
    // that is open already keeps the commands that could be run when it opened: none that needs
    // trust in the first moment of a window.
    await eventually(async () => {
      await this.page.keyboard.press('F1');
      try {
        await this.box.fill(`>${title}`, { timeout: 5000 });
        const row = this.rows().filter({ has: label }).first();
        await row.waitFor({ timeout: 5000 });
        const palette = await this.shown();
        await row.click({ timeout: 5000 });
        await this.isOtherThan(palette);
      } catch (error) {
        await this.page.keyboard.press('Escape');
        throw error;
      }
    });
  }

  /** Opens a file of the workspace by its name. */
  async openFile(name: string): Promise<void> {
    const label = this.page.locator('.label-name').filter({ hasText: exactly(name) });
    const tab = this.page.locator(`.tabs-container .tab.active[data-resource-name="${name}"]`);
    // The list is filled anew when slower results come, also under the pointer.
    await eventually(async () => {
      await this.page.keyboard.press('Control+P');
      await this.box.fill(name, { timeout: 5000 });
      await this.rows().filter({ has: label }).first().click({ timeout: 5000 });
      await tab.waitFor({ timeout: 5000 });
      await this.editorHasKeyboard();
    });
  }

  /** An editor takes the keyboard a moment after its tab is there, also from what was opened since. */
  async editorHasKeyboard(): Promise<void> {
    await this.page
      .locator('.editor-group-container.active .monaco-editor.focused')
      .first()
      .waitFor({ timeout: 5000 });
  }

  /** Picks the row with this text once it is offered. */
  async pick(text: string | RegExp): Promise<void> {
    const row = this.rows(text).first();
    await row.waitFor();
    await this.answer(() => row.click({ timeout: 5000 }));
  }

  /** In a list with boxes, leaves only the row with this text checked, and goes on. */
  async checkOnly(text: string): Promise<void> {
    await this.rows().first().waitFor();
    const count = this.widget.locator('.quick-input-count');
    await eventually(async () => {
      if (!(await count.textContent())?.startsWith('0 ')) {
        const all = this.widget.locator('.quick-input-header .monaco-checkbox').first();
        await all.click({ timeout: 5000 });
        throw new Error('Some rows are still checked.');
      }
    });
    await this.check(text);
    await count.filter({ hasText: /^1 / }).waitFor();
    await this.pressOk();
  }

  /** In a list with boxes, checks these rows too, and goes on. */
  async checkAlso(...texts: readonly string[]): Promise<void> {
    for (const text of texts) {
      await this.check(text);
    }
    await this.pressOk();
  }

  /** In a list with boxes, finds a row and checks it. */
  private async check(text: string): Promise<void> {
    await this.type(text);
    const box = this.rows(text).first().locator('.monaco-checkbox');
    // A list that is filtered moves its rows, also under the pointer.
    await eventually(async () => {
      if ((await box.getAttribute('aria-checked', { timeout: 5000 })) !== 'true') {
        await box.click({ timeout: 5000 });
        throw new Error(`"${text}" is not checked yet.`);
      }
    });
  }

  /** Goes on from a list with boxes. Enter would change the box that has just been clicked. */
  private async pressOk(): Promise<void> {
    const button = this.widget.locator('.quick-input-action .monaco-button').first();
    await this.answer(() => button.click({ timeout: 5000 }));
  }

  /** The title above the box. */
  async title(): Promise<string> {
    return (await this.widget.locator('.quick-input-title').textContent()) ?? '';
  }

  /** The labels that are offered now. */
  labels(): Promise<string[]> {
    return this.rows().locator('.label-name').allTextContents();
  }

  /** The row that is offered with this text. */
  row(text: string): Locator {
    return this.rows(text).first();
  }

  /** What stands in the box now, such as a default that comes late. */
  value(): Promise<string> {
    return this.box.inputValue();
  }

  /** Takes what an input box offers, once it offers this. */
  async acceptOffered(value: string): Promise<void> {
    await eventually(async () => {
      const offered = await this.value();
      if (offered !== value) {
        throw new Error(`The box offers "${offered}", not "${value}".`);
      }
    });
    await this.pressEnter();
  }

  /** A dialog for files puts its folder into the box when it has read it, over what was typed. */
  private async type(text: string): Promise<void> {
    await eventually(async () => {
      if ((await this.value()) !== text) {
        await this.box.fill(text, { timeout: 5000 });
        throw new Error(`The box does not hold "${text}" yet.`);
      }
    });
  }

  /** Answers an input box; without a text its default is taken. */
  async accept(text?: string, timeout = 30_000): Promise<void> {
    await this.box.waitFor({ timeout });
    if (text !== undefined) {
      await this.type(text);
    }
    await this.pressEnter();
  }

  private pressEnter(): Promise<void> {
    return this.answer(() => this.box.press('Enter', { timeout: 5000 }));
  }

  /**
   * Answers what is asked, and waits until that has gone: a box whose text is still being looked at
   * would take the next answer too. What was read anew just then takes none, and is asked again.
   */
  private async answer(act: () => Promise<void>): Promise<void> {
    let asked: string | undefined;
    await eventually(async () => {
      const shown = await this.shown();
      if (asked === undefined || asked === shown) {
        await act();
        asked = shown;
        await this.isOtherThan(asked);
      }
    });
  }

  /** Waits until something else is asked, or nothing. */
  private async isOtherThan(asked: string): Promise<void> {
    const changed = `${shownState} !== ${JSON.stringify(asked)}`;
    await this.page.waitForFunction(changed, undefined, { timeout: 5000, polling: 50 });
  }

  /** What the widget asks and offers now. */
  private shown(): Promise<string> {
    return this.page.evaluate(shownState);
  }
}

/** Tells in the page what the quick input shows. */
const shownState = `(() => {
  const widget = document.querySelector('.quick-input-widget');
  if (!widget?.checkVisibility()) {
    return 'hidden';
  }
  const box = widget.querySelector('.quick-input-box input');
  const texts = ['.quick-input-title', '.quick-input-count', '.quick-input-list .monaco-list-rows'];
  return JSON.stringify([
    box?.placeholder,
    box?.value,
    ...texts.map((selector) => widget.querySelector(selector)?.textContent),
  ]);
})()`;

function exactly(text: string): RegExp {
  return new RegExp(`^${text.replaceAll('.', '\\.')}$`);
}
