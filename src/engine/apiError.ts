import { EngineError, type EngineErrorKind } from './engineError';
import { parseBody } from './engineConnection';
import { retry, showLog } from './nextSteps';

/** What was asked of the engine, in words for a sentence. */
export interface Action {
  /** As in "The engine could not …": `start the container "dev"`. */
  readonly what: string;
  /** As in "… does not exist": `The container "dev"`. */
  readonly subject: string;
}

interface Rule {
  readonly pattern: RegExp;
  readonly kind: EngineErrorKind;
  /** The sentence; gets the groups of the pattern. */
  readonly sentence: (action: Action, groups: readonly string[]) => string;
}

/** The engines' own words, of Docker 20 to 29 and Podman; the first rule that fits counts. */
const rules: readonly Rule[] = [
  {
    pattern: /client version (\S+) is too (?:old|new)|client is newer than server/i,
    kind: 'apiTooOld',
    sentence: () =>
      'The container engine and Drydock have no API version in common. Update the container engine.',
  },
  {
    pattern: /container name "?\/?([^" ]+)"? is already in use/i,
    kind: 'nameTaken',
    sentence: (_, [name]) =>
      `There is already a container named "${name ?? ''}". Choose another name, or remove that container first.`,
  },
  {
    pattern: /bind for (\S+) failed: port is already allocated/i,
    kind: 'portTaken',
    sentence: (action, [address]) =>
      `${action.subject} cannot be started because the port ${address ?? ''} is taken by another container. Choose another host port, or stop that container.`,
  },
  {
    pattern: /listen (?:tcp|udp)\d? (\S+?): bind: address already in use/i,
    kind: 'portTaken',
    sentence: (action, [address]) =>
      `${action.subject} cannot be started because the port ${address ?? ''} is taken by another program. Choose another host port, or end that program.`,
  },
  {
    pattern: /port is already allocated|address already in use/i,
    kind: 'portTaken',
    sentence: (action) =>
      `${action.subject} cannot be started because one of its ports is taken. Choose another host port, or stop what uses it.`,
  },
  {
    pattern:
      /could not select device driver.*gpu|nvidia-container-cli|unresolvable CDI devices|unknown (?:or invalid )?runtime.*nvidia/i,
    kind: 'gpuUnavailable',
    sentence: (action) =>
      `${action.subject} asks for a GPU, which this container engine cannot give. Install the NVIDIA Container Toolkit and restart the engine, or create the container without GPUs.`,
  },
  {
    pattern: /bind source path does not exist: (.+?)$|statfs (.+?): no such file or directory/im,
    kind: 'mountMissing',
    sentence: (action, [docker, podman]) =>
      `${action.subject} mounts "${(docker ?? podman ?? '').trim()}", which does not exist on the engine's host. Create it, or change the mount.`,
  },
  {
    pattern: /no such image: (\S+)|(\S+): image not known/i,
    kind: 'imageMissing',
    sentence: (_, [docker, podman]) =>
      `There is no image "${docker ?? podman ?? ''}" on the engine. Pull or build it first.`,
  },
  {
    pattern:
      /pull access denied|unauthorized|no basic auth credentials|requested access .* denied/i,
    kind: 'unauthorized',
    sentence: (action) =>
      `The registry did not let Drydock ${action.what}. Check the name of the image, and log in with "docker login".`,
  },
  {
    pattern: /is paused/i,
    kind: 'notRunning',
    sentence: (action) => `${action.subject} is paused. Unpause it first.`,
  },
  {
    pattern: /is not running|container state improper|is restarting, wait/i,
    kind: 'notRunning',
    sentence: (action) => `${action.subject} is not running. Start it first.`,
  },
  {
    pattern:
      /exec: "([^"]+)":? (?:.*executable file not found|stat .*no such file|permission denied)/i,
    kind: 'commandNotFound',
    sentence: (action, [command]) =>
      `${action.subject} has no program "${command ?? ''}". Install it in the image, or use another command.`,
  },
  {
    pattern: /^(?:.*: )?no command (?:or entrypoint )?(?:was )?(?:specified|provided)/im,
    kind: 'badRequest',
    sentence: (action) =>
      `${action.subject} has nothing to run, because its image has no command of its own. Add one after the image, such as /bin/sh.`,
  },
  {
    pattern: /unable to find (user|group) (\S+?):/i,
    kind: 'badRequest',
    sentence: (action, [kind, name]) =>
      `${action.subject} has no ${kind ?? 'user'} "${name ?? ''}".`,
  },
  {
    pattern: /HTTP request to an HTTPS server/i,
    kind: 'tls',
    sentence: () =>
      'The container engine wants TLS. Set DOCKER_TLS_VERIFY and DOCKER_CERT_PATH, or use a Docker context that has certificates.',
  },
];

/** Says in a sentence why the engine refused. */
export function apiError(status: number, body: string, action: Action): EngineError {
  const text = parseBody(body).at('message').text || body.trim();
  const options = { cause: new Error(`HTTP ${status}: ${text}`) };
  return errorFromText(text, action, options) ?? errorFromStatus(status, text, action, options);
}

/** Recognises the engine's words, wherever they came from; undefined when no rule fits. */
export function errorFromText(
  text: string,
  action: Action,
  options?: ErrorOptions,
): EngineError | undefined {
  for (const { kind, pattern, sentence } of rules) {
    const match = pattern.exec(text);
    if (match) {
      return new EngineError(kind, sentence(action, match.slice(1)), [], options);
    }
  }
  return undefined;
}

function errorFromStatus(
  status: number,
  text: string,
  action: Action,
  options: ErrorOptions,
): EngineError {
  const reason = text ? `: ${text.replace(/\.?\s*$/, '')}.` : ` (HTTP ${status}).`;
  switch (status) {
    case 400:
      return new EngineError(
        'badRequest',
        `The engine could not ${action.what}${reason}`,
        [],
        options,
      );
    case 401:
    case 403:
      return new EngineError(
        'unauthorized',
        `The engine does not let you ${action.what}${reason}`,
        [],
        options,
      );
    case 404:
      return new EngineError(
        'notFound',
        `${action.subject} does not exist any more.`,
        [retry],
        options,
      );
    case 409:
      return new EngineError(
        'conflict',
        `The engine could not ${action.what}${reason}`,
        [],
        options,
      );
    default:
      return new EngineError(
        'failed',
        `The engine could not ${action.what}${reason}`,
        [showLog],
        options,
      );
  }
}
