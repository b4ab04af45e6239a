import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { performance } from 'node:perf_hooks';
import { tsImport } from 'tsx/esm/api';

/**
 * A debug adapter, driven as VS Code drives it. `start` returns `{ command, launch }` for a mode of the
 * program; `sourceOf` gives the path by which the adapter knows one of its sources. With `pipe` the
 * adapter has been started ahead, as the extension does, and the client connects to it there.
 */
export function dapPeer({ name, onlyFor, start, pipe, sourceOf, lineOf, manyLines }) {
  return {
    name,
    onlyFor,
    open: async (mode) => {
      const { DapClient } = await tsImport('../../test/support/dapClient.ts', import.meta.url);
      const { command, launch } = start(mode);
      const [program, ...args] = command;
      let started = performance.now();
      const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'] });
      let [input, output] = [child.stdout, child.stdin];
      if (pipe) {
        await once(child.stdout, 'data');
        started = performance.now();
        input = output = connect(pipe);
      }
      const client = new DapClient(input, output);
      const session = new Session({ child, client, output, sourceOf, lineOf, manyLines });
      await session.launch(launch, lineOf(mode));
      session.start = performance.now() - started;
      await session.setLines('debuggee.cpp', []);
      return session;
    },
  };
}

class Session {
  #threadId = 1;

  constructor(parts) {
    Object.assign(this, parts);
  }

  async launch(launch, line) {
    await this.client.request('initialize', {
      adapterID: 'bench',
      linesStartAt1: true,
      pathFormat: 'path',
    });
    const launched = this.client.request('launch', launch);
    await Promise.race([this.client.event('initialized'), launched]);
    await this.setLines('debuggee.cpp', [{ line }]);
    await this.client.request('configurationDone');
    await launched;
    ({ threadId: this.#threadId = 1 } = await this.client.event('stopped'));
  }

  setLines(source, breakpoints) {
    return this.client.request('setBreakpoints', {
      source: { path: this.sourceOf(source) },
      breakpoints,
    });
  }

  async next() {
    const started = performance.now();
    await this.#step();
    return performance.now() - started;
  }

  /** What an editor asks after a step, one after the other because each needs the one before. */
  async fullStep() {
    const started = performance.now();
    await this.#step();
    await this.#locals();
    return performance.now() - started;
  }

  async expand() {
    const million = (await this.#locals()).find((variable) => variable.name === 'million');
    const started = performance.now();
    const { variables } = await this.client.request('variables', {
      variablesReference: million.variablesReference,
      ...(million.indexedVariables && { filter: 'indexed', start: 0, count: 100 }),
    });
    const time = performance.now() - started;
    if (variables.length < 100) {
      throw new Error(`only ${variables.length} elements were shown`);
    }
    return time;
  }

  async setMany() {
    const lines = Array.from({ length: this.manyLines }, (_, index) => ({ line: index + 2 }));
    const started = performance.now();
    const { breakpoints } = await this.setLines('lines.cpp', lines);
    const time = performance.now() - started;
    const verified = breakpoints.filter((breakpoint) => breakpoint.verified).length;
    if (verified !== this.manyLines) {
      throw new Error(`${verified} of ${this.manyLines} breakpoints were set`);
    }
    return time;
  }

  async log() {
    await this.setLines('debuggee.cpp', [{ line: this.lineOf('log'), logMessage: 'i is {i}' }]);
    const before = this.#logged();
    const started = performance.now();
    await this.client.request('continue', { threadId: this.#threadId });
    await this.client.event('terminated');
    const time = performance.now() - started;
    const logged = this.#logged() - before;
    if (logged !== 10000) {
      throw new Error(`${logged} of 10000 messages were logged`);
    }
    return time;
  }

  async close() {
    const ended = new Promise((done) => this.child.once('exit', done));
    await this.client.request('disconnect', { terminateDebuggee: true }).catch(() => undefined);
    this.output.end();
    this.child.kill();
    await ended;
  }

  async #step() {
    await this.client.request('next', { threadId: this.#threadId });
    await this.client.event('stopped');
  }

  async #locals() {
    const threadId = this.#threadId;
    await this.client.request('threads');
    const { stackFrames } = await this.client.request('stackTrace', {
      threadId,
      startFrame: 0,
      levels: 20,
    });
    const { scopes } = await this.client.request('scopes', { frameId: stackFrames[0].id });
    const { variablesReference } = scopes[0];
    return (await this.client.request('variables', { variablesReference })).variables;
  }

  #logged() {
    const texts = this.client.events.map(({ event, body }) =>
      event === 'output' ? body.output : '',
    );
    return texts.join('').split('i is ').length - 1;
  }
}
