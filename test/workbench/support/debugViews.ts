import type { Locator, Page } from 'playwright-core';
import { eventually } from './eventually';

/** Run and Debug as a person sees it: toolbar, call stack, variables, debug console. */
export class DebugViews {
  constructor(private readonly page: Page) {}

  /** Waits until the program is stopped in a frame with this text, and shows the Run and Debug view. */
  async waitForStopped(frame: string, line?: number): Promise<void> {
    await this.page.locator('.debug-toolbar:visible').waitFor({ timeout: 120_000 });
    const stack = this.page.locator('.part.sidebar .debug-call-stack');
    if (!(await stack.isVisible())) {
      await this.page.keyboard.press('Control+Shift+D');
    }
    const row = this.page
      .locator('.debug-call-stack .monaco-list-row')
      .filter({ has: this.page.locator('.stack-frame').filter({ hasText: frame }) });
    const shown = line === undefined ? row : row.filter({ has: this.lineNumber(line) });
    await shown.first().waitFor({ timeout: 120_000 });
  }

  /** Opens a scope or a variable by its name, and waits until it is open. */
  async expandVariable(name: string): Promise<void> {
    await eventually(async () => {
      const row = this.variableRow(name);
      if ((await row.getAttribute('aria-expanded', { timeout: 5000 })) !== 'true') {
        await row.locator('.monaco-tl-twistie').click({ timeout: 5000 });
        throw new Error(`"${name}" is not open yet`);
      }
    });
  }

  /** The rows below the scopes, such as `points = 14`. */
  async variables(): Promise<string[]> {
    const rows = await this.page
      .locator('.debug-variables .monaco-list-row .expression')
      .allTextContents();
    return rows.map((text) => text.replaceAll('\u00a0', ' ').trim());
  }

  /** Why the program stands, beside the title of the call stack. */
  async stopReason(): Promise<string> {
    const shown = this.page.locator('.call-stack-state-message');
    return (await shown.textContent({ timeout: 3000 })) ?? '';
  }

  /** The exception that is shown in the editor: its type, and what it says. */
  async exception(): Promise<string> {
    const widget = this.page.locator('.exception-widget');
    await widget.waitFor();
    return (await widget.innerText()).replaceAll('\u00a0', ' ');
  }

  /** Ticks a kind of exceptions in the list of breakpoints. */
  async stopAtExceptions(label: string): Promise<void> {
    const box = this.page
      .locator('.debug-breakpoints .monaco-list-row')
      .filter({ hasText: label })
      .locator('.monaco-checkbox');
    if (!(await box.isChecked())) {
      await box.click();
    }
  }

  /** The row of a variable that is shown. */
  variable(name: string): Locator {
    return this.variableRow(name);
  }

  /** A frame of the call stack. */
  frame(name: string): Locator {
    return this.page
      .locator('.debug-call-stack .monaco-list-row')
      .filter({ has: this.page.locator('.stack-frame').filter({ hasText: name }) })
      .first();
  }

  /** The visible rows of the Disassembly View. */
  async instructions(): Promise<string[]> {
    const rows = await this.page.locator('.disassembly-view .monaco-list-row').allTextContents();
    return rows.map((text) => text.replaceAll('\u00a0', ' '));
  }

  /** A row of the call stack, such as that of a session or a thread, by a text of it. */
  row(text: string): Locator {
    return this.page
      .locator('.debug-call-stack .monaco-list-row')
      .filter({ hasText: text })
      .first();
  }

  /** The row of a thread in the call stack. */
  thread(name: string): Locator {
    return this.page
      .locator('.debug-call-stack .monaco-list-row')
      .filter({ has: this.page.locator('.thread').filter({ hasText: name }) })
      .first();
  }

  /** Opens a thread of several, which VS Code does by itself only when it knew them before the stop. */
  async expandThread(name: string): Promise<void> {
    const row = this.thread(name);
    await eventually(async () => {
      if ((await row.getAttribute('aria-expanded', { timeout: 5000 })) !== 'true') {
        await row.locator('.monaco-tl-twistie').click({ timeout: 5000 });
        throw new Error(`"${name}" is not open yet`);
      }
    });
  }

  /** Writes a line into the Debug Console. */
  async evaluate(line: string): Promise<void> {
    await this.page.keyboard.press('Control+Shift+Y');
    await this.page.locator('.repl-input-wrapper .native-edit-context:focus').waitFor();
    await this.page.keyboard.insertText(line);
    await this.page.keyboard.press('Enter');
  }

  /** A button of the debug toolbar, by its title. */
  button(title: string): Locator {
    return this.page
      .locator(`.debug-toolbar:visible .action-label[aria-label^="${title}"]`)
      .first();
  }

  async press(title: string): Promise<void> {
    await this.button(title).click();
  }

  async waitForEnd(): Promise<void> {
    await this.page
      .locator('.debug-toolbar:visible')
      .waitFor({ state: 'hidden', timeout: 120_000 });
  }

  private lineNumber(line: number): Locator {
    return this.page.locator('.line-number').filter({ hasText: new RegExp(`^${line}\\b`) });
  }

  private variableRow(name: string): Locator {
    return this.page
      .locator('.debug-variables .monaco-list-row')
      .filter({ hasText: new RegExp(`^\\s*${name}\\s*(=|$)`) })
      .first();
  }
}
