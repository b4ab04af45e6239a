import { EngineError, type EngineErrorKind } from '../../src/engine/engineError';
import { openTestEngine, type TestEngine } from './testEngine';

/** The smallest image with a shell. */
export const testImage = 'drydock-test/busybox';

/** A suite that every engine must pass: what the port promises. `real` is there once the tests run. */
export function contractSuite(title: string, tests: (real: () => TestEngine) => void): void {
  suite(title, () => {
    let real: TestEngine;

    suiteSetup(async () => {
      real = await openTestEngine();
    });

    tests(() => real);

    // Behind what the tests themselves leave, which would hold what they made.
    suiteTeardown(() => real.dispose());
  });
}

/** Whether an engine has refused for this reason, for `assert.rejects`. */
export function hasKind(kind: EngineErrorKind): (error: unknown) => boolean {
  return (error) => error instanceof EngineError && error.kind === kind;
}
