/** Text that is changed step by step and still knows where each of its characters stood. */
export class MappedText {
  private constructor(
    readonly text: string,
    /** For each character, and for the end, its offset in the text at the beginning. */
    private readonly origins: readonly number[],
  ) {}

  static of(text: string): MappedText {
    return new MappedText(
      text,
      Array.from({ length: text.length + 1 }, (_, offset) => offset),
    );
  }

  /** Where the character at an offset stood at the beginning. */
  originOf(offset: number): number {
    return this.origins[Math.min(offset, this.text.length)] ?? 0;
  }

  /** Replaces all matches of a global pattern; what replaces one stands where the match stood. */
  replace(pattern: RegExp, replacement: string | ((match: RegExpExecArray) => string)): MappedText {
    const matches = [...this.text.matchAll(pattern)];
    if (matches.length === 0) {
      return this;
    }
    let text = '';
    const origins: number[] = [];
    let from = 0;
    const keepUntil = (to: number): void => {
      text += this.text.slice(from, to);
      for (let at = from; at < to; at += 1) {
        origins.push(this.originOf(at));
      }
    };
    for (const match of matches) {
      const { index } = match;
      const last = index + Math.max(match[0].length - 1, 0);
      const by = typeof replacement === 'string' ? replacement : replacement(match);
      keepUntil(index);
      text += by;
      for (let at = 0; at < by.length; at += 1) {
        origins.push(this.originOf(Math.min(index + at, last)));
      }
      from = index + match[0].length;
    }
    keepUntil(this.text.length);
    origins.push(this.originOf(this.text.length));
    return new MappedText(text, origins);
  }
}
