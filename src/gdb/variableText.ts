/** What can be told of a value from its text and its type. */
type ValueText =
  /** A number, a character, a string: nothing stands behind it. */
  | { readonly kind: 'plain'; readonly text: string; readonly address?: string }
  /** A pointer to something that can be looked at. */
  | { readonly kind: 'pointer'; readonly text: string; readonly address: string }
  /** An array, a structure, a container: a handle is needed to show it. */
  | { readonly kind: 'composite' };

/** Reads the text that a list of variables gives for one of them. */
export function readValueText(type: string, value: string | undefined): ValueText {
  if (value === undefined) {
    return { kind: 'composite' };
  }
  const [, referent, behind = value] = /^@(0x[0-9a-f]+): (.*)$/s.exec(value) ?? [];
  const isReference = referent !== undefined || type.endsWith('&');
  // gdb before 14 prints a reference to a structure or a container whole.
  if (isReference && /^[^"'<]*\{/.test(behind)) {
    return { kind: 'composite' };
  }
  const address = pointerAddress(behind);
  if (address !== undefined && isPointer(type, behind)) {
    return { kind: 'pointer', text: behind, address };
  }
  const known = referent ?? address;
  return { kind: 'plain', text: behind, ...(known !== undefined && { address: known }) };
}

/** The address in `0x7ff0`, `(Point *) 0x7ff0` or `0x5555 "text"`; undefined for null and all else. */
export function pointerAddress(value: string): string | undefined {
  const address = /^(?:\(.*\) )?(0x[0-9a-f]+)(?![\w.])/.exec(value)?.[1];
  return address === '0x0' ? undefined : address;
}

/** A pointer's text without its address: only the text, or the symbol, behind it. */
export function withoutAddress(value: string): string {
  return value.replace(/^(?:\(.*\) )?0x[0-9a-f]+ (?=\S)/, '');
}

/** Whether the array is one of characters, which a person wants to read as text. */
export function isText(type: string): boolean {
  return /^(?:const )?(?:volatile )?(?:char|wchar_t|char8_t|char16_t|char32_t) \[\d*\]$/.test(type);
}

/** Whether it is a string of the standard library, of whatever characters. */
export function isStandardString(type: string): boolean {
  return /^(?:const )?std::(?:__cxx11::)?(?:(?:w|u8|u16|u32)?string|basic_string<.*>)(?: &{1,2})?$/.test(
    type,
  );
}

/**
 * What a person typed over a shown value, as gdb takes it: in `99 'c'` the part that was changed, and
 * a pointer without what gdb says about it.
 */
export function assignable(typed: string, before: string): string {
  const character = /^(-?\d+) ((?:u8|[uUL])?'.*')$/s.exec(typed.trim());
  if (character) {
    const [, number = '', literal = ''] = character;
    return before.startsWith(`${number} `) ? literal : number;
  }
  const pointer = /^(?:\(.*\) )?(0x[0-9a-f]+) (?:<.*>|(?:u8|[uUL])?".*")(?:\.{3})?$/s.exec(
    typed.trim(),
  );
  return pointer?.[1] ?? typed;
}

function isPointer(type: string, value: string): boolean {
  const plain = type
    .replace(/(?: ?(?:const|volatile|restrict|__restrict))+$/, '')
    .replace(/ ?&&?$/, '');
  if (/\(\*+(?: const)?\)\s*\(/.test(plain) || /\bvoid \*$/.test(plain)) {
    return false;
  }
  // The name of a type may hide the star; a function behind it shows by its symbol.
  return /\*$|\(\*\)\[/.test(plain) || (/^\(?[\w:]+$/.test(plain) && !value.includes(' <'));
}
