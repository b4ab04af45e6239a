/**
 * Reads JSON of which only some fields are known: what is missing or of another type reads as empty,
 * because engines differ (Docker, Podman, versions) and a list must not fail for one odd field.
 */
export class LooseJson {
  constructor(private readonly value: unknown) {}

  /** Parses text; throws a `SyntaxError` when it is no JSON. */
  static parse(text: string): LooseJson {
    return new LooseJson(JSON.parse(text));
  }

  /** The value at a path of keys. */
  at(...keys: readonly string[]): LooseJson {
    let value = this.value;
    for (const key of keys) {
      value = isObject(value) ? value[key] : undefined;
    }
    return new LooseJson(value);
  }

  get text(): string {
    return typeof this.value === 'string' ? this.value : '';
  }

  get number(): number {
    return typeof this.value === 'number' ? this.value : 0;
  }

  get isTrue(): boolean {
    return this.value === true;
  }

  get isPresent(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  get items(): readonly LooseJson[] {
    return Array.isArray(this.value) ? this.value.map((item) => new LooseJson(item)) : [];
  }

  get texts(): readonly string[] {
    return this.items.map((item) => item.text);
  }

  /** The value as JSON, to compare it with another. */
  get json(): string {
    return JSON.stringify([this.value]);
  }

  get keys(): readonly string[] {
    return isObject(this.value) ? Object.keys(this.value) : [];
  }

  get textRecord(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.keys.map((key) => [key, this.at(key).text]));
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
