import type { Endpoint } from './endpoint';
import { EngineError } from './engineError';
import { openSetting, retry, showLog } from './nextSteps';

/** Says in a sentence why no answer came from the engine. */
export function transportError(error: unknown, endpoint: Pick<Endpoint, 'url'>): EngineError {
  if (error instanceof EngineError) {
    return error;
  }
  const options = { cause: error };
  const at = `"${endpoint.url}"`;
  const code = errorCode(error);
  const chooseEndpoint = openSetting('drydock.engine.endpoint');
  if (isTlsFailure(code)) {
    return new EngineError(
      'tls',
      `The connection to the container engine at ${at} could not be secured (${code}). Check the certificates of the Docker context, or DOCKER_CERT_PATH and DOCKER_TLS_VERIFY.`,
      [retry, chooseEndpoint],
      options,
    );
  }
  switch (code) {
    case 'ENOENT':
      return new EngineError(
        'noSocket',
        `There is no container engine at ${at}. Start it, or tell where it is.`,
        [retry, chooseEndpoint],
        options,
      );
    case 'ECONNREFUSED':
      return new EngineError(
        'refused',
        `Nothing listens at ${at}. Start the container engine there, or tell where it is.`,
        [retry, chooseEndpoint],
        options,
      );
    case 'EACCES':
    case 'EPERM':
      return new EngineError(
        'permissionDenied',
        `You may not use the container engine at ${at}. Add yourself to the group "docker" (sudo usermod -aG docker "$USER"), then log out and in again so that the editor gets the group.`,
        [retry, chooseEndpoint],
        options,
      );
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new EngineError(
        'refused',
        `The host of the container engine at ${at} is not known. Check its name and the network.`,
        [retry, chooseEndpoint],
        options,
      );
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return timeoutError(endpoint, undefined, options);
    default:
      return new EngineError(
        'connectionLost',
        `The connection to the container engine at ${at} was lost${code ? ` (${code})` : ''}. See whether the engine is still running.`,
        [retry, showLog],
        options,
      );
  }
}

/** The engine said nothing for too long. */
export function timeoutError(
  endpoint: Pick<Endpoint, 'url'>,
  milliseconds?: number,
  options?: ErrorOptions,
): EngineError {
  const time = milliseconds === undefined ? '' : ` within ${Math.round(milliseconds / 100) / 10} s`;
  return new EngineError(
    'timeout',
    `The container engine at "${endpoint.url}" did not answer${time}. See whether it is busy or hangs, or whether it can be reached at all.`,
    [retry, showLog],
    options,
  );
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
}

/** OpenSSL's verification results come without a common prefix. */
function isTlsFailure(code: string): boolean {
  return (
    /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|^ERR_(SSL|TLS|OSSL)/.test(code) ||
    code === 'EPROTO' ||
    // An engine that wants TLS answers a plain request with bytes that are no HTTP.
    code.startsWith('HPE_')
  );
}
