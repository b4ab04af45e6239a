import { isUserDefinedNetwork } from '../domain/networkMode';
import type { ContainerSpec, HealthCheck } from '../domain/containerSpec';
import type { LooseJson } from './looseJson';
import { hostConfigFields } from './specFromHostConfig';
import { anonymousMounts, mountsOf } from './specMounts';
import { defined, given, some, someRecord, type Fields } from './specFields';

/** What would make a container again as it is. */
export interface InspectedSpec {
  readonly spec: ContainerSpec;
  /** The networks beside the one that it was created on. */
  readonly otherNetworks: readonly NetworkMembership[];
}

/** A network that a container is to be connected to after it was created. */
interface NetworkMembership {
  readonly network: string;
  readonly aliases?: readonly string[];
  readonly ip?: string;
  readonly ip6?: string;
}

interface InspectOptions {
  /** `carry`: volumes without a name of the user's are mounted by the name that they got. */
  readonly anonymousVolumes: 'carry' | 'leave';
}

/**
 * Reads the specification out of the answers to `GET /containers/{id}/json` and, for its image,
 * `GET /images/{id}/json`: what the image or the engine gives by itself is left out.
 */
export function specFromInspect(
  json: LooseJson,
  image: LooseJson,
  { anonymousVolumes }: InspectOptions,
): InspectedSpec {
  const config = json.at('Config');
  const host = json.at('HostConfig');
  const imageConfig = image.at('Config');
  const network = networkOf(json);
  const mounts = [
    ...mountsOf(host),
    ...(anonymousVolumes === 'carry' ? anonymousMounts(json) : ownAnonymous(config, imageConfig)),
  ];
  const spec = {
    image: config.at('Image').text,
    name: given(json.at('Name').text.replace(/^\//, '')),
    ...commandOf(config, imageConfig),
    ...streamsOf(config),
    mounts: some(mounts),
    env: some(without(config.at('Env').texts, imageConfig.at('Env').texts)),
    user: changed('User'),
    workdir: changed('WorkingDir'),
    stopSignal: changed('StopSignal'),
    stopTimeout: config.at('StopTimeout').isPresent ? config.at('StopTimeout').number : undefined,
    hostname: hostnameOf(json),
    domainname: given(config.at('Domainname').text),
    macAddress: given(config.at('MacAddress').text),
    expose: some(exposedOf(config, host, imageConfig)),
    labels: someRecord(labelsOf(config, imageConfig)),
    health: healthOf(config, imageConfig),
    network,
    ...endpointOf(json, network),
    ...hostConfigFields(host),
  };
  return {
    spec: defined(spec),
    otherNetworks: json
      .at('NetworkSettings', 'Networks')
      .keys.filter((name) => name !== (network ?? 'bridge'))
      .map((name) => {
        const { networkAliases: aliases, ip, ip6 } = endpointOf(json, name);
        return defined({ network: name, aliases, ip, ip6 });
      }),
  };

  /** A text of the configuration that is not the image's. */
  function changed(key: string): string | undefined {
    const text = config.at(key).text;
    return text === imageConfig.at(key).text ? undefined : given(text);
  }
}

function commandOf(config: LooseJson, image: LooseJson): Fields<'command' | 'entrypoint'> {
  const entrypoint = config.at('Entrypoint').texts;
  const command = config.at('Cmd').texts;
  if (same(entrypoint, image.at('Entrypoint').texts)) {
    return { command: same(command, image.at('Cmd').texts) ? undefined : some(command) };
  }
  // The command line has one word for the entry point; more of them stand before the command.
  const [program = '', ...more] = entrypoint;
  return { entrypoint: program, command: some([...more, ...command]) };
}

function streamsOf(config: LooseJson): Fields<'tty' | 'interactive' | 'detach' | 'attach'> {
  const interactive = config.at('OpenStdin').isTrue;
  const outputs = ['Stdout', 'Stderr'].filter((name) => config.at(`Attach${name}`).isTrue);
  const stdin = config.at('AttachStdin').isTrue;
  const attach = [...(stdin && !interactive ? ['Stdin'] : []), ...outputs];
  const isPlain = outputs.length === 2 && attach.length === 2;
  return {
    tty: config.at('Tty').isTrue || undefined,
    interactive: interactive || undefined,
    detach: (attach.length === 0 && !stdin) || undefined,
    attach: isPlain ? undefined : some(attach.map((name) => name.toLowerCase())),
  };
}

/** The engine's own is the beginning of the id; a shared network has the host name of its owner. */
function hostnameOf(json: LooseJson): string | undefined {
  const hostname = json.at('Config', 'Hostname').text;
  const mode = json.at('HostConfig', 'NetworkMode').text;
  const isShared = mode === 'host' || mode.startsWith('container:');
  return isShared || json.at('Id').text.startsWith(hostname) ? undefined : hostname;
}

function exposedOf(config: LooseJson, host: LooseJson, image: LooseJson): string[] {
  const known = [...host.at('PortBindings').keys, ...image.at('ExposedPorts').keys];
  return without(config.at('ExposedPorts').keys, known).map((port) => port.replace('/tcp', ''));
}

/** Compose finds its containers by labels; a copy that bore them would be taken for its own. */
function labelsOf(config: LooseJson, image: LooseJson): Record<string, string> {
  const ofImage = image.at('Labels').textRecord;
  return Object.fromEntries(
    Object.entries(config.at('Labels').textRecord).filter(
      ([key, value]) => ofImage[key] !== value && !key.startsWith('com.docker.compose.'),
    ),
  );
}

function healthOf(config: LooseJson, image: LooseJson): HealthCheck | undefined {
  const health = config.at('Healthcheck');
  if (!health.isPresent || health.json === image.at('Healthcheck').json) {
    return undefined;
  }
  const number = (key: string): number | undefined => health.at(key).number || undefined;
  const [kind, ...words] = health.at('Test').texts;
  const command = kind === 'CMD-SHELL' ? words[0] : kind === 'CMD' ? words.join(' ') : undefined;
  return defined({
    command,
    disabled: kind === 'NONE' || undefined,
    interval: number('Interval'),
    timeout: number('Timeout'),
    startPeriod: number('StartPeriod'),
    startInterval: number('StartInterval'),
    retries: number('Retries'),
  });
}

/** The name of the network, also where the engine has its id; nothing for the default one. */
function networkOf(json: LooseJson): string | undefined {
  const mode = json.at('HostConfig', 'NetworkMode').text;
  const networks = json.at('NetworkSettings', 'Networks');
  const byId = networks.keys.find((name) => networks.at(name, 'NetworkID').text === mode);
  const network = byId ?? mode;
  return ['', 'default', 'bridge'].includes(network) ? undefined : network;
}

function endpointOf(
  json: LooseJson,
  network: string | undefined,
): Fields<'networkAliases' | 'ip' | 'ip6' | 'linkLocalIps' | 'links'> {
  const endpoint = json.at('NetworkSettings', 'Networks', network ?? 'bridge');
  const ipam = endpoint.at('IPAMConfig');
  const id = json.at('Id').text;
  const aliases = endpoint.at('Aliases').texts.filter((alias) => !id.startsWith(alias));
  return {
    networkAliases: isUserDefinedNetwork(network) ? some(aliases) : undefined,
    ip: given(ipam.at('IPv4Address').text),
    ip6: given(ipam.at('IPv6Address').text),
    linkLocalIps: some(ipam.at('LinkLocalIPs').texts),
    links: some(linksOf(json, endpoint)),
  };
}

/** The default network keeps links as `/other:/me/alias`, others as `other:alias`. */
function linksOf(json: LooseJson, endpoint: LooseJson): string[] {
  const legacy = json.at('HostConfig', 'Links').texts.map((link) => {
    const [other = '', alias = ''] = link.split(':');
    return `${other.replace(/^\//, '')}:${alias.replace(/^.*\//, '')}`;
  });
  return [...legacy, ...endpoint.at('Links').texts];
}

/** `-v /target`: what the image declares by itself is not given again. */
function ownAnonymous(config: LooseJson, image: LooseJson) {
  return without(config.at('Volumes').keys, image.at('Volumes').keys).map((target) => ({
    kind: 'volumeFlag' as const,
    target,
  }));
}

function without(values: readonly string[], known: readonly string[]): string[] {
  return values.filter((value) => !known.includes(value));
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((word, index) => word === other[index]);
}
