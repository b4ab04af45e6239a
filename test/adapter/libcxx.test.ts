import assert from 'node:assert/strict';
import { suiteForEveryGdb, type DebugSuite } from '../support/everyGdb';

/** g++ with the headers and the libraries of libc++, of which the oldest is LLVM 11 and the newest 19. */
const libcxx = [
  ...['libcxx.cpp', '-std=c++17', '-nostdinc++', '-isystem', '/opt/libcxx/include'],
  ...['-L/opt/libcxx/lib', '-nodefaultlibs', '-lc++', '-lc++abi', '-lm', '-lc', '-lgcc_s', '-lgcc'],
];

/** The children of a local as `name=value`, addresses left out. */
async function childrenOf(debug: DebugSuite, name: string): Promise<string[]> {
  const { variables } = await debug.run.scope('Locals');
  const children = await debug.run.children(variables.get(name)?.variablesReference ?? -1);
  return children.map((each) => `${each.name}=${each.value.replace(/0x[0-9a-f]{6,}/g, '0x…')}`);
}

suiteForEveryGdb(
  'libc++',
  (debug) => {
    test('is shown by what its containers hold', async () => {
      const breakpoints = [await debug.at('libcxx', {}, 'libcxx.cpp')];
      await debug.run.launch('', {}, { file: 'libcxx.cpp', breakpoints }, 'libcxx');
      await debug.run.stopped();
      const { variables } = await debug.run.scope('Locals');
      const values = Object.fromEntries([...variables].map(([name, { value }]) => [name, value]));
      assert.deepEqual(values, {
        text: '"short"',
        longText: '"longer than what fits into the string"',
        empty: '""',
        wide: 'U"\u{1F600}"',
        view: '"view"',
        numbers: 'std::vector of length 3, capacity 3',
        flags: 'std::vector<bool> of length 3',
        words: 'std::vector of length 2, capacity 2',
        ages: 'std::map with 2 elements',
        ordered: 'std::set with 3 elements',
        named: 'std::unordered_map with 1 element',
        loose: 'std::unordered_set with 1 element',
        deque: 'std::deque with 3 elements',
        list: 'std::list with 3 elements',
        array: 'std::array of length 3',
        pair: '{...}',
        some: 'std::optional',
        none: 'std::optional [no contained value]',
        variant: 'std::variant [index 1]',
        point: 'std::variant [index 2]',
        number: 'std::variant [index 0]',
        tuple: 'std::tuple containing 4 elements',
        nothing: 'std::tuple containing 0 elements',
        unique: 'std::unique_ptr',
        shared: 'std::shared_ptr (use count 1, weak count 0)',
        unset: 'std::shared_ptr (empty)',
      });
      assert.deepEqual(await childrenOf(debug, 'numbers'), ['[0]=10', '[1]=20', '[2]=30']);
      assert.deepEqual(await childrenOf(debug, 'flags'), ['[0]=true', '[1]=false', '[2]=true']);
      assert.deepEqual(await childrenOf(debug, 'words'), ['[0]="one"', '[1]="two"']);
      assert.deepEqual(await childrenOf(debug, 'ages'), ['["ada"]=36', '["bjarne"]=45']);
      assert.deepEqual(await childrenOf(debug, 'ordered'), ['[0]=1', '[1]=2', '[2]=3']);
      assert.deepEqual(await childrenOf(debug, 'named'), ['[1]="one"']);
      assert.deepEqual(await childrenOf(debug, 'loose'), ['[0]=7']);
      assert.deepEqual(await childrenOf(debug, 'deque'), ['[0]=1', '[1]=2', '[2]=3']);
      assert.deepEqual(await childrenOf(debug, 'list'), ['[0]=1', '[1]=2', '[2]=3']);
      assert.deepEqual(await childrenOf(debug, 'array'), ['[0]=1', '[1]=2', '[2]=3']);
      assert.deepEqual(await childrenOf(debug, 'pair'), ['first=1', 'second="one"']);
      assert.deepEqual(await childrenOf(debug, 'some'), ['[contained value]=3']);
      assert.deepEqual(await childrenOf(debug, 'variant'), ['[contained value]="text"']);
      assert.match((await childrenOf(debug, 'point')).join(), /^\[contained value\]=\{/);
      assert.deepEqual(await childrenOf(debug, 'number'), ['[contained value]=5']);
      const [one, two, empty, real] = await childrenOf(debug, 'tuple');
      assert.deepEqual([one, two, real], ['[0]=1', '[1]="two"', '[3]=2.5']);
      assert.match(empty ?? '', /^\[2\]=\{/);
      assert.deepEqual(await childrenOf(debug, 'unique'), ['get()=0x…']);
      assert.deepEqual(await childrenOf(debug, 'shared'), ['get()=0x…']);

      const later = await debug.at('changed', {}, 'libcxx.cpp');
      await debug.run.setBreakpoints({ file: 'libcxx.cpp', breakpoints: [later] });
      await debug.run.go('continue');
      assert.deepEqual(await childrenOf(debug, 'variant'), ['[contained value]=6']);
      assert.equal((await childrenOf(debug, 'numbers')).at(-1), '[3]=40');
      assert.equal((await childrenOf(debug, 'ages')).at(-1), '["carol"]=7');
    });
  },
  { programs: { libcxx }, more: true },
);
