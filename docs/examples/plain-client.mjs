// Debugs a program in a container without any editor: stops at a line, prints the stack and the
// variables there, and lets the program run to its end.
//
//   node plain-client.mjs dist/debugAdapter.js CONTAINER PROGRAM SOURCE LINE
//
// PROGRAM and SOURCE are paths of the host below a folder that the container mounts, or paths in it.
import { spawn } from 'node:child_process';
import process from 'node:process';

const [adapterPath, container, program, source, line] = process.argv.slice(2);
const adapter = spawn(process.execPath, [adapterPath], { stdio: ['pipe', 'pipe', 'inherit'] });
const answers = new Map();
const listeners = new Map();
let received = Buffer.alloc(0);
let seq = 0;

adapter.stdout.on('data', (chunk) => {
  received = Buffer.concat([received, chunk]);
  for (;;) {
    const end = received.indexOf('\r\n\r\n');
    const length = Number(/Content-Length: (\d+)/.exec(received.toString('latin1', 0, end))?.[1]);
    if (end < 0 || received.length < end + 4 + length) {
      return;
    }
    const message = JSON.parse(received.toString('utf8', end + 4, end + 4 + length));
    received = received.subarray(end + 4 + length);
    receive(message);
  }
});

function receive(message) {
  if (message.type === 'response') {
    const { resolve, reject } = answers.get(message.request_seq);
    message.success ? resolve(message.body) : reject(new Error(message.message));
  } else if (message.event === 'output') {
    process.stdout.write(message.body.output);
  } else {
    listeners.get(message.event)?.(message.body);
  }
}

function request(command, args) {
  seq += 1;
  const text = JSON.stringify({ seq, type: 'request', command, arguments: args });
  adapter.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  return new Promise((resolve, reject) => answers.set(seq, { resolve, reject }));
}

function event(name) {
  return new Promise((resolve) => listeners.set(name, resolve));
}

try {
  // The order of every session: initialize, launch, then breakpoints once the adapter is ready for
  // them, and configurationDone, upon which the program starts and launch is answered.
  await request('initialize', { adapterID: 'container-gdb' });
  const [ready, stop, end] = [event('initialized'), event('stopped'), event('terminated')];
  const launched = request('launch', { container, program });
  await Promise.race([ready, launched]);
  const breakpoints = [{ line: Number(line) }];
  await request('setBreakpoints', { source: { path: source }, breakpoints });
  await request('configurationDone');
  await launched;

  const { threadId, reason } = await Promise.race([stop, end.then(() => ({ reason: 'end' }))]);
  if (reason !== 'end') {
    const { stackFrames } = await request('stackTrace', { threadId });
    for (const { id, name, source: file, line: at } of stackFrames) {
      process.stdout.write(`${name} at ${file?.path ?? 'unknown'}:${at}\n`);
      const { scopes } = await request('scopes', { frameId: id });
      const { variablesReference } = scopes[0];
      const { variables } = await request('variables', { variablesReference });
      variables.forEach((each) => process.stdout.write(`  ${each.name} = ${each.value}\n`));
    }
    await request('continue', { threadId });
    await end;
  }
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
await request('disconnect');
