import type { Node } from 'jsonc-parser';
import type { DevcontainerReader } from './devcontainerReader';

/** What Drydock does as the file says. */
const understood = new Set([
  '$schema',
  'name',
  'image',
  'build',
  'dockerFile',
  'context',
  'dockerComposeFile',
  'service',
  'runServices',
  'workspaceFolder',
  'workspaceMount',
  'runArgs',
  'mounts',
  'appPort',
  'forwardPorts',
  'containerEnv',
  'containerUser',
  'remoteEnv',
  'remoteUser',
  'overrideCommand',
  'init',
  'privileged',
  'capAdd',
  'securityOpt',
  'hostRequirements',
  'initializeCommand',
  'onCreateCommand',
  'updateContentCommand',
  'postCreateCommand',
  'postStartCommand',
  'postAttachCommand',
]);

/** What it does not, and what that means. */
const notUsed: Readonly<Record<string, readonly ['warning' | 'information', string]>> = {
  features: [
    'warning',
    'Drydock installs no features. Install what they bring in the Dockerfile, or with "onCreateCommand".',
  ],
  overrideFeatureInstallOrder: [
    'information',
    'Drydock installs no features, so their order is not used.',
  ],
  customizations: [
    'information',
    'What stands here is for an editor that runs in the container; with Drydock your own editor works, with your own extensions and settings.',
  ],
  extensions: ['information', 'With Drydock your own editor works, with your own extensions.'],
  settings: ['information', 'With Drydock your own editor works, with your own settings.'],
  portsAttributes: ['information', 'Drydock gives ports no labels.'],
  otherPortsAttributes: ['information', 'Drydock gives ports no labels.'],
  devPort: ['information', 'Drydock runs no server in the container, so it needs no port.'],
  userEnvProbe: [
    'information',
    'Drydock starts programs with the environment of the container and "remoteEnv"; what the profile of a shell sets is not read.',
  ],
  updateRemoteUserUID: [
    'information',
    'Drydock builds with the number of your own user, so that no user of the image has to change.',
  ],
  shutdownAction: [
    'information',
    'Drydock leaves the container as it is when its window is closed.',
  ],
  waitFor: ['information', 'Drydock waits for each of the commands.'],
  secrets: [
    'information',
    'Drydock asks for no secrets. Set them in the environment of the editor.',
  ],
};

/** Says which properties of the file do nothing, so that none is dropped in silence. */
export function reportUnused(reader: DevcontainerReader): void {
  for (const [name] of reader.entries(reader.root, 'devcontainer.json')) {
    const place = keyNode(reader.root, name);
    const known = notUsed[name];
    if (known && place) {
      reader.report(known[0], place, known[1]);
    } else if (place && !understood.has(name)) {
      reader.report('warning', place, `Drydock knows no property "${name}" and does not use it.`);
    }
  }
  reportUnusedBelow(reader, 'build', ['dockerfile', 'context', 'args', 'target', 'cacheFrom']);
  reportUnusedBelow(reader, 'hostRequirements', ['gpu']);
}

function reportUnusedBelow(
  reader: DevcontainerReader,
  property: string,
  used: readonly string[],
): void {
  const node = reader.node(property);
  for (const { children: [key] = [] } of node?.type === 'object' ? (node.children ?? []) : []) {
    if (key && !used.includes(String(key.value))) {
      reader.report(
        'information',
        key,
        `"${property}.${String(key.value)}" is not used by Drydock.`,
      );
    }
  }
}

function keyNode(root: Node, name: string): Node | undefined {
  const property = root.children?.find(({ children }) => children?.[0]?.value === name);
  return property?.children?.[0];
}
