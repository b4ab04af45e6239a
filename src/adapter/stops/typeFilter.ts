import { UserError } from '../../base/errors';

/** Whether an exception is meant, by the names of its type and of the bases of that. */
export type TypeFilter = (names: readonly string[]) => boolean;

/**
 * Reads the condition of an exception breakpoint: types separated by commas, `*` for anything, `!`
 * before what is not meant. A name stands for itself in every namespace. Nothing means every type.
 */
export function parseTypeFilter(condition: string): TypeFilter {
  const parts = splitTypes(condition);
  const wanted = parts.filter((part) => !part.startsWith('!')).map(pattern);
  const unwanted = parts
    .filter((part) => part.startsWith('!'))
    .map((part) => pattern(part.slice(1)));
  return (names) => {
    const matches = (each: RegExp): boolean => names.some((name) => each.test(compact(name)));
    return (wanted.length === 0 || wanted.some(matches)) && !unwanted.some(matches);
  };
}

/** The name of a type as people write it. */
export function shortTypeName(name: string): string {
  return name
    .replaceAll(
      /std::(?:__cxx11::|__1::)?basic_string<char, std::(?:__1::)?char_traits<char>, std::(?:__1::)?allocator<char> ?>/g,
      'std::string',
    )
    .replaceAll(/, std::allocator<(?:[^<>]|<(?:[^<>]|<[^<>]*>)*>)*> ?(?=>)/g, '');
}

function pattern(type: string): RegExp {
  const name = compact(type);
  if (name === '' || /==|&&|\|\||[=;"{}[\]]/.test(name) || !isBalanced(name)) {
    throw new UserError(
      `The condition holds "${type.trim()}", which is no type. Write types of exceptions, separated by commas, such as "std::runtime_error, my::*, !std::out_of_range".`,
    );
  }
  const escaped = name.replace(/[.+?^$()|\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^(?:.*::)?${escaped}$`);
}

function isBalanced(name: string): boolean {
  const count = (bracket: string): number => name.split(bracket).length;
  return count('(') === count(')') && count('<') === count('>');
}

/** At commas that are not between the brackets of a template. */
function splitTypes(text: string): readonly string[] {
  const ends = Array.from(text).reduce<{
    readonly depth: number;
    readonly ends: readonly number[];
  }>(
    ({ depth, ends: found }, character, index) => ({
      depth: depth + ('<('.includes(character) ? 1 : '>)'.includes(character) ? -1 : 0),
      ends: character === ',' && depth === 0 ? [...found, index] : found,
    }),
    { depth: 0, ends: [] },
  ).ends;
  return text.trim() === ''
    ? []
    : [...ends, text.length].map((end, index) =>
        text.slice((ends[index - 1] ?? -1) + 1, end).trim(),
      );
}

/** Blanks are written where people like them; short names count as long ones. */
function compact(name: string): string {
  return shortTypeName(name)
    .replace(/\s+(?=\W|$)|(?<=\W)\s+/g, '')
    .trim();
}
