import type { DebugProtocol } from '@vscode/debugprotocol';
import type { DebugRun } from './debugRun';
import { suiteForEveryGdb, type DebugSuite } from './everyGdb';
import { compilePrograms } from './gdbContainer';

/** A suite with the program of run control, whose source is control.cpp. */
export interface ControlSuite extends DebugSuite {
  /** Launches the program, by default with breakpoints at marks, and resolves when it has stopped at one. */
  launchTo(
    mode: string,
    marks: readonly string[],
    attributes?: object,
  ): Promise<DebugProtocol.StoppedEvent['body']>;
  /** Launches the program, and resolves when it runs. */
  launch(mode: string, marks?: readonly string[], attributes?: object): Promise<void>;
  /** The line where a thread stands, as `function:mark`. */
  where(threadId?: number, run?: DebugRun): Promise<string>;
}

/** Defines a suite about running, stopping and stepping, by default once for each gdb. */
export function controlSuite(
  title: string,
  define: (debug: ControlSuite) => void,
  gdbs?: readonly (10 | 13 | 16)[],
): void {
  suiteForEveryGdb(
    title,
    (debug) => {
      suiteSetup(async () => {
        const library = ['controlLibrary.cpp', '-shared', '-fPIC'];
        await compilePrograms(debug.container, { 'libhelper.so': library });
        const program = ['control.cpp', '/workspace/libhelper.so'];
        await compilePrograms(debug.container, { control: program });
      });
      const launch = async (
        mode: string,
        marks: readonly string[] = [],
        attributes: object = {},
      ): Promise<void> => {
        const file = 'control.cpp';
        const breakpoints = await Promise.all(marks.map((mark) => debug.at(mark, {}, file)));
        await debug.run.launch(mode, attributes, { file, breakpoints }, 'control');
      };
      const own: Omit<ControlSuite, keyof DebugSuite> = {
        launch,
        launchTo: async (mode, marks, attributes) => {
          await launch(mode, marks, attributes);
          return debug.run.stopped();
        },
        where: async (threadId = 1, run = debug.run) => {
          const { name, line, source } = await run.top(threadId);
          const mark = source?.path ? await debug.container.markAt(line, source.path) : undefined;
          return `${name}:${mark ?? line}`;
        },
      };
      define(Object.defineProperties(own, Object.getOwnPropertyDescriptors(debug)) as ControlSuite);
    },
    { programs: {}, ...(gdbs && { gdbs }) },
  );
}
