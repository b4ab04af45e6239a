import { posix } from 'node:path';

/** Where a build runs, in container paths. */
export interface BuildPlace {
  readonly sourceDirectory: string;
  readonly buildDirectory: string;
  /** What the project's C++ compiler calls itself in Problems. */
  readonly compiler?: 'gcc' | 'clang';
  /** The file that defines the project, for messages about no file; absent: `CMakeLists.txt`. */
  readonly definition?: string;
}

/** What is being made: an object, a program, a library. */
interface Step {
  /** As the tool names it. */
  readonly output: string;
  /** The source, when it is known. */
  readonly source?: string;
}

/**
 * What the lines seen so far tell about those to come: the directory that make works in, and the
 * object or target that is being made, for messages that name no source file.
 */
export class BuildContext {
  private readonly directories: string[] = [];
  private step: Step | undefined;
  private readonly made = new Set<string>();

  /** `onMade` hears once of each source or output that is made anew. */
  constructor(
    readonly place: BuildPlace,
    private readonly onMade: (origin: string) => void = () => undefined,
  ) {}

  /** Reads make's directories and the steps of ninja and make; every line of the output goes here. */
  observe(line: string): void {
    switch (line.charCodeAt(0)) {
      case 0x5b: // [
      case 0x46: // F
        this.observeStep(line);
        return;
      case 0x2d: // -
        if (line === '-- Configuring done' || line.startsWith('-- Configuring done (')) {
          this.observeConfigure();
        }
        return;
      case 0x09: // tab
      case 0x20: // blank
        return;
    }
    if (line.includes(' directory ')) {
      this.observeDirectory(line);
    } else if (line.includes(' -o ')) {
      this.observeCommand(line);
    }
  }

  /** An absolute container path of a path that a compiler or linker named. */
  resolve(path: string): string {
    return isPlain(path)
      ? path
      : posix.resolve(this.directories.at(-1) ?? this.place.buildDirectory, path);
  }

  /** An absolute container path of a path that CMake named: relative ones are the source's. */
  resolveInSource(path: string): string {
    return posix.resolve(this.place.sourceDirectory, path);
  }

  /**
   * What a message belongs to that was said about a source, the outermost of an include chain. Other
   * steps may have begun since when make runs several at once, so a source that was named counts.
   */
  originOf(source: string): string | undefined {
    return this.made.has(source) ? source : this.currentOrigin;
  }

  /** What is being made now. */
  get currentOrigin(): string | undefined {
    return this.step && (this.step.source ?? this.resolve(this.step.output));
  }

  /**
   * The source of an object as CMake lays objects out: `lib/CMakeFiles/x.dir/src/a.cpp.o` is made
   * from `lib/src/a.cpp`. Undefined for an object of another making.
   */
  sourceOfObject(object: string): string | undefined {
    const relative = posix.isAbsolute(object)
      ? posix.relative(this.place.buildDirectory, object)
      : object;
    const parts = /^(.*?)CMakeFiles\/[^/]+\.dir\/(.+)\.(?:o|obj)$/.exec(relative);
    // CMake's own object for nvlink has no source.
    if (parts?.[2] === 'cmake_device_link') {
      return undefined;
    }
    if (parts?.[2] === undefined || relative.startsWith('..')) {
      return this.step?.output === object ? this.step.source : undefined;
    }
    // A source above its CMakeLists.txt: CMake writes `..` as `__`.
    const inDirectory = parts[2].replace(/(^|\/)__(?=\/)/g, '$1..');
    // One beside the whole project stands there by its absolute path without the root.
    const [, top] = this.place.sourceDirectory.split('/');
    return top !== undefined && top !== '' && inDirectory.startsWith(`${top}/`)
      ? posix.join('/', inDirectory)
      : posix.resolve(this.place.sourceDirectory, parts[1] ?? '', inDirectory);
  }

  /** The file that defines the project. */
  get definitionPath(): string {
    return this.resolveInSource(this.place.definition ?? 'CMakeLists.txt');
  }

  /** The best place for a message without one: what is being made, else the project's own file. */
  get fallbackPath(): string {
    return this.step?.source ?? this.definitionPath;
  }

  /** CMake has run: all that it said before is answered. Returns what its messages belong to. */
  observeConfigure(): string {
    const origin = this.definitionPath;
    this.announce(origin);
    return origin;
  }

  private observeDirectory(line: string): void {
    const directory = /^\S*make(?:\[\d+\])?: (Entering|Leaving) directory ['`‘](.+)['’]$/.exec(
      line,
    );
    if (directory?.[2] === undefined) {
      return;
    }
    if (directory[1] === 'Entering') {
      this.directories.push(directory[2]);
    } else {
      this.directories.pop();
    }
  }

  private observeStep(line: string): void {
    const output =
      /^\[[^\]]+\] (?:Building \S+ object|Compiling \S+ object|Linking .*?|Generating|Assembling .*?) (\S+)$/.exec(
        line,
      ) ?? /^FAILED: (?:\[code=\d+\] )?(\S+)/.exec(line);
    if (output?.[1] !== undefined && output[1] !== this.step?.output) {
      this.begin(output[1], this.sourceOfObject(output[1]));
    }
  }

  /** A compiler's command line, as make and a verbose ninja print it; most name what they compile. */
  private observeCommand(line: string): void {
    const output = / -o (\S+\.(?:o|obj))(?= |$)/.exec(line)?.[1];
    if (output === undefined || !compilerCommand.test(line)) {
      return;
    }
    const source = / -c (\S+)(?= |$)/.exec(line)?.[1];
    const known = source === undefined || source.startsWith('-') ? undefined : this.resolve(source);
    // In a CMake project the line before has named the same step.
    this.begin(output, known ?? this.sourceOfObject(output));
  }

  private begin(output: string, source: string | undefined): void {
    this.step = { output, ...(source === undefined ? {} : { source }) };
    this.announce(source ?? this.resolve(output));
  }

  private announce(origin: string): void {
    if (!this.made.has(origin)) {
      this.made.add(origin);
      this.onMade(origin);
    }
  }
}

/** An absolute path that resolving would leave as it is, as most that compilers name are. */
function isPlain(path: string): boolean {
  return (
    path.startsWith('/') && !path.includes('/.') && !path.includes('//') && !path.endsWith('/')
  );
}

const compilerCommand =
  /^(?:\S*\/)?(?:ccache |sccache |\S+=\S* )*(?:\S*\/)?(?:[\w.]+-)*(?:gcc|g\+\+|cc|c\+\+|clang|clang\+\+|nvcc)(?:-[\d.]+)? /;
