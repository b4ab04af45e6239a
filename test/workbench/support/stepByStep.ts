import assert from 'node:assert/strict';
import type { WorkbenchSession } from './session';

/** For a suite whose steps each stand on the one before: the first that fails says what is wrong. */
export function stepByStep(session: () => WorkbenchSession): void {
  let stumbled: string | undefined;

  setup(() => {
    assert.equal(stumbled, undefined, `The walk ended at the step "${stumbled ?? ''}".`);
  });

  teardown(async function () {
    if (this.currentTest?.state === 'failed') {
      stumbled ??= this.currentTest.title;
    }
    await session().keepIfFailed(this.currentTest);
  });
}
