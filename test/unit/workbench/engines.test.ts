import assert from 'node:assert/strict';
import { silentLogger } from '../../../src/base/logger';
import { EngineError } from '../../../src/engine/engineError';
import { openEngine } from '../../../src/engine/openEngine';
import type { Connection } from '../../../src/engine/resourceStore';
import { Engines, hasNoRows, idIn } from '../../../src/workbench/engine/engines';

suite('The shown engines', () => {
  let current: string;
  let additional: readonly string[];
  let engines: Engines;
  let opened: string[];

  setup(() => {
    current = '';
    additional = ['lab', 'tcp://far:2376'];
    opened = [];
    engines = new Engines({
      current: () => current,
      additional: () => additional,
      open: (setting) => {
        opened.push(setting());
        return openEngine({ endpoint: setting, env: {}, log: silentLogger });
      },
      log: silentLogger,
    });
  });

  teardown(() => engines.dispose());

  test('are the one in use and those beside it, in their order', () => {
    assert.deepEqual(
      engines.all.map(({ id }) => id),
      ['', 'lab', 'tcp://far:2376'],
    );
  });

  test('keep their state when another one comes', () => {
    const [, lab] = engines.all;
    let changes = 0;
    engines.onDidChange(() => (changes += 1));
    additional = ['near', 'lab', 'lab', ' '];
    engines.readSettings();
    assert.deepEqual(
      engines.all.map(({ id }) => id),
      ['', 'near', 'lab'],
    );
    assert.equal(engines.all[2], lab);
    assert.equal(changes, 1);
    assert.deepEqual(opened, ['', 'lab', 'tcp://far:2376', 'near']);
  });

  test('do not show the engine in use a second time', () => {
    current = 'lab';
    engines.readSettings();
    assert.deepEqual(
      engines.all.map(({ id }) => id),
      ['', 'tcp://far:2376'],
    );
  });

  test('say nothing when the settings stay as they were', () => {
    engines.onDidChange(() => assert.fail('nothing has changed'));
    engines.readSettings();
  });

  test('name themselves in the command that stands for an action', () => {
    const [own, lab, far] = engines.all;
    assert.deepEqual(own?.docker('ps'), ['docker', 'ps']);
    assert.deepEqual(lab?.docker('ps'), ['docker', '--context', 'lab', 'ps']);
    assert.deepEqual(far?.docker('ps'), ['docker', '--host', 'tcp://far:2376', 'ps']);
    current = 'lab';
    assert.deepEqual(engines.current.docker('ps'), ['docker', '--context', 'lab', 'ps']);
  });

  test('make ids that are unique over all of them', () => {
    const [own, lab] = engines.all;
    assert.equal(own && idIn(own, 'abc'), 'abc');
    assert.equal(lab && idIn(lab, 'abc'), 'lab|abc');
  });
});

suite('A view of engines', () => {
  const connected = { state: 'connected', info: {} } as Connection;

  test('has no rows when the one engine answers that it has none', () => {
    assert.equal(isEmpty([connected], []), true);
    assert.equal(isEmpty([connected], ['a row']), false);
  });

  test('may have rows as long as nobody knows', () => {
    const error = new EngineError('refused', 'Nobody answers.');
    assert.equal(isEmpty([{ state: 'connecting' }], []), false);
    assert.equal(isEmpty([{ state: 'disconnected', error }], []), false);
    assert.equal(isEmpty([connected], undefined), false);
  });

  test('has a row for each of several engines', () => {
    assert.equal(isEmpty([connected, connected], []), false);
  });

  function isEmpty(
    connections: readonly [Connection, ...Connection[]],
    rows: readonly string[] | undefined,
  ): boolean {
    const one = (connection: Connection) => ({
      store: { snapshot: { connection, containers: [], images: [] } },
    });
    const engines = { all: connections.map(one), current: one(connections[0]) };
    return hasNoRows(engines, () => rows);
  }
});
