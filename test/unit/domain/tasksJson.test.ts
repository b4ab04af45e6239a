import assert from 'node:assert/strict';
import { parse } from 'jsonc-parser';
import { addTask, type TaskEntry } from '../../../src/domain/tasksJson';

const build: TaskEntry = { type: 'drydock', task: 'build', label: 'drydock: build' };

function added(text: string, entry = build): string {
  const update = addTask(text, entry);
  assert.equal(update.kind, 'added');
  return update.text;
}

function tasks(text: string): Record<string, unknown>[] {
  return (parse(text) as { tasks: Record<string, unknown>[] }).tasks;
}

suite('tasks.json', () => {
  test('an empty file becomes a complete one, whose build is the default one', () => {
    const text = added('');

    assert.deepEqual(tasks(text), [
      { ...build, group: { kind: 'build', isDefault: true }, problemMatcher: [] },
    ]);
    assert.match(text, /"version": "2.0.0"/);
  });

  test('comments and other tasks stay, and so does their default', () => {
    const before = `{
  // mine
  "version": "2.0.0",
  "tasks": [
    { "type": "shell", "command": "make", "group": { "kind": "build", "isDefault": true } } // why
  ]
}
`;

    const text = added(before);

    assert.match(text, /\/\/ mine/);
    assert.match(text, /\/\/ why/);
    assert.equal(tasks(text).length, 2);
    assert.equal(tasks(text)[1]?.['group'], undefined);
  });

  test('a task that does the same is not added twice', () => {
    const update = addTask(added(''), { ...build, label: 'another name' });

    assert.equal(update.kind, 'present');
  });

  test('another target is another task', () => {
    const entry = { ...build, target: 'app', label: 'drydock: build app' };

    assert.equal(tasks(added(added(''), entry)).length, 2);
  });

  test('a file that does not parse is left alone', () => {
    const update = addTask('{ "tasks": [ }', build);

    assert.equal(update.kind, 'unreadable');
  });
});
