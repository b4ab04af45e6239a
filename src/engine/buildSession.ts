import { randomUUID } from 'node:crypto';
import type { Disposable } from '../base/disposable';
import { hubRegistry } from '../domain/registryCredentials';
import { toProtobuf } from '../domain/protobuf';
import type { Action } from './apiError';
import type { DriverContext } from './driverContext';
import { EngineError, type EngineErrorKind } from './engineError';
import { GrpcError, grpcStatus, serveGrpc, type GrpcMethods } from './grpcServer';
import { registryAuthOf } from './registryCredentials';

/** A connection on which BuildKit asks for what it is not sent with the context. */
export interface BuildSession extends Disposable {
  readonly id: string;
}

/**
 * Opens a session of BuildKit, by which it asks for secrets and for log-ins to registries when it needs
 * them: it is the client of gRPC, on a connection that this end opens.
 */
export async function openBuildSession(
  context: DriverContext,
  secrets: ReadonlyMap<string, Uint8Array>,
  action: Action,
  signal?: AbortSignal,
): Promise<BuildSession> {
  const id = randomUUID();
  const methods: GrpcMethods = {
    // Without it BuildKit ends the session after some seconds.
    '/grpc.health.v1.Health/Check': () => toProtobuf([[1, healthServing]]),

    '/moby.buildkit.secrets.v1.Secrets/GetSecret': (request) => {
      const asked = request.text(1);
      const secret = secrets.get(asked);
      if (!secret) {
        throw new GrpcError(grpcStatus.notFound, `There is no secret ${asked}.`);
      }
      return toProtobuf([[1, secret]]);
    },

    '/moby.filesync.v1.Auth/Credentials': async (request) => {
      const host = request.text(1);
      const registry = hubHosts.has(host) ? hubRegistry : host;
      const auth = (await registryAuthOf(registry, context, signal)) ?? {};
      return toProtobuf([
        [1, auth['username'] ?? ''],
        [2, auth['password'] ?? auth['identitytoken'] ?? ''],
      ]);
    },
  };
  const call = {
    method: 'POST',
    path: '/session',
    headers: {
      Upgrade: 'h2c',
      'X-Docker-Expose-Session-Uuid': id,
      'X-Docker-Expose-Session-Name': 'drydock',
      'X-Docker-Expose-Session-Grpc-Method': Object.keys(methods),
    },
  } as const;
  try {
    const connection = await context.client.hijack(call, action, signal);
    return { id, ...serveGrpc(connection, methods) };
  } catch (error) {
    throw error instanceof EngineError && refusals.has(error.kind)
      ? new EngineError(
          'unsupported',
          `${action.subject} cannot be built by the engine's BuildKit, because the engine, or what stands before it, takes no session of a build.`,
          [],
          { cause: error },
        )
      : error;
  }
}

/** What an answer is that is no session; an engine that is not reached gives none. */
const refusals: ReadonlySet<EngineErrorKind> = new Set([
  'unauthorized',
  'unsupported',
  'notFound',
  'badRequest',
  'failed',
]);

/** `grpc.health.v1.HealthCheckResponse.SERVING` */
const healthServing = 1;

/** What Docker Hub is called by those who pull from it. */
const hubHosts = new Set(['registry-1.docker.io', 'docker.io', 'index.docker.io']);
