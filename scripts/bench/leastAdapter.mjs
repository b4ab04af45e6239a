// The least that a debug adapter in a process of its own can be: it turns DAP into GDB/MI and back, and
// does nothing else. What it takes for a step beyond raw MI is the price of the process, which no adapter
// can be without. Only what the bench asks for a step is served:
//   node leastAdapter.mjs, DAP on its standard streams
import { Buffer } from 'node:buffer';
import process from 'node:process';
import { tsImport } from 'tsx/esm/api';
import { RawMi } from './rawMi.mjs';

const { openEngine } = await tsImport('../../src/engine/openEngine.ts', import.meta.url);
const { gdbArguments } = await tsImport('../../src/gdb/gdbArguments.ts', import.meta.url);
const { silentLogger } = await tsImport('../../src/base/logger.ts', import.meta.url);
const engine = openEngine({ log: silentLogger });

let mi;
let unread = Buffer.alloc(0);
let launched;

const handlers = {
  initialize: (request) => say(answerTo(request)),
  launch: async (request) => {
    const { program, args, container } = request.arguments;
    mi = new RawMi(await engine.exec(container, { argv: gdbArguments('gdb'), stdin: true }));
    await mi.send(
      `-file-exec-and-symbols ${program}`,
      `-exec-arguments ${args.join(' ')} </dev/null`,
    );
    launched = answerTo(request);
    say(event('initialized'));
  },
  setBreakpoints: async (request) => {
    const { source, breakpoints } = request.arguments;
    const wanted = breakpoints.map(
      ({ line }) => `-break-insert --source ${source.path} --line ${line}`,
    );
    await mi.send(...(wanted.length > 0 ? wanted : ['-break-delete 1']));
    say(answerTo(request));
  },
  configurationDone: async (request) => {
    const stop = mi.stopped();
    await mi.send('-exec-run');
    await stop;
    say(answerTo(request), launched, stopped());
  },
  next: async (request) => {
    const stop = mi.stopped();
    await mi.send('-exec-next');
    await stop;
    say(answerTo(request), stopped());
  },
  disconnect: async (request) => {
    await mi.end();
    say(answerTo(request));
  },
};

process.stdin.on('data', (chunk) => {
  unread = Buffer.concat([unread, chunk]);
  for (let message = takeMessage(); message; message = takeMessage()) {
    void handlers[message.command](message);
  }
});
process.stdin.on('end', () => process.exit(0));

function takeMessage() {
  const head = unread.indexOf('\r\n\r\n');
  const length = Number(/Content-Length: (\d+)/.exec(unread.toString('latin1', 0, head))?.[1]);
  if (head < 0 || unread.length < head + 4 + length) {
    return undefined;
  }
  const text = unread.toString('utf8', head + 4, head + 4 + length);
  unread = unread.subarray(head + 4 + length);
  return JSON.parse(text);
}

function say(...messages) {
  const texts = messages.map((message) => JSON.stringify(message));
  process.stdout.write(
    texts.map((text) => `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`).join(''),
  );
}

function answerTo({ seq, command }) {
  return { seq: 0, type: 'response', request_seq: seq, command, success: true };
}

function event(name, body) {
  return { seq: 0, type: 'event', event: name, body };
}

function stopped() {
  return event('stopped', { reason: 'step', threadId: 1 });
}
