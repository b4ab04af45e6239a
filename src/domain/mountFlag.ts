import { formatMemorySize, parseMemorySize } from './memorySize';
import type { Mount } from './containerSpec';
import { formatCsvFields, parseCsvFields } from './csvFields';
import type { Refuse } from './dockerRunError';
import { resolveHostPath } from './hostPaths';

type MountFlag = Exclude<Mount, { kind: 'volumeFlag' }>;
type Draft = { -readonly [K in keyof MountFlag]?: MountFlag[K] };

const kinds: readonly MountFlag['kind'][] = ['bind', 'volume', 'tmpfs'];
const consistencies: readonly NonNullable<MountFlag['consistency']>[] = [
  'default',
  'consistent',
  'cached',
  'delegated',
];

/** Reads `--mount`, whose type is `volume` when it names none. */
export function parseMountFlag(value: string, cwd: string, refuse: Refuse): MountFlag {
  const fields = parseCsvFields(value);
  if (!fields || fields.length === 0) {
    throw refuse('it takes fields such as type=bind,source=…,target=…');
  }
  const draft: Draft = {};
  for (const field of fields) {
    readField(draft, field, refuse);
  }
  const { kind = 'volume', target, source } = draft;
  if (target === undefined || target === '') {
    throw refuse('the target is missing');
  }
  const foreign = kinds.find(
    (other) =>
      other !== kind && Object.keys(draft).some((key) => new RegExp(`^${other}[A-Z]`).test(key)),
  );
  if (foreign) {
    throw refuse(`a mount of type ${kind} takes no ${foreign} options`);
  }
  const relative = kind === 'bind' && source !== undefined && /^\.(?:[\\/]|\.|$)/.test(source);
  return { ...draft, kind, target, ...(relative && { source: resolveHostPath(cwd, source) }) };
}

/** The value of `--mount` for one mount. */
export function formatMountFlag(mount: MountFlag): string {
  const pair = (key: string, value: string | undefined): string[] =>
    value === undefined ? [] : [`${key}=${value}`];
  const pairs = (key: string, values: Readonly<Record<string, string>> = {}): string[] =>
    Object.entries(values).map(([name, value]) => `${key}=${name}=${value}`);
  return formatCsvFields([
    `type=${mount.kind}`,
    ...pair('source', mount.source),
    `target=${mount.target}`,
    ...(mount.readOnly ? ['readonly'] : []),
    ...pair('consistency', mount.consistency),
    ...pair('bind-propagation', mount.bindPropagation),
    ...(mount.bindNonRecursive ? ['bind-recursive=disabled'] : []),
    ...(mount.volumeNoCopy ? ['volume-nocopy'] : []),
    ...pair('volume-subpath', mount.volumeSubpath),
    ...pair('volume-driver', mount.volumeDriver),
    ...pairs('volume-opt', mount.volumeOptions),
    ...pairs('volume-label', mount.volumeLabels),
    ...pair(
      'tmpfs-size',
      mount.tmpfsSize === undefined ? undefined : formatMemorySize(mount.tmpfsSize),
    ),
    ...pair('tmpfs-mode', mount.tmpfsMode?.toString(8)),
  ]);
}

function readField(draft: Draft, field: string, refuse: Refuse): void {
  const [name = '', ...rest] = field.split('=');
  const key = name.toLowerCase();
  const value = rest.length > 0 ? rest.join('=') : undefined;
  const flags = ['readonly', 'ro', 'volume-nocopy', 'bind-nonrecursive'];
  if (value === undefined && !flags.includes(key)) {
    throw refuse(`"${field}" is not a key=value pair`);
  }
  const text = value ?? 'true';
  switch (key) {
    case 'type':
      draft.kind = oneOf(kinds, text.toLowerCase(), 'a type of mount that Drydock knows', refuse);
      break;
    case 'source':
    case 'src':
      draft.source = text;
      break;
    case 'target':
    case 'dst':
    case 'destination':
      draft.target = text;
      break;
    case 'readonly':
    case 'ro':
      setFlag(draft, 'readOnly', text, key, refuse);
      break;
    case 'consistency':
      draft.consistency = oneOf(consistencies, text.toLowerCase(), 'a consistency', refuse);
      break;
    default:
      readOptionField(draft, key, text, refuse);
  }
}

function readOptionField(draft: Draft, key: string, text: string, refuse: Refuse): void {
  switch (key) {
    case 'bind-propagation':
      draft.bindPropagation = text.toLowerCase();
      break;
    case 'bind-nonrecursive':
      setFlag(draft, 'bindNonRecursive', text, key, refuse);
      break;
    case 'bind-recursive':
      if (
        oneOf(['enabled', 'disabled'], text, 'a value of bind-recursive', refuse) === 'disabled'
      ) {
        draft.bindNonRecursive = true;
      }
      break;
    case 'volume-nocopy':
      setFlag(draft, 'volumeNoCopy', text, key, refuse);
      break;
    case 'volume-subpath':
      draft.volumeSubpath = text;
      break;
    case 'volume-driver':
      draft.volumeDriver = text;
      break;
    case 'volume-opt':
      draft.volumeOptions = { ...draft.volumeOptions, ...keyAndValue(text) };
      break;
    case 'volume-label':
      draft.volumeLabels = { ...draft.volumeLabels, ...keyAndValue(text) };
      break;
    case 'tmpfs-size': {
      const size = parseMemorySize(text);
      if (size === undefined) {
        throw refuse(`"${text}" is not a size such as 64m`);
      }
      draft.tmpfsSize = size;
      break;
    }
    case 'tmpfs-mode':
      if (!/^[0-7]+$/.test(text)) {
        throw refuse(`"${text}" is not an octal mode such as 1777`);
      }
      draft.tmpfsMode = Number.parseInt(text, 8);
      break;
    default:
      throw refuse(`"${key}" is not a field of it`);
  }
}

function setFlag(
  draft: Draft,
  field: 'readOnly' | 'bindNonRecursive' | 'volumeNoCopy',
  text: string,
  key: string,
  refuse: Refuse,
): void {
  if (/^(?:1|t|true)$/i.test(text)) {
    draft[field] = true;
  } else if (!/^(?:0|f|false)$/i.test(text)) {
    throw refuse(`"${text}" is not a value of ${key}; true and false are`);
  }
}

function keyAndValue(text: string): Record<string, string> {
  const [key = '', ...rest] = text.split('=');
  return { [key]: rest.join('=') };
}

function oneOf<T extends string>(
  values: readonly T[],
  text: string,
  what: string,
  refuse: Refuse,
): T {
  const value = values.find((candidate) => candidate === text);
  if (value === undefined) {
    throw refuse(`"${text}" is not ${what}; ${values.join(', ')} are`);
  }
  return value;
}
