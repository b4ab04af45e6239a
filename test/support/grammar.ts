import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

/** A rule of a TextMate grammar, as far as ours use them. */
export interface GrammarRule {
  readonly include?: string;
  readonly match?: string;
  readonly name?: string;
  readonly captures?: Readonly<Record<string, { readonly name: string }>>;
  readonly patterns?: readonly GrammarRule[];
}

interface Grammar extends GrammarRule {
  readonly scopeName: string;
  readonly repository: Readonly<Record<string, GrammarRule>>;
}

/** Reads one of our grammars. */
export function readGrammar(path: string): Grammar {
  return JSON.parse(readFileSync(path, 'utf8')) as Grammar;
}

/** Its rules that match something, in order. */
export function rulesOf({ patterns = [], repository }: Grammar): readonly GrammarRule[] {
  return patterns.flatMap((rule) => {
    const named = rule.include === undefined ? rule : repository[rule.include.slice(1)];
    assert.ok(named, `${rule.include} is in the repository`);
    return named.patterns ? rulesOf({ ...named, scopeName: '', repository }) : [named];
  });
}

/** What a scope says: its second word from the end, such as `error`. */
export function scopeKind(scope: string): string {
  return scope.split('.').at(-2) ?? scope;
}
