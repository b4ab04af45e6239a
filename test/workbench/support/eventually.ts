import { setTimeout as delay } from 'node:timers/promises';

/** Repeats a check until it holds: what the workbench shows fills in after an event that no test sees. */
export async function eventually<T>(check: () => T | Promise<T>, timeoutMs = 60_000): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) {
        throw error;
      }
      await delay(50);
    }
  }
}
