import { EngineError } from './engineError';
import { openSetting } from './nextSteps';

/** Where an engine is and how it is spoken to. */
export interface Endpoint {
  /** Such as `unix:///var/run/docker.sock`; for messages, logs and launch configurations. */
  readonly url: string;
  readonly transport: Transport;
}

/** How the bytes travel. */
export type Transport =
  /** A unix socket or a Windows named pipe. */
  | { readonly kind: 'socket'; readonly path: string }
  | {
      readonly kind: 'tcp';
      readonly host: string;
      readonly port: number;
      readonly tls?: TlsFiles;
    }
  | {
      readonly kind: 'ssh';
      readonly host: string;
      readonly port?: number;
      readonly user?: string;
    };

/** What TLS needs: the texts of the PEM files. */
export interface TlsFiles {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly skipVerify: boolean;
}

/** Parses an engine's URL: `unix://`, `npipe://`, `tcp://`, `http(s)://`, `ssh://`. */
export function parseEndpoint(text: string, tls?: TlsFiles): Endpoint {
  if (text.startsWith('unix://')) {
    return { url: text, transport: { kind: 'socket', path: text.slice('unix://'.length) } };
  }
  if (text.startsWith('npipe://')) {
    const path = text.slice('npipe://'.length).replaceAll('\\', '/');
    return { url: text, transport: { kind: 'socket', path } };
  }
  const url = parseUrl(text);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  switch (url.protocol) {
    case 'tcp:':
    case 'http:':
    case 'https:': {
      const secured = tls ?? (url.protocol === 'https:' ? { skipVerify: false } : undefined);
      const port = url.port === '' ? defaultPort(url.protocol, secured) : Number(url.port);
      return {
        url: text,
        transport: { kind: 'tcp', host, port, ...(secured && { tls: secured }) },
      };
    }
    case 'ssh:':
      return {
        url: text,
        transport: {
          kind: 'ssh',
          host,
          ...(url.port ? { port: Number(url.port) } : {}),
          ...(url.username ? { user: decodeURIComponent(url.username) } : {}),
        },
      };
    default:
      throw unknownEndpoint(text);
  }
}

function parseUrl(text: string): URL {
  try {
    return new URL(text.includes('://') ? text : `tcp://${text}`);
  } catch {
    throw unknownEndpoint(text);
  }
}

function defaultPort(protocol: string, tls: TlsFiles | undefined): number {
  if (protocol === 'tcp:') {
    return tls ? 2376 : 2375;
  }
  return protocol === 'https:' ? 443 : 80;
}

function unknownEndpoint(text: string): EngineError {
  return new EngineError(
    'badRequest',
    `"${text}" is not the address of a container engine. Use a form such as "unix:///var/run/docker.sock", "tcp://host:2375" or "ssh://user@host", or the name of a Docker context.`,
    [openSetting('drydock.engine.endpoint')],
  );
}
