import { eventually } from './eventually';
import type { Workbench } from './workbench';

interface Point {
  readonly x: number;
  readonly y: number;
}

const rows = '.terminal-wrapper.active .xterm-rows > div';

/** Opens a place that the visible terminal names, such as `/usr/include/stdio.h:1`, once it is offered with this hint. */
export async function openTerminalLink(
  { page }: Workbench,
  place: string,
  hint: string,
): Promise<void> {
  await page.locator(rows).filter({ hasText: place }).last().waitFor({ timeout: 60_000 });
  await eventually(async () => {
    const { x, y }: Point = await page.evaluate(beginOf(place));
    await page.mouse.move(x - 5, y);
    await page.mouse.move(x, y);
    await page.locator('.workbench-hover').filter({ hasText: hint }).waitFor({ timeout: 3000 });
    await page.keyboard.down('Control');
    await page.mouse.click(x, y);
    await page.keyboard.up('Control');
  });
}

/** Tells where a text stands in the last row that has it; parts of it may have styles of their own. */
function beginOf(text: string): string {
  return `(() => {
    const text = ${JSON.stringify(text)};
    const all = [...document.querySelectorAll(${JSON.stringify(rows)})];
    const row = all.findLast((each) => each.textContent.includes(text));
    const begin = row.textContent.indexOf(text) + 3;
    const texts = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
    let before = 0;
    while (texts.nextNode() && before + texts.currentNode.length <= begin) {
      before += texts.currentNode.length;
    }
    const range = document.createRange();
    range.setStart(texts.currentNode, begin - before);
    range.setEnd(texts.currentNode, begin - before + 1);
    const { left, top, height } = range.getBoundingClientRect();
    return { x: left + 1, y: top + height / 2 };
  })()`;
}
