import assert from 'node:assert/strict';
import { parseTypeFilter, shortTypeName } from '../../../src/adapter/stops/typeFilter';

const string = 'std::__cxx11::basic_string<char, std::char_traits<char>, std::allocator<char> >';
const ship = ['harbour::NoSuchShip', 'std::runtime_error', 'std::exception'];

suite('the types that an exception breakpoint is for', () => {
  const cases: readonly (readonly [condition: string, names: readonly string[], meant: boolean])[] =
    [
      ['', ['int'], true],
      ['  ', ['int'], true],
      ['std::runtime_error', ship, true],
      ['runtime_error', ship, true],
      ['harbour::*', ship, true],
      ['error', ship, false],
      ['int, NoSuchShip', ship, true],
      ['!std::runtime_error', ship, false],
      ['!std::runtime_error', ['int'], true],
      ['std::exception, !harbour::*', ship, false],
      ['std::string', [string], true],
      ['char const*', ['char const*'], true],
      ['std::vector<int>', ['std::vector<int, std::allocator<int> >'], true],
      ['Pair<int, char>', ['my::Pair<int, char>'], true],
      ['Pair<int,char>', ['my::Pair<char, int>'], false],
    ];
  for (const [condition, names, meant] of cases) {
    test(`"${condition}" ${meant ? 'is' : 'is not'} for ${names[0]}`, () => {
      assert.equal(parseTypeFilter(condition)(names), meant);
    });
  }

  for (const condition of ['x == 3', '!', 'int,', 'a && b', '"text"', 'Broken((']) {
    test(`may not be ${condition}`, () => {
      assert.throws(() => parseTypeFilter(condition), /which is no type/);
    });
  }

  test('are shown without what nobody writes', () => {
    assert.equal(shortTypeName(string), 'std::string');
    const nested = `std::map<int, ${string}, std::less<int>, std::allocator<std::pair<int const, ${string} > > >`;
    assert.equal(shortTypeName(nested), 'std::map<int, std::string, std::less<int>>');
  });
});
