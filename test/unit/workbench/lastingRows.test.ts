import assert from 'node:assert/strict';
import { LastingRows } from '../../../src/workbench/views/lastingRows';

/** A row of these tests: what it is called, how it looks and what only its commands see. */
interface Thing {
  readonly name: string;
  readonly state: string;
  readonly hidden?: number;
  readonly below?: readonly Thing[];
}

interface Look {
  readonly id: string;
  readonly label: string;
  readonly description: string;
}

suite('the lasting rows of a tree view', () => {
  let things: readonly Thing[];
  let rows: LastingRows<Thing, Look>;
  let host: ExtensionHost;

  setup(() => {
    things = [];
    rows = new LastingRows<Thing, Look>({
      below: (thing) => (thing ? (thing.below ?? []) : things).map((one) => ({ ...one })),
      look: ({ name, state }) => ({ id: name, label: name, description: state }),
    });
    host = new ExtensionHost(rows);
  });

  function show(...shown: readonly Thing[]): void {
    things = shown;
    rows.refresh();
  }

  test('only the row that looks different is told, and it is the object that it was', () => {
    things = [named('a', 'up'), named('b', 'up')];
    host.askForAll();
    const b = host.rowOf('b');
    show(named('a', 'up'), named('b', 'down'));
    assert.deepEqual(host.told, [['b']]);
    assert.equal(host.rowOf('b'), b);
    assert.equal(b?.state, 'down');
    assert.equal(host.lookOf('b'), 'down');
  });

  test('what nobody sees reaches the row without a word', () => {
    things = [{ ...named('a', 'up'), hidden: 1 }];
    host.askForAll();
    show({ ...named('a', 'up'), hidden: 2 });
    assert.equal(host.rowOf('a')?.hidden, 2);
    show(named('a', 'up'));
    assert.ok(!('hidden' in (host.rowOf('a') ?? {})));
    assert.deepEqual(host.told, []);
  });

  test('a row that comes, goes or changes its place has its neighbours asked for anew', () => {
    things = [named('a', 'up'), named('b', 'up')];
    host.askForAll();
    const a = host.rowOf('a');
    show(named('b', 'up'), named('a', 'up'));
    host.askForAll();
    show(named('b', 'up'), named('a', 'up'), named('c', 'up'));
    host.askForAll();
    show(named('a', 'up'));
    host.askForAll();
    assert.deepEqual(host.told, ['all', 'all', 'all']);
    assert.equal(host.rowOf('a'), a);
    assert.equal(host.rowOf('b'), undefined);
  });

  test('below a row the same holds, and the others keep theirs', () => {
    things = [group('one', named('a', 'up')), group('two', named('b', 'up'))];
    host.askForAll();
    show(group('one', named('a', 'down')), group('two', named('b', 'up')));
    show(group('one', named('a', 'down'), named('c', 'up')), group('two', named('b', 'up')));
    assert.deepEqual(host.told, [['a'], ['one']]);
    assert.equal(
      host.rowOf('a'),
      undefined,
      'VS Code forgets what is below a row that it is told of',
    );
    assert.equal(host.rowOf('b')?.name, 'b');
  });

  test('a row that moves below another one is the same row', () => {
    things = [group('one', named('a', 'up')), group('two')];
    host.askForAll();
    const a = host.rowOf('a');
    show(group('one'), group('two', named('a', 'down')));
    assert.deepEqual(host.told, [['one', 'two']]);
    host.askForAll();
    assert.equal(host.rowOf('a'), a);
    assert.equal(a?.state, 'down');
    show(group('one', named('a', 'up')), group('two'));
    host.askForAll();
    assert.equal(host.rowOf('a'), a);
  });

  test('what changes below a row that was told of is told, even if VS Code has not asked again', () => {
    things = [group('one')];
    host.askForAll();
    show(group('one', named('a', 'up')));
    show(group('one', named('a', 'up'), named('b', 'up')));
    show(group('one', named('a', 'up'), named('b', 'up')));
    assert.deepEqual(host.told, [['one'], ['one']]);
  });

  test('a row that comes back after it had gone is a new one', () => {
    things = [named('a', 'up')];
    host.askForAll();
    const a = host.rowOf('a');
    show();
    host.askForAll();
    show(named('a', 'up'));
    host.askForAll();
    assert.notEqual(host.rowOf('a'), a);
    assert.equal(host.rowOf('a')?.name, 'a');
  });

  test('what VS Code asks for after a change is not made a second time', () => {
    things = [named('a', 'up')];
    host.askForAll();
    show(named('a', 'up'), named('b', 'up'));
    things = [];
    host.askForAll();
    assert.equal(host.rowOf('b')?.name, 'b');
    show();
    host.askForAll();
    assert.equal(host.rowOf('b'), undefined);
  });

  test('nothing is told before anything was asked for', () => {
    show(named('a', 'up'));
    assert.deepEqual(host.told, []);
  });

  test('in a storm of events a command of a row always gets its row, as it is now', () => {
    const names = Array.from({ length: 20 }, (_, index) => `c${index}`);
    things = [group('project', ...names.map((name) => named(name, 'up')))];
    host.askForAll();
    for (let event = 0; event < 1000; event += 1) {
      const changed = `c${event % 20}`;
      const state = (name: string): string => (name === changed ? `since ${event}` : 'up');
      show(group('project', ...names.map((name) => named(name, state(name)))));
      assert.equal(host.rowOf(changed)?.state, `since ${event}`);
      assert.equal(host.rowOf(`c${(event + 1) % 20}`)?.state, 'up');
    }
    assert.ok(!host.told.includes('all'));
  });

  test('where very many rows look different, all that stand with them are asked for', () => {
    const names = Array.from({ length: 101 }, (_, index) => `c${index}`);
    things = names.map((name) => named(name, 'up'));
    host.askForAll();
    show(...names.map((name) => named(name, 'down')));
    assert.deepEqual(host.told, ['all']);
  });
});

/** What the extension host does with a data provider: a command of a row gets what is kept here. */
class ExtensionHost {
  private readonly elements = new Map<string, { element: Thing; item: Look; below: string[] }>();
  readonly told: ('all' | string[])[] = [];

  constructor(private readonly rows: LastingRows<Thing, Look>) {
    rows.onDidChangeTreeData((told) => {
      this.told.push(told === undefined ? 'all' : told.map(({ name }) => name));
      if (told === undefined) {
        this.elements.clear();
      } else {
        told.forEach((element) => this.renew(element));
      }
    });
  }

  /** As when everything is unfolded and seen. */
  askForAll(parent?: Thing): void {
    const below = this.rows.getChildren(parent);
    const known = parent && this.elements.get(parent.name);
    known?.below.splice(0, Infinity, ...below.map(({ name }) => name));
    for (const element of below) {
      const item = this.rows.getTreeItem(element);
      this.elements.set(element.name, { element, item, below: [] });
      this.askForAll(element);
    }
  }

  rowOf(name: string): Thing | undefined {
    return this.elements.get(name)?.element;
  }

  lookOf(name: string): unknown {
    return this.elements.get(name)?.item.description;
  }

  private renew(element: Thing): void {
    const known = this.elements.get(element.name);
    assert.equal(known?.element, element, 'VS Code knows a row by its object');
    known.below.forEach((name) => this.elements.delete(name));
    known.below = [];
    known.item = this.rows.getTreeItem(element);
  }
}

function named(name: string, state: string): Thing {
  return { name, state };
}

function group(name: string, ...below: readonly Thing[]): Thing {
  return { name, state: '', below };
}
