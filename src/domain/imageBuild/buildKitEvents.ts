import { StringDecoder } from 'node:string_decoder';
import type { BuildEvent, BuildStep } from './buildEvent';
import type { BuildKitStatus, BuildKitVertex } from './buildKitStatus';

/** Makes events of what BuildKit tells, in whichever form it came. */
export class BuildKitEvents {
  private readonly decoders = new Map<string, StringDecoder>();

  of({ vertexes, statuses, logs, warnings }: BuildKitStatus): BuildEvent[] {
    return [
      ...vertexes.map((vertex): BuildEvent => ({ kind: 'step', step: stepOf(vertex) })),
      ...statuses.map(({ id, vertex, current, total }): BuildEvent => ({
        kind: 'progress',
        stepId: vertex,
        part: id,
        current,
        total,
      })),
      ...logs.map(({ vertex, data }): BuildEvent => ({
        kind: 'log',
        stepId: vertex,
        text: this.decode(vertex, data),
      })),
      ...warnings.map(({ vertex, short }): BuildEvent => ({
        kind: 'log',
        stepId: vertex,
        text: `WARN: ${Buffer.from(short).toString('utf8')}\n`,
      })),
    ];
  }

  /** A character may be split between two pieces of a step's output. */
  private decode(stepId: string, data: Uint8Array): string {
    const decoder = this.decoders.get(stepId) ?? new StringDecoder('utf8');
    this.decoders.set(stepId, decoder);
    return decoder.write(Buffer.from(data));
  }
}

function stepOf(vertex: BuildKitVertex): BuildStep {
  const { digest, name, started, completed, error } = vertex;
  return {
    id: digest,
    name,
    state: stateOf(vertex),
    ...(started === undefined ? {} : { started }),
    ...(completed === undefined ? {} : { ended: completed }),
    ...(error === '' ? {} : { error }),
  };
}

function stateOf({ error, isCached, started, completed }: BuildKitVertex): BuildStep['state'] {
  if (error !== '') {
    return /context canceled|cancel(?:l)?ed$/i.test(error) ? 'cancelled' : 'failed';
  }
  if (isCached) {
    return 'cached';
  }
  if (completed !== undefined) {
    return 'done';
  }
  return started === undefined ? 'waiting' : 'running';
}
