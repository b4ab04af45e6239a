import { LineReader } from '../../base/lineReader';
import type { BuildEvent } from './buildEvent';
import { BuildKitEvents } from './buildKitEvents';
import type { BuildKitStatus } from './buildKitStatus';

/**
 * Reads what `docker buildx build --progress=rawjson` prints: BuildKit's status as JSON, one object
 * after the other, and plain sentences between them. Older buildx (0.13) breaks an object into lines.
 */
export class RawJsonProgress {
  private readonly events = new BuildKitEvents();
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
    return status === undefined ? [] : this.events.of(statusOf(status));
  }
}

/** The status in the JSON of Go, which writes bytes in Base64. */
function statusOf(json: object): BuildKitStatus {
  return {
    vertexes: list(json, 'vertexes').map((vertex) => ({
      digest: text(vertex, 'digest'),
      name: text(vertex, 'name'),
      isCached: value(vertex, 'cached') === true,
      started: moment(vertex, 'started'),
      completed: moment(vertex, 'completed'),
      error: text(vertex, 'error'),
    })),
    statuses: list(json, 'statuses').map((part) => ({
      id: text(part, 'id'),
      vertex: text(part, 'vertex'),
      current: number(part, 'current'),
      total: number(part, 'total'),
    })),
    logs: list(json, 'logs').map((log) => ({
      vertex: text(log, 'vertex'),
      data: Buffer.from(text(log, 'data'), 'base64'),
    })),
    warnings: list(json, 'warnings').map((warning) => ({
      vertex: text(warning, 'vertex'),
      short: Buffer.from(text(warning, 'short'), 'base64'),
    })),
  };
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
