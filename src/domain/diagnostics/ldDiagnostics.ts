import type { RelatedLocation, SourceLocation } from '../diagnostic';
import type { BuildContext } from './buildContext';
import {
  locationOf,
  withOrigin,
  type DiagnosticTool,
  type PendingDiagnostic,
  type ReportDiagnostic,
} from './diagnosticTool';

/** Reads the linkers: GNU ld and gold, lld and mold. */
export class LdDiagnostics implements DiagnosticTool {
  private pending: PendingDiagnostic | undefined;
  /** The source of the object that the last `in function` line named. */
  private objectSource: string | undefined;
  private inFunction = false;

  constructor(
    private readonly context: BuildContext,
    private readonly report: ReportDiagnostic,
  ) {}

  take(line: string): boolean {
    if (this.takeReference(line)) {
      return true;
    }
    const own = linkerLine.exec(line);
    const text = own?.[1] ?? line;
    if (own === null && !this.inFunction && !placed.test(line)) {
      return false;
    }
    const object = /^(.+?\.(?:o|obj|a|so)(?:\([^)]*\))?): in function [`'‘]/.exec(text);
    if (object?.[1] !== undefined) {
      this.flush();
      this.inFunction = true;
      this.objectSource = this.context.sourceOfObject(object[1]);
      return true;
    }
    if (own === null && !placed.test(line)) {
      return false;
    }
    if (text.startsWith('the vtable symbol may be undefined') && this.pending) {
      this.pending.message += `\n${text}`;
      return true;
    }
    const previous = /^(\S+): previous definition here$/.exec(text);
    if (previous?.[1] !== undefined) {
      this.pending?.related.push(firstDefined(locationOf(this.sourcePath(previous[1]))));
      return true;
    }
    this.start(text);
    return true;
  }

  flush(): void {
    this.emit();
    this.inFunction = false;
    this.objectSource = undefined;
  }

  private emit(): void {
    if (this.pending) {
      this.report(this.pending);
    }
    this.pending = undefined;
  }

  /** lld and mold say below the message where it comes from; the first source named is the place. */
  private takeReference(line: string): boolean {
    if (!line.startsWith('>>>') || !this.pending) {
      return false;
    }
    if (line.startsWith('>>> the vtable symbol may be undefined')) {
      this.pending.message += `\n${line.replace(/^>>> /, '')}`;
      return true;
    }
    const source =
      /\((\/.+?):(\d+)\)$/.exec(line) ?? /^>>> referenced by (\/.+?):(\d+)$/.exec(line);
    const object = /(\S+\.o):\(/.exec(line)?.[1];
    const objectSource = object === undefined ? undefined : this.context.sourceOfObject(object);
    const location =
      source?.[1] !== undefined
        ? locationOf(source[1], source[2])
        : objectSource !== undefined
          ? locationOf(objectSource)
          : undefined;
    if (location !== undefined) {
      this.addPlace(this.pending, location, line.replace(/^>>>\s*/, ''));
    }
    return true;
  }

  private addPlace(pending: PendingDiagnostic, location: SourceLocation, message: string): void {
    if (pending.location.path === this.context.definitionPath) {
      pending.location = location;
    } else if (![pending, ...pending.related].some((one) => one.location.path === location.path)) {
      pending.related.push({ message, location });
    }
  }

  private start(text: string): void {
    this.emit();
    // mold names both objects and the symbol on one line.
    const twice = /^(?:error: )?duplicate symbol: (\S+\.o): (\S+\.o): (.*)$/.exec(text);
    if (twice) {
      const [, second = '', first = '', symbol = ''] = twice;
      this.pending = {
        severity: 'error',
        source: 'ld',
        message: `duplicate symbol: ${symbol}`,
        ...withOrigin(this.context.currentOrigin),
        location: locationOf(this.sourcePath(second)),
        related: [firstDefined(locationOf(this.sourcePath(first)))],
      };
      return;
    }
    if (/^final link failed: (?:bad value|nonrepresentable section)/i.test(text)) {
      return;
    }
    const { message, location } = this.place(text.replace(severityPrefix, ''));
    const first = /^(.*); (?:(\S+\.o):)?(\S+?)(?::(\d+)|:\(\S+\)): first defined here$/.exec(
      message,
    );
    this.pending = {
      severity: /(?:^|: )(?:warning|note): /i.test(text) ? 'warning' : 'error',
      source: 'ld',
      message: (first?.[1] ?? message).replace(severityPrefix, ''),
      ...withOrigin(this.context.currentOrigin),
      location,
      related: first === null ? [] : [this.firstDefinedAt(first)],
    };
  }

  private firstDefinedAt([, , object, path = '', line]: RegExpExecArray): RelatedLocation {
    const source = object === undefined ? undefined : this.context.sourceOfObject(object);
    return firstDefined(
      line === undefined && source !== undefined
        ? locationOf(source)
        : locationOf(this.sourcePath(path), line),
    );
  }

  /** Splits the place off a message: `source:line:`, `source:(.text+0x5):` or `object:`. */
  private place(text: string): { message: string; location: SourceLocation } {
    const withLine = /^(?:[^\s:]+:)?([^\s:(]+):(\d+): (.*)$/.exec(text);
    if (withLine?.[1] !== undefined) {
      return {
        message: withLine[3] ?? text,
        location: locationOf(this.context.resolve(withLine[1]), withLine[2]),
      };
    }
    const inSection =
      /^([^\s:(]+(?:\([^)]*\))?):(?:[^\s:(]+:)?(?:\([^)]+\)|function .+?): (.*)$/.exec(text);
    if (inSection?.[1] !== undefined) {
      return {
        message: inSection[2] ?? text,
        location: locationOf(this.sourcePath(inSection[1])),
      };
    }
    const object = /^(\S+\.o): (.*)$/.exec(text);
    const source = object?.[1] === undefined ? undefined : this.context.sourceOfObject(object[1]);
    return source === undefined
      ? { message: text, location: locationOf(this.context.definitionPath) }
      : { message: object?.[2] ?? text, location: locationOf(source) };
  }

  /** ld without debug information names the source by its base name only. */
  private sourcePath(named: string): string {
    const fromObject = this.context.sourceOfObject(named);
    if (fromObject !== undefined) {
      return fromObject;
    }
    return this.objectSource?.endsWith(`/${named}`)
      ? this.objectSource
      : this.context.resolve(named);
  }
}

function firstDefined(location: SourceLocation): RelatedLocation {
  return { message: 'first defined here', location };
}

const severityPrefix = /^(?:error|warning|fatal|fatal error|NOTE): /;

const linkerLine =
  /^(?:\S*\/)?(?:[\w.]+-)*(?:ld|ld\.bfd|ld\.gold|ld\.lld|lld|ld64\.lld|mold|ld\.mold): (.*)$/;

/** Linker messages that stand on a line without the linker's name. */
const placed =
  /^\S+:(?:\d+|\([^)]+\)|function .+?): (?:error: |warning: )?(?:undefined reference to|multiple definition of|relocation truncated to fit|more undefined references|the use of `|the `\S+' function is)/;
