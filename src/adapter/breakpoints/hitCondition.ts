import { UserError } from '../../base/errors';

/** Which hits of a breakpoint count, by their number. */
export interface HitCondition {
  readonly operator: '==' | '>=' | '<=' | '%';
  readonly count: number;
}

/** How gdb is told to stop at the hits that count. */
export interface HitPlan {
  /** How many hits pass before the first stop. */
  readonly ignoreCount: number;
  /** What happens after a stop: how many hits then pass, or that it stops no more from this hit on. */
  readonly afterStop?: { readonly ignore: number } | { readonly disableFrom: number };
}

/** Reads a hit condition: `5` (from the fifth hit on), `>5`, `>=5`, `=5`, `==5`, `<5`, `<=5`, `%5`. */
export function parseHitCondition(text: string): HitCondition {
  const match = /^\s*(>=|<=|={1,3}|[<>%])?\s*(\d+)\s*$/.exec(text);
  const count = Number(match?.[2] ?? 0);
  if (!match || count > 2 ** 31 - 2) {
    throw new UserError(
      `The hit condition "${text}" is not understood. Write a number, or one after >, >=, =, <, <= or %.`,
    );
  }
  switch (match[1]) {
    case undefined:
    case '>=':
      return { operator: '>=', count };
    case '>':
      return { operator: '>=', count: count + 1 };
    case '<':
      return { operator: '<=', count: count - 1 };
    case '<=':
      return { operator: '<=', count };
    case '%':
      return { operator: '%', count: Math.max(count, 1) };
    default:
      return { operator: '==', count };
  }
}

/** Stops at the hits that count by what gdb has for it: a number of hits that pass. */
export function planHits({ operator, count }: HitCondition): HitPlan {
  switch (operator) {
    case '>=':
      return { ignoreCount: Math.max(count - 1, 0) };
    case '<=':
      return count < 1
        ? { ignoreCount: 2 ** 31 - 1 }
        : { ignoreCount: 0, afterStop: { disableFrom: count } };
    case '%':
      return count === 1
        ? { ignoreCount: 0 }
        : { ignoreCount: count - 1, afterStop: { ignore: count - 1 } };
    case '==':
      return count < 1
        ? { ignoreCount: 2 ** 31 - 1 }
        : { ignoreCount: count - 1, afterStop: { disableFrom: count } };
  }
}
