import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { floorOf, floors, forbiddenImports } from '../../scripts/lib/floors.mjs';

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => join('src', file));

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/\b(?:from|import\(|require\()\s*'([^']+)'/g)].map((match) => match[1]!);
}

suite('the house', () => {
  test('every folder of src is a floor', () => {
    const folders = new Set(
      sources
        .map((file) => file.split(/[\\/]/))
        .filter((parts) => parts.length > 2)
        .map((parts) => parts[1]!),
    );
    assert.deepEqual(
      [...folders].filter((folder) => !(folder in floors)),
      [],
    );
  });

  test('imports go down only', () => {
    const broken = sources.flatMap((file) => {
      const floor = floorOf(file);
      const rules = floor ? forbiddenImports(floor) : [];
      return importsOf(file)
        .filter((path) => rules.some(({ regex }) => new RegExp(regex).test(path)))
        .map((path) => `${file} imports ${path}`);
    });
    assert.deepEqual(broken, []);
  });

  test('an import that goes up is recognised', () => {
    const broken = (floor: string, path: string): boolean =>
      forbiddenImports(floor).some(({ regex }) => new RegExp(regex).test(path));
    assert.ok(broken('gdb', '../engine/containerEngine'));
    assert.ok(broken('domain', 'vscode'));
    assert.ok(broken('workbench', '../../adapter/main'));
    assert.ok(!broken('workbench', '../../engine/containerEngine'));
    assert.ok(!broken('engine', 'dockerode'));
  });

  test('the composition root stays a composition root', () => {
    assert.ok(readFileSync('src/extension.ts', 'utf8').split('\n').length <= 101);
  });

  test('no room has outgrown 400 lines', () => {
    const large = sources.filter((file) => readFileSync(file, 'utf8').split('\n').length > 401);
    assert.deepEqual(large, []);
  });
});
