import { posix } from 'node:path';

/** Where a build runs, in container paths. */
export interface BuildPlace {
  readonly sourceDirectory: string;
  readonly buildDirectory: string;
  /** What the project's C++ compiler calls itself in Problems. */
  readonly compiler?: 'gcc' | 'clang';
}

/**
 * What the lines seen so far tell about those to come: the directory that make works in, and the
 * object or target that is being made, for messages that name no source file.
 */
export class BuildContext {
  private readonly directories: string[] = [];
  private step: string | undefined;

  constructor(readonly place: BuildPlace) {}

  /** Reads make's directories and the steps of ninja and make; every line of the output goes here. */
  observe(line: string): void {
    const directory = /^\S*make(?:\[\d+\])?: (Entering|Leaving) directory ['`‘](.+)['’]$/.exec(
      line,
    );
    if (directory?.[2] !== undefined) {
      if (directory[1] === 'Entering') {
        this.directories.push(directory[2]);
      } else {
        this.directories.pop();
      }
      return;
    }
    const step =
      /^\[[^\]]+\] (?:Building \S+ object|Linking \S+ .*?) (\S+)$/.exec(line) ??
      /^FAILED: (?:\[code=\d+\] )?(\S+)/.exec(line);
    if (step?.[1] !== undefined) {
      this.step = step[1];
    }
  }

  /** An absolute container path of a path that a compiler or linker named. */
  resolve(path: string): string {
    return posix.resolve(this.directories.at(-1) ?? this.place.buildDirectory, path);
  }

  /** An absolute container path of a path that CMake named: relative ones are the source's. */
  resolveInSource(path: string): string {
    return posix.resolve(this.place.sourceDirectory, path);
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
    if (parts?.[2] === undefined || relative.startsWith('..')) {
      return undefined;
    }
    // A source above its CMakeLists.txt: CMake writes `..` as `__`, an absolute one without its root.
    const inDirectory = parts[2].replace(/(^|\/)__(?=\/)/g, '$1..');
    return posix.resolve(this.place.sourceDirectory, parts[1] ?? '', inDirectory);
  }

  /** The best place for a message without one: what is being made, else the project's own file. */
  get fallbackPath(): string {
    const source = this.step === undefined ? undefined : this.sourceOfObject(this.step);
    return source ?? this.resolveInSource('CMakeLists.txt');
  }
}
