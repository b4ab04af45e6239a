import type { RelatedLocation } from '../diagnostic';
import type { BuildContext } from './buildContext';
import { locationOf, type DiagnosticTool, type ReportDiagnostic } from './diagnosticTool';

/** A stack of a report, with the line that introduces it. */
interface Section {
  readonly title: string;
  readonly frames: RelatedLocation[];
}

interface Report {
  readonly source: string;
  readonly code: string;
  readonly message: string;
  readonly sections: Section[];
  /** Said by a line that is no frame and no title, below the head. */
  detail?: string;
}

/**
 * Reads what a program built with `-fsanitize=…` or run under compute-sanitizer reports: the problem
 * stands at the innermost frame that is the project's own, the other frames and stacks are related.
 */
export class SanitizerDiagnostics implements DiagnosticTool {
  private pending: Report | undefined;

  constructor(
    private readonly context: BuildContext,
    private readonly report: ReportDiagnostic,
  ) {}

  take(line: string): boolean {
    return (
      this.takeHead(line) ||
      this.takeRuntimeError(line) ||
      (this.pending !== undefined && this.takeBody(line, this.pending))
    );
  }

  flush(): void {
    const { pending } = this;
    this.pending = undefined;
    const [first, ...others] = pending?.sections.filter(({ frames }) => frames.length > 0) ?? [];
    const [place, ...callers] = first?.frames ?? [];
    if (!pending || !place) {
      return;
    }
    this.report({
      severity: 'error',
      source: pending.source,
      code: pending.code,
      message: [pending.message, pending.detail ?? first?.title].filter(Boolean).join(': '),
      location: place.location,
      related: [
        ...callers,
        ...others.flatMap(({ title, frames }) =>
          frames.map((frame, index) =>
            index === 0 ? { ...frame, message: `${title}: ${frame.message}` } : frame,
          ),
        ),
      ],
    });
  }

  private takeHead(line: string): boolean {
    if (line.startsWith('=========')) {
      return this.takeComputeSanitizer(line);
    }
    const head = headLine.exec(line);
    if (head?.[1] !== undefined) {
      const [, tool, said = ''] = head;
      this.flush();
      const message = said
        .replace(/ \(pid=\d+\)$/, '')
        .replace(/ (?:on|at) (?:unknown )?address 0x.*$/, '');
      const code = message.replace(/^attempting /, '').replace(/ .*$/, '');
      this.pending = {
        source: toolNames[tool] ?? tool,
        code: tool === 'ThreadSanitizer' || tool === 'LeakSanitizer' ? codeOf(message) : code,
        message,
        sections: [],
      };
      return true;
    }
    const leak = /^((?:Direct|Indirect) leak of \d+ byte\(s\)) in .* allocated from:$/.exec(line);
    if (leak?.[1] !== undefined) {
      this.flush();
      const code = 'memory-leak';
      const sections = [{ title: '', frames: [] }];
      this.pending = {
        source: 'lsan',
        code,
        message: leak[1].replace('byte(s)', 'bytes'),
        sections,
      };
      return true;
    }
    return false;
  }

  /** UndefinedBehaviorSanitizer says all on one line. */
  private takeRuntimeError(line: string): boolean {
    const match = /^([^\s:][^:]*):(\d+):(?:(\d+):)? runtime error: (.*)$/.exec(line);
    if (!match) {
      return false;
    }
    const [, path = '', lineNumber, column, message = ''] = match;
    this.flush();
    const location = locationOf(this.context.resolve(path), lineNumber, column);
    const code = 'undefined-behavior';
    this.pending = {
      source: 'ubsan',
      code,
      message,
      sections: [{ title: '', frames: [{ message, location }] }],
    };
    return true;
  }

  private takeBody(line: string, pending: Report): boolean {
    if (pending.source === 'compute-sanitizer') {
      return false;
    }
    if (line.startsWith('SUMMARY: ')) {
      this.flush();
      return true;
    }
    const frame = frameLine.exec(line);
    if (frame?.[1] !== undefined) {
      // UndefinedBehaviorSanitizer has told its place already.
      if (pending.source !== 'ubsan') {
        this.addFrame(pending, frame[1], frame[2] ?? '', frame[3]);
      }
      return true;
    }
    if (pending.source === 'ubsan') {
      return line.startsWith('    #') || /^\s+\^|^ {2}/.test(line);
    }
    if (/^(?:\[\d+\/|\[ *\d+%|make|ninja)/.test(line)) {
      return false;
    }
    const title = line
      .trim()
      .replace(/ at 0x[0-9a-f]+/, '')
      .replace(/:$/, '');
    if (title !== '' && (line.endsWith(':') || /^(?:READ|WRITE) of size/.test(line))) {
      pending.sections.push({ title, frames: [] });
    }
    return true;
  }

  private addFrame(pending: Report, named: string, file: string, line?: string): void {
    if (line === undefined || foreignFile.test(file)) {
      return;
    }
    let section = pending.sections.at(-1);
    if (!section) {
      section = { title: '', frames: [] };
      pending.sections.push(section);
    }
    section.frames.push({
      message: `in ${named}`,
      location: locationOf(this.context.resolve(file), line),
    });
  }

  private takeComputeSanitizer(line: string): boolean {
    const text = /^=========\s?(.*)$/.exec(line)?.[1];
    if (text === undefined) {
      return false;
    }
    if (!text.startsWith(' ')) {
      this.flush();
      const said = text.replace(/^(?:Error|Warning): /, '').trim();
      if (said !== '' && !computeSummary.test(said)) {
        this.pending = {
          source: 'compute-sanitizer',
          code: codeOf(said.replace(/ of size .*| \(error.*| on .*| bytes? at .*/, '')),
          message: said,
          sections: [{ title: '', frames: [] }],
        };
      }
      return true;
    }
    if (this.pending?.source === 'compute-sanitizer') {
      this.takeComputeDetail(text.trim(), this.pending);
    }
    return true;
  }

  private takeComputeDetail(text: string, pending: Report): void {
    // `at k(float*)+0x70 in /w/k.cu:12`, before CUDA 12 `at 0x70 in /w/k.cu:12:k(float*)`.
    const device =
      /^at (?:(0x[0-9a-f]+)|(.+?)(?:\+0x[0-9a-f]+)?) in ([^:\s]+):(\d+)(?::(.+))?$/.exec(text);
    if (device?.[3] !== undefined) {
      this.addFrame(pending, device[5] ?? device[2] ?? 'the kernel', device[3], device[4]);
      return;
    }
    // A newer one writes `Host Frame: main in k.cu:20 [0x…]`, an older one `Host Frame:main [0x…]`.
    const host =
      /^(?:Host|Device) Frame: ?(.+?)(?:\+0x[0-9a-f]+)? in ([^:\s]+):(\d+)(?: \[.*)?$/.exec(text);
    if (host?.[2] !== undefined) {
      this.addFrame(pending, host[1] ?? '', host[2], host[3]);
      return;
    }
    if (/^(?:Address|Access|by thread|and is) /.test(text) && pending.sections.length === 1) {
      pending.detail = pending.detail === undefined ? text : `${pending.detail}, ${text}`;
    }
  }
}

/** `data race` as it stands in a list of codes. */
function codeOf(words: string): string {
  return words
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

const toolNames: Readonly<Record<string, string>> = {
  AddressSanitizer: 'asan',
  HWAddressSanitizer: 'hwasan',
  LeakSanitizer: 'lsan',
  MemorySanitizer: 'msan',
  ThreadSanitizer: 'tsan',
};

const headLine = /^(?:==\d+==)?(?:ERROR|WARNING): (\w+Sanitizer): (.*)$/;

/** `#1 0x55d in main /w/a.cpp:5:3`; ThreadSanitizer leaves address and `in` out. */
const frameLine =
  /^\s+#\d+ (?:0x[0-9a-f]+ (?:in )?)?(.+?) (?:\(\S+\+0x[0-9a-f]+\)(?: \(BuildId.*)?|([^\s()]+?)(?::(\d+))?(?::\d+)?(?: \(.*\))?)$/;

/** The sanitizers' own files and those of the system's libraries. */
const foreignFile =
  /\/(?:libsanitizer|compiler-rt)\/|^(?:\.\.\/)+(?:sysdeps|csu|nptl|stdlib|src\/lib)|^\.\/(?:csu|nptl|stdlib)\/|^\/(?:usr|build)\/|^<null>/;

const computeSummary =
  /^(?:COMPUTE-SANITIZER|This tool is deprecated|(?:ERROR|LEAK|RACECHECK) SUMMARY|Target application returned|No attachable process|ERROR SUMMARY)/;
