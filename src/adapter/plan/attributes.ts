import { UserError } from '../../base/errors';

/** Reads the attributes of a launch configuration; a wrong one is named in the error. */
export class Attributes {
  private readonly values: Readonly<Record<string, unknown>>;

  constructor(configuration: unknown) {
    this.values = isRecord(configuration) ? configuration : {};
  }

  text(name: string): string | undefined {
    return this.read(name, 'a string', isText);
  }

  /** Undefined when the attribute is absent. */
  flag(name: string): boolean | undefined {
    return this.read(name, 'true or false', (value) => typeof value === 'boolean');
  }

  /** True or false, or the attributes of an object. */
  flagOrPart(name: string): boolean | Attributes | undefined {
    const value = this.read(
      name,
      'true, false or an object',
      (each) => typeof each === 'boolean' || isRecord(each),
    );
    return isRecord(value) ? new Attributes(value) : value;
  }

  /** True, false or a string. */
  flagOrText(name: string): boolean | string | undefined {
    return this.read(
      name,
      'true, false or a string',
      (value) => typeof value === 'boolean' || isText(value),
    );
  }

  texts(name: string): readonly string[] {
    return this.read(name, 'a list of strings', isTexts) ?? [];
  }

  /** A string, or a list of strings. */
  textOrTexts(name: string): string | readonly string[] {
    return (
      this.read(name, 'a string or a list of strings', (each) => isText(each) || isTexts(each)) ??
      []
    );
  }

  /** What cppdbg writes as one string with semicolons between. */
  list(name: string): readonly string[] {
    return (this.text(name) ?? '').split(';').flatMap((each) => each.trim() || []);
  }

  number(name: string): number | undefined {
    const value = this.read(name, 'a number', isNumber);
    return value === undefined ? undefined : Number(value);
  }

  /** One of a few words. */
  choice<T extends string>(name: string, choices: readonly T[]): T | undefined {
    const expected = `one of ${choices.map((choice) => `"${choice}"`).join(', ')}`;
    return this.read(name, expected, (value): value is T =>
      choices.some((choice) => choice === value),
    );
  }

  /** The attributes of an object, or undefined when there is none. */
  part(name: string): Attributes | undefined {
    const value = this.read(name, 'an object', isRecord);
    return value && new Attributes(value);
  }

  /** A string, or the attributes of an object. */
  textOrPart(name: string): string | Attributes | undefined {
    const expected = 'a string or an object';
    const value = this.read(name, expected, (each) => isText(each) || isRecord(each));
    return isRecord(value) ? new Attributes(value) : value;
  }

  /** The attributes of each object of a list. */
  parts(name: string): readonly Attributes[] {
    const isList = (value: unknown): value is Record<string, unknown>[] =>
      Array.isArray(value) && value.every(isRecord);
    return (this.read(name, 'a list of objects', isList) ?? []).map((each) => new Attributes(each));
  }

  /** The names of this object's attributes. */
  names(): readonly string[] {
    return Object.keys(this.values);
  }

  private read<T>(
    name: string,
    expected: string,
    test: (value: unknown) => value is T,
  ): T | undefined {
    const value = this.values[name];
    if (value === undefined || value === null) {
      return undefined;
    }
    if (!test(value)) {
      throw new UserError(
        `The attribute "${name}" of the launch configuration must be ${expected}, not ${JSON.stringify(value)}.`,
      );
    }
    return value;
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isText);
}

function isNumber(value: unknown): value is number | string {
  return typeof value === 'number' || (isText(value) && /^\d+$/.test(value));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
