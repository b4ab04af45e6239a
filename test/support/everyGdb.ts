import type { DebugProtocol } from '@vscode/debugprotocol';
import { DebugRun, type OwnAdapterRun } from './debugRun';
import {
  basicPrograms,
  compilePrograms,
  openGdbContainer,
  type GdbContainer,
  type Programs,
} from './gdbContainer';
import { hasDebugRegisters, writesRegisters } from './debugRegisters';
import { keptGdbContainer } from './keptGdbContainers';

/** The gdbs that everything is tried with, by their images; those with `-more` have libc++, too. */
const images = {
  10: 'drydock-test/bullseye',
  13: 'drydock-test/bookworm',
  16: 'drydock-test/trixie',
} as const;

/** What the tests of a suite share: a container with one gdb, and a session that is new for each test. */
export interface DebugSuite {
  /** The major version of gdb. */
  readonly gdb: 10 | 13 | 16;
  readonly container: GdbContainer;
  /** The session of the present test: the last one that was opened. */
  readonly run: DebugRun;
  /** Opens one more session, which is closed at the end of the test. */
  open(): Promise<DebugRun>;
  /** The same, with an adapter of its own. */
  openOwn(): Promise<OwnAdapterRun>;
  /** A test in which gdb writes registers: it calls a function, or runs the program backwards. */
  readonly testWithCalls: (title: string, run: () => Promise<void>) => void;
  /**
   * A test that is run with one gdb: what it is about is the same for all of them, or a test of its
   * own tries that part with each.
   */
  testOnce(title: string, run: () => Promise<void>): void;
  /** A breakpoint at `MARK: name` of a source, by default basics.cpp. */
  at(
    mark: string,
    more?: Partial<DebugProtocol.SourceBreakpoint>,
    file?: string,
  ): Promise<DebugProtocol.SourceBreakpoint>;
}

/**
 * Defines a suite once for each gdb, each with a container that no other test uses meanwhile, in which
 * the programs have been compiled. The members of what `define` is given are there once a test runs.
 */
export function suiteForEveryGdb(
  title: string,
  define: (debug: DebugSuite) => void,
  {
    programs = basicPrograms,
    gdbs = [10, 13, 16],
    spoilsContainer = false,
    needsDebugRegisters = false,
    more = false,
  }: SuiteOptions = {},
): void {
  for (const gdb of gdbs) {
    if (needsDebugRegisters && !hasDebugRegisters) {
      continue; // scripts/test.mjs says so
    }
    suite(`${title} (gdb ${gdb})`, function () {
      this.timeout(240_000);
      let container: GdbContainer | undefined;
      const runs: DebugRun[] = [];
      const requireContainer = (): GdbContainer => {
        if (!container) {
          throw new Error('The container is there only while a test runs.');
        }
        return container;
      };
      const open = async (): Promise<DebugRun> => {
        const run = await DebugRun.open(requireContainer());
        runs.push(run);
        return run;
      };

      suiteSetup(async () => {
        const image = `${images[gdb]}${more ? '-more' : ''}`;
        container = await (spoilsContainer ? openGdbContainer : keptGdbContainer)(image);
        await compilePrograms(container, programs);
      });
      suiteTeardown(async () => {
        if (spoilsContainer) {
          await container?.dispose();
        }
      });
      setup(async () => {
        await open();
      });
      teardown(async () => {
        await Promise.all(runs.splice(0).map((each) => each.close()));
      });

      define({
        gdb,
        get container() {
          return requireContainer();
        },
        get run() {
          const run = runs.at(-1);
          if (!run) {
            throw new Error('A session is there only while a test runs.');
          }
          return run;
        },
        open,
        openOwn: async () => {
          const own = await DebugRun.openOwn(requireContainer());
          runs.push(own.run);
          return own;
        },
        testWithCalls: (name, run) => {
          // scripts/test.mjs says so
          if (writesRegisters(gdb)) {
            test(name, run);
          }
        },
        testOnce: (name, run) => {
          if (gdb === 13) {
            test(name, run);
          }
        },
        at: async (mark, more = {}, file) => ({
          line: await requireContainer().line(mark, file),
          ...more,
        }),
      });
    });
  }
}

interface SuiteOptions {
  /** By default {@link basicPrograms}. */
  readonly programs?: Programs;
  /** By default all of them. */
  readonly gdbs?: readonly (10 | 13 | 16)[];
  /** The tests stop the container, or change files of its image; so it is not used again. */
  readonly spoilsContainer?: boolean;
  /** The tests are about what only a processor can do that reports its debug registers. */
  readonly needsDebugRegisters?: boolean;
  /** In the images with libc++ and a gdb without Python. */
  readonly more?: boolean;
}
