import { ProtobufMessage } from '../protobuf';

/** What BuildKit tells of a build at one moment: what is new or has changed since the last. */
export interface BuildKitStatus {
  readonly vertexes: readonly BuildKitVertex[];
  readonly statuses: readonly BuildKitPart[];
  readonly logs: readonly { readonly vertex: string; readonly data: Uint8Array }[];
  readonly warnings: readonly { readonly vertex: string; readonly short: Uint8Array }[];
}

/** A step. Times are milliseconds since the epoch. */
export interface BuildKitVertex {
  readonly digest: string;
  readonly name: string;
  readonly isCached: boolean;
  readonly started: number | undefined;
  readonly completed: number | undefined;
  /** Empty where there is none. */
  readonly error: string;
}

/** How far a part of a step is. */
interface BuildKitPart {
  readonly id: string;
  readonly vertex: string;
  readonly current: number;
  readonly total: number;
}

/**
 * Reads a `moby.buildkit.v1.StatusResponse`, as the engine sends it in Base64 in `moby.buildkit.trace`.
 * The numbers are those of BuildKit's `control.proto`.
 */
export function readBuildKitStatus(bytes: Uint8Array): BuildKitStatus {
  const status = new ProtobufMessage(bytes);
  return {
    vertexes: status.messages(1).map((vertex) => ({
      digest: vertex.text(1),
      name: vertex.text(3),
      isCached: vertex.number(4) === 1,
      started: momentOf(vertex, 5),
      completed: momentOf(vertex, 6),
      error: vertex.text(7),
    })),
    statuses: status.messages(2).map((part) => ({
      id: part.text(1),
      vertex: part.text(2),
      current: part.number(4),
      total: part.number(5),
    })),
    logs: status.messages(3).map((log) => ({ vertex: log.text(1), data: log.data(4) })),
    warnings: status.messages(4).map((one) => ({ vertex: one.text(1), short: one.data(3) })),
  };
}

/** A `google.protobuf.Timestamp`. */
function momentOf(message: ProtobufMessage, field: number): number | undefined {
  const [time] = message.messages(field);
  return time && time.number(1) * 1000 + Math.floor(time.number(2) / 1_000_000);
}
