import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readClientFiles } from '../../../src/domain/clientFiles';
import { DockerRunError } from '../../../src/domain/dockerRunError';
import { parseDockerRun } from '../../../src/domain/parseDockerRun';
import { toCreateOptions } from '../../../src/domain/toCreateOptions';

interface GoldenLine {
  command: string;
  query?: Record<string, string>;
  body?: Record<string, unknown>;
  exit?: number;
  stderr?: string;
}

const goldens = ['docker-run-golden.jsonl', 'docker-run-more.jsonl'].flatMap((name) =>
  readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as GoldenLine),
);

/** What the line gets when it asks for nothing: everything equal to it is the API's default. */
const plainBody = goldens[0]!.body!;

const files: Record<string, string> = {
  envfile: 'A=1\n# c\nB=two words\n',
  labels: 'LA=1\n# c\nLB\n  LC=  x \nFROM_CLIENT\n\n',
  env2: '\uFEFFA=1\n  # c\n  B=two words  \nFROM_CLIENT\nNOPE\nX=\n',
  env3: '=x\n',
  env4: 'a b=x\n',
  'seccomp.json': '{ "defaultAction": "SCMP_ACT_ALLOW" }\n',
  'bad.json': 'not json',
};

const machine = {
  env: { FROM_CLIENT: 'client-value' },
  readFile: (hostPath: string): Promise<string> => {
    const text = files[hostPath];
    return text === undefined ? Promise.reject(new Error('no such file')) : Promise.resolve(text);
  },
};

async function createOptionsOf(command: string): Promise<unknown> {
  const { spec } = parseDockerRun(command, { cwd: '/cwd', env: { HOME: '/home/me' } });
  const { name, platform, body } = toCreateOptions(await readClientFiles(spec, machine));
  return meaning({ ...(name && { name }), ...(platform && { platform }) }, { ...body });
}

/** The request without what is equal to the API's default, and with lists of names in one order. */
function meaning(query: unknown, body: Record<string, unknown>): unknown {
  // Older engines want the address here, newer ones at the endpoint: both are given.
  const { HostConfig, NetworkingConfig, ...rest } = JSON.parse(JSON.stringify(body)) as Record<
    string,
    Record<string, unknown> | undefined
  >;
  const endpoints = NetworkingConfig?.['EndpointsConfig'] as Record<string, object> | undefined;
  return {
    query,
    body: withoutDefaults({ ...rest, MacAddress: undefined }, plainBody),
    host: withoutDefaults(HostConfig ?? {}, plainBody['HostConfig'] as object),
    endpoints: withoutEmpty(endpoints ?? {}),
  };
}

function withoutDefaults(values: object, defaults: object): unknown {
  const usual = new Map(Object.entries(defaults).map(plain));
  return Object.fromEntries(
    Object.entries(values)
      .map(plain)
      .filter(([key, value]) => !isNothing(value) || (key === 'Init' && value === false))
      .filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(usual.get(key))),
  );
}

function plain([key, value]: [string, unknown]): [string, unknown] {
  if (key === 'Env' && Array.isArray(value)) {
    // Of two assignments the engine takes the later.
    const byName = new Map(value.map((entry) => [String(entry).split('=', 1)[0], String(entry)]));
    return [key, [...byName.values()].toSorted()];
  }
  return [key, nested.has(key) ? withoutEmpty(value) : value];
}

/** Objects of the API in which, too, an empty field is as good as none. */
const nested = new Set(['DeviceRequests', 'Mounts', 'RestartPolicy', 'LogConfig', 'Healthcheck']);

function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutEmpty);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .map(([key, member]) => [key, withoutEmpty(member)])
        .filter(([, member]) => !isNothing(member)),
    );
  }
  return value;
}

function isNothing(value: unknown): boolean {
  return (
    value === null ||
    value === undefined ||
    value === '' ||
    value === false ||
    value === 0 ||
    (typeof value === 'object' && Object.keys(value).length === 0)
  );
}

suite('docker run lines mean what the real command line sends', () => {
  for (const { command, query, body, stderr } of goldens) {
    if (body) {
      test(command, async () => {
        assert.deepEqual(await createOptionsOf(command), meaning(query, body));
      });
    } else {
      test(`${command} is refused: ${stderr ?? ''}`, async () => {
        await assert.rejects(createOptionsOf(command), (error: Error) => {
          assert.match(error.message, /^["A-Z].*[.]$/s);
          assert.ok(error instanceof DockerRunError || / file | profile /.test(error.message));
          return true;
        });
      });
    }
  }
});
