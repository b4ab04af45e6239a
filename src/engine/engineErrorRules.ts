import type { NextStep } from '../base/errors';
import type { Action } from './apiError';
import type { EngineErrorKind } from './engineError';
import { freeDisk } from './nextSteps';

/** What some words of an engine mean. */
export interface ErrorRule {
  /** Only where the action is about this. */
  readonly about?: Action['about'];
  readonly pattern: RegExp;
  readonly kind: EngineErrorKind;
  /** The sentence; gets the groups of the pattern. */
  readonly sentence: (action: Action, groups: readonly string[]) => string;
  readonly nextSteps?: (action: Action) => readonly NextStep[];
}

/** The engines' own words, of Docker 20 to 29 and Podman. */
export const engineErrorRules: readonly ErrorRule[] = [
  {
    // BuildKit, once as the engine has it and once as buildx does.
    pattern: /\bsecret ([\w.-]+)(?: not found)?: not found/,
    kind: 'badRequest',
    sentence: (action, [id]) =>
      `The engine could not ${action.what}, because a step needs the secret "${id ?? ''}". Give it in "Secrets…" before you build.`,
  },
  {
    // It comes with 404, as if the network or the volume itself were missing.
    pattern: /plugin "?([\w./:-]+?)"? not found|could not find plugin (\S+) in v1/i,
    kind: 'badRequest',
    sentence: (action, [plugin, legacy]) =>
      `The engine could not ${action.what}, because it has no driver "${plugin ?? legacy ?? ''}". Choose another one, or install its plugin on the engine's host.`,
  },
  {
    // Docker 20 and newer, and from 27 on.
    pattern:
      /image with reference (\S+) was found but (?:does not match the specified platform: wanted (\S+), actual: (\S+)|does not provide the specified platform \((\S+)\))/i,
    kind: 'badRequest',
    sentence: (_, [image, wanted, actual, missing]) =>
      `The image "${image ?? ''}" on the engine is ${actual === undefined ? '' : `made for ${actual}, `}not for ${wanted ?? missing ?? ''}. Pull or build it for that platform, or choose another one.`,
  },
  {
    pattern: /archive\/tar: invalid tar header|processing tar file\([^)]*\): unexpected EOF/i,
    kind: 'badRequest',
    sentence: (action) =>
      `The engine could not ${action.what}, because the file is no tar archive, or a broken one. Choose another one.`,
  },
  {
    // Docker 20 looks for the list of a much older format at last.
    pattern: /docker-import-\d+\/\S+: no such file|payload does not match any of the supported/i,
    kind: 'badRequest',
    sentence: (action) =>
      `The engine could not ${action.what}, because it found none in the archive. Choose a file that "docker save" or Drydock made.`,
  },
  {
    about: 'network',
    pattern:
      /address already in use|requested IP address \S+ is not available|IP address \S+ is already allocated/i,
    kind: 'conflict',
    sentence: (action) =>
      `The engine could not ${action.what}, because another container has that address. Choose another one, or let the engine choose.`,
  },
  {
    pattern: /endpoint with name (\S+) already exists in network (\S+?)\.?$/im,
    kind: 'conflict',
    sentence: (_, [container, network]) =>
      `The container "${container ?? ''}" is already on the network "${network ?? ''}".`,
  },
  {
    pattern: /is already connected to network "?([^":]+)/i,
    kind: 'conflict',
    sentence: (_, [network]) => `The container is already on the network "${network ?? ''}".`,
  },
  {
    pattern: /network (?:with )?name (\S+) already (?:exists|used)/i,
    kind: 'nameTaken',
    sentence: (_, [name]) =>
      `There is already a network named "${name ?? ''}". Choose another name.`,
  },
  {
    pattern: /pool overlaps with other one|subnet \S+ is already used/i,
    kind: 'conflict',
    sentence: (action) =>
      `The engine could not ${action.what}, because another network has some of these addresses. Choose another subnet.`,
  },
  {
    pattern:
      /is a pre-defined network and cannot be removed|default network \S+ cannot be removed/i,
    kind: 'badRequest',
    sentence: (action) => `${action.subject} belongs to the engine and cannot be removed.`,
  },
  {
    pattern: /has active endpoints|network is being used|has associated containers/i,
    kind: 'inUse',
    sentence: (action) =>
      `${action.subject} is used by containers. Disconnect or remove them first.`,
  },
  {
    pattern: /volume is in use|volume is being used/i,
    kind: 'inUse',
    sentence: (action) => `${action.subject} is used by containers. Remove them first.`,
  },
  {
    pattern:
      /image is being used by (?:running|stopped) container|is using its referenced image|image is in use by|image used by [0-9a-f]+/i,
    kind: 'inUse',
    sentence: (action) => `${action.subject} is used by containers. Remove them first.`,
  },
  {
    pattern: /has dependent child images|image has dependent/i,
    kind: 'inUse',
    sentence: (action) =>
      `${action.subject} is the base of other images on the engine. Remove those first.`,
  },
  {
    pattern: /no space left on device/i,
    kind: 'diskFull',
    sentence: (action) =>
      `The engine could not ${action.what}, because its disk is full. Remove what nothing uses any more.`,
    nextSteps: () => freeDisk,
  },
  {
    about: 'path',
    pattern: /is marked read-only|read-only file system/i,
    kind: 'readOnly',
    sentence: (action) =>
      `The engine could not ${action.what}, because the file system there is read-only.`,
  },
  {
    about: 'path',
    pattern: /could not find the file|no such file or directory|could not be found on container/i,
    kind: 'pathMissing',
    sentence: (action) => `${action.subject} does not exist.`,
  },
  {
    about: 'path',
    pattern: /not a directory|cannot overwrite (?:non-)?directory/i,
    kind: 'notAFolder',
    sentence: (action) =>
      `The engine could not ${action.what}, because a file stands where a folder is needed, or a folder where a file is.`,
  },
  {
    about: 'path',
    pattern: /device or resource busy|text file busy/i,
    kind: 'pathBusy',
    sentence: (action) =>
      `The engine could not ${action.what}, because it is in use: a mount stands there, or it is a program that runs.`,
  },
  {
    about: 'path',
    pattern: /file exists/i,
    kind: 'pathExists',
    sentence: (action) => `${action.subject} is there already.`,
  },
  {
    about: 'path',
    pattern: /permission denied|operation not permitted/i,
    kind: 'accessDenied',
    sentence: (action) => `The engine may not ${action.what}.`,
  },
  {
    pattern: /client version (\S+) is too (?:old|new)|client is newer than server/i,
    kind: 'apiTooOld',
    sentence: () =>
      'The container engine and Drydock have no API version in common. Update the container engine.',
  },
  {
    pattern:
      /container name "?\/?([^" ]+)"? is already in use|name "([^"]+)" is (?:already )?in use|name (\S+) already in use, cannot rename/i,
    kind: 'nameTaken',
    sentence: (_, [docker, podman, renamed]) =>
      `There is already a container named "${docker ?? podman ?? renamed ?? ''}". Choose another name, or remove that container first.`,
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
    pattern: /container-init binary not found/i,
    kind: 'badRequest',
    sentence: (action) =>
      `${action.subject} is to have an init process ("--init"), for which Podman needs the program "catatonit". Install it on the engine's host, or leave "--init" out.`,
  },
  {
    pattern: /bind source path does not exist: (.+?)$|statfs (.+?): no such file or directory/im,
    kind: 'mountMissing',
    sentence: (action, [docker, podman]) =>
      `${action.subject} mounts "${(docker ?? podman ?? '').trim()}", which does not exist on the engine's host. Create it, or change the mount.`,
  },
  {
    pattern: /reference does not exist/i,
    kind: 'imageMissing',
    sentence: (action) => `${action.subject} is not on the engine. Pull or build it first.`,
  },
  {
    pattern:
      /no such image: (\S+?):?(?:\s|$)|(\S+): image not known|failed to find image (\S+): .*no such image|does not exist locally with the tag: (\S+)/i,
    kind: 'imageMissing',
    sentence: (_, [docker, podman, inspected, pushed]) =>
      `There is no image "${docker ?? podman ?? inspected ?? pushed ?? ''}" on the engine. Pull or build it first.`,
  },
  {
    // Docker 20, Docker 28 and Podman.
    pattern:
      /cannot remove (?:a (running|paused|restarting) container|container .*(?:container is|as it is) (running|paused|restarting))/i,
    kind: 'conflict',
    sentence: (action, [old, now]) =>
      `${action.subject} is ${(old ?? now ?? 'running').toLowerCase()} and was not removed. Stop it first, or remove it by force.`,
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
