import { StringDecoder } from 'node:string_decoder';
import { LineReader } from '../../base/lineReader';
import type { BuildEvent, BuildStep } from './buildEvent';

/**
 * Reads what `docker buildx build --progress=rawjson` prints: BuildKit's status as JSON, one object
 * after the other, and plain sentences between them. Older buildx (0.13) breaks an object into lines.
 */
export class RawJsonProgress {
  private readonly decoders = new Map<string, StringDecoder>();
  private readonly lines = new LineReader();
  private object: string | undefined;

  /** Takes what came; it may end anywhere. */
  push(text: string): BuildEvent[] {
    return this.lines.push(text).flatMap((line) => this.take(line));
  }

  /** The output has ended. */
  end(): BuildEvent[] {
    return this.lines.end().flatMap((line) => this.take(line));
  }

  private take(line: string): BuildEvent[] {
    // What is inside an object is indented, so anything else is a sentence, whatever began before it.
    const goesOn = this.object !== undefined && /^[\s}]/.test(line);
    if (!goesOn && !line.startsWith('{')) {
      this.object = undefined;
      return line === '' ? [] : [{ kind: 'log', text: `${line}\n` }];
    }
    const object = goesOn ? (this.object ?? '') + line : line;
    const status = parse(object);
    // Only a line that ends an object at its outermost level can complete one.
    this.object = status === undefined && line !== '}' ? object : undefined;
    return status === undefined ? [] : this.eventsOf(status);
  }

  private eventsOf(status: object): BuildEvent[] {
    return [
      ...list(status, 'vertexes').map((vertex): BuildEvent => ({
        kind: 'step',
        step: stepOf(vertex),
      })),
      ...list(status, 'statuses').map((part): BuildEvent => ({
        kind: 'progress',
        stepId: text(part, 'vertex'),
        part: text(part, 'id'),
        current: number(part, 'current'),
        total: number(part, 'total'),
      })),
      ...list(status, 'logs').map((log): BuildEvent => {
        const stepId = text(log, 'vertex');
        return { kind: 'log', stepId, text: this.decode(stepId, text(log, 'data')) };
      }),
      ...list(status, 'warnings').map((warning): BuildEvent => ({
        kind: 'log',
        stepId: text(warning, 'vertex'),
        text: `WARN: ${this.decode('', text(warning, 'short'))}\n`,
      })),
    ];
  }

  /** A character may be split between two pieces of a step's output. */
  private decode(stepId: string, data: string): string {
    const decoder = this.decoders.get(stepId) ?? new StringDecoder('utf8');
    this.decoders.set(stepId, decoder);
    return decoder.write(Buffer.from(data, 'base64'));
  }
}

function stepOf(vertex: object): BuildStep {
  const started = moment(vertex, 'started');
  const ended = moment(vertex, 'completed');
  const error = text(vertex, 'error');
  return {
    id: text(vertex, 'digest'),
    name: text(vertex, 'name'),
    state: stateOf(vertex, { started, ended, error }),
    ...(started === undefined ? {} : { started }),
    ...(ended === undefined ? {} : { ended }),
    ...(error === '' ? {} : { error }),
  };
}

function stateOf(
  vertex: object,
  known: { readonly started?: number | undefined; ended?: number | undefined; error: string },
): BuildStep['state'] {
  if (known.error !== '') {
    return /context canceled|cancel(?:l)?ed$/i.test(known.error) ? 'cancelled' : 'failed';
  }
  if (value(vertex, 'cached') === true) {
    return 'cached';
  }
  if (known.ended !== undefined) {
    return 'done';
  }
  return known.started === undefined ? 'waiting' : 'running';
}

function parse(json: string): object | undefined {
  // Cheaper than an error for each line of an object.
  if (!json.endsWith('}')) {
    return undefined;
  }
  try {
    const parsed: unknown = JSON.parse(json);
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}

function value(from: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(from, key)?.value;
}

function list(from: object, key: string): object[] {
  const found = value(from, key);
  return Array.isArray(found)
    ? found.filter((item): item is object => typeof item === 'object' && item !== null)
    : [];
}

function text(from: object, key: string): string {
  const found = value(from, key);
  return typeof found === 'string' ? found : '';
}

function number(from: object, key: string): number {
  const found = value(from, key);
  return typeof found === 'number' ? found : 0;
}

function moment(from: object, key: string): number | undefined {
  const time = Date.parse(text(from, key));
  return Number.isNaN(time) ? undefined : time;
}
