import { parseCsvFields } from './csvFields';
import { DockerRunError, type Refuse } from './dockerRunError';
import {
  listFlag,
  ownFlag,
  present,
  textFlag,
  type DockerRunFlag,
  type SpecDraft,
} from './dockerRunFlag';

/** The flags of `docker run` that say how a container is connected. */
export const networkFlags: readonly DockerRunFlag[] = [
  ownFlag(
    ['network'],
    (value, { refuse }) => ({ value, refuse }),
    (draft, { value, refuse }) => connect(draft, value, refuse),
    (spec) => present(spec.network),
  ),
  listFlag(['network-alias'], 'networkAliases'),
  textFlag(['ip'], 'ip'),
  textFlag(['ip6'], 'ip6'),
  listFlag(['link-local-ip'], 'linkLocalIps'),
  textFlag(['mac-address'], 'macAddress', macAddress),
  listFlag(['link'], 'links', link),
];

/** `--network` takes a name, or fields such as `name=net,alias=db,ip=172.20.0.5`. */
function connect(draft: SpecDraft, value: string, refuse: Refuse): void {
  const fields = /\w+=\w+/.test(value) ? parseCsvFields(value) : [`name=${value}`];
  const before = draft.network;
  if (value === '') {
    throw refuse('the name of the network is missing');
  }
  for (const field of fields ?? []) {
    const [key = '', ...rest] = field.split('=');
    setField(draft, key.trim().toLowerCase(), rest.join('='), refuse);
  }
  if (before !== undefined && before !== draft.network) {
    throw new DockerRunError(
      'unsupported',
      value,
      `Drydock creates containers on one network, and the line names "${before}" and "${value}"; leave one of them out and connect it afterwards.`,
    );
  }
}

function setField(draft: SpecDraft, key: string, value: string, refuse: Refuse): void {
  switch (key) {
    case 'name':
      draft.network = value;
      break;
    case 'alias':
      draft.networkAliases = [...(draft.networkAliases ?? []), value];
      break;
    case 'ip':
      draft.ip = value;
      break;
    case 'ip6':
      draft.ip6 = value;
      break;
    case 'mac-address':
      draft.macAddress = macAddress(value, refuse);
      break;
    case 'link-local-ip':
      draft.linkLocalIps = [...(draft.linkLocalIps ?? []), value];
      break;
    default:
      throw refuse(`"${key}" is not a field of it that Drydock knows`);
  }
}

function macAddress(value: string, refuse: Refuse): string {
  if (!/^[\da-f]{2}([:-])(?:[\da-f]{2}\1){4}[\da-f]{2}$/i.test(value)) {
    throw refuse(`"${value}" is not a MAC address`);
  }
  return value;
}

function link(value: string, refuse: Refuse): string {
  if (!/^[^:]+(?::[^:]+)?$/.test(value)) {
    throw refuse('it takes container or container:alias');
  }
  return value;
}
