import fc from 'fast-check';
import type { ContainerSpec, Mount } from '../../src/domain/containerSpec';

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
const size = fc.integer({ min: 1, max: 2 ** 40 });
const count = fc.integer({ min: -1000, max: 1_000_000 });
const containerPath = word.map((name) => `/${name}`);
const list = <T>(item: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.array(item, { minLength: 1, maxLength: 3 });
const map = (value: fc.Arbitrary<string>): fc.Arbitrary<Record<string, string>> =>
  fc.dictionary(word, value, { minKeys: 1, maxKeys: 3, noNullPrototype: true });

const mounts = (anyText: fc.Arbitrary<string>): fc.Arbitrary<Mount> =>
  fc.oneof(
    fc.record(
      {
        kind: fc.constant('volumeFlag' as const),
        source: fc.oneof(
          containerPath,
          word.map((name) => `${name}vol`),
          fc.constant('C:\\a b'),
        ),
        target: containerPath,
        options: fc.constantFrom('ro', 'rw,z'),
      },
      { requiredKeys: ['kind', 'source', 'target'] },
    ),
    fc.record({ kind: fc.constant('volumeFlag' as const), target: containerPath }),
    fc.record(
      {
        kind: fc.constant('bind' as const),
        source: anyText.map((text) => `/${text}`),
        target: anyText.map((text) => `/${text}`),
        readOnly: fc.constant(true),
        bindPropagation: fc.constantFrom('rshared', 'rslave'),
        bindNonRecursive: fc.constant(true),
        consistency: fc.constantFrom('cached', 'delegated'),
      },
      { requiredKeys: ['kind', 'target'] },
    ),
    fc.record(
      {
        kind: fc.constant('volume' as const),
        source: word,
        target: containerPath,
        volumeNoCopy: fc.constant(true),
        volumeSubpath: word,
        volumeDriver: word,
        volumeOptions: map(anyText),
        volumeLabels: map(anyText),
      },
      { requiredKeys: ['kind', 'target'] },
    ),
    fc.record(
      {
        kind: fc.constant('tmpfs' as const),
        target: containerPath,
        tmpfsSize: size,
        tmpfsMode: fc.integer({ min: 0, max: 0o7777 }),
      },
      { requiredKeys: ['kind', 'target'] },
    ),
  );

const port = fc.record(
  {
    hostIp: fc.constantFrom('127.0.0.1', '::1'),
    hostPort: fc.constantFrom('8080', '9000-9010'),
    containerPort: fc.integer({ min: 0, max: 65535 }),
    protocol: fc.constantFrom('tcp', 'udp', 'sctp'),
  },
  { requiredKeys: ['containerPort', 'protocol'] },
);

const gpu = fc.oneof(
  fc.record({ count: fc.integer({ min: -1, max: 8 }) }),
  fc.record(
    {
      driver: word,
      deviceIds: list(word),
      capabilities: list(word),
      options: map(word),
    },
    { requiredKeys: ['deviceIds'] },
  ),
);

const rates = (unit: fc.Arbitrary<number>) =>
  list(fc.record({ hostPath: word.map((name) => `/dev/${name}`), rate: unit }));

/** Specifications that use every field, with text of the given characters. */
export function specifications(unit: 'grapheme' | 'grapheme-ascii'): fc.Arbitrary<ContainerSpec> {
  const someText = fc.string({ unit });
  const anyText = fc.string({ unit, minLength: 1 });
  return fc
    .tuple(
      word,
      fc.record(
        {
          name: anyText,
          command: list(someText),
          entrypoint: someText,
          tty: fc.constant(true),
          interactive: fc.constant(true),
          detach: fc.constant(true),
          mounts: list(mounts(anyText)),
          ports: list(port),
          expose: list(fc.constantFrom('3000', '3000-3005/udp')),
          publishAll: fc.constant(true),
          env: list(fc.tuple(word, someText).map((pair) => pair.join('='))),
          envFiles: list(anyText),
          user: anyText,
          workdir: anyText,
          hostname: anyText,
          domainname: anyText,
          macAddress: fc.constant('02:42:ac:11:00:02'),
          ip: word,
          ip6: word,
          linkLocalIps: list(word),
          links: list(word),
          addHosts: list(fc.constantFrom('a:10.0.0.1', 'b:::1', 'c:host-gateway')),
          dns: list(fc.constantFrom('1.1.1.1', '::1')),
          dnsOptions: list(anyText),
          dnsSearch: list(anyText),
          gpus: list(gpu),
          runtime: anyText,
          devices: list(
            fc.record({
              hostPath: containerPath,
              containerPath,
              permissions: fc.constantFrom('rwm', 'r', 'rw'),
            }),
          ),
          cdiDevices: list(fc.constantFrom('nvidia.com/gpu=all', 'nvidia.com/gpu=0')),
          deviceCgroupRules: list(fc.constant('c 1:3 mr')),
          capAdd: list(anyText),
          capDrop: list(anyText),
          securityOpt: list(fc.constantFrom('no-new-privileges', 'seccomp=unconfined', 'label:x')),
          privileged: fc.constant(true),
          groupAdd: list(anyText),
          ipc: anyText,
          pid: fc.constantFrom('host', 'container:x'),
          uts: fc.constant('host'),
          userns: fc.constant('host'),
          cgroupns: fc.constantFrom('host', 'private'),
          cgroupParent: anyText,
          shmSize: size,
          ulimits: fc.constant([{ name: 'nofile', soft: 5, hard: -1 }]),
          sysctls: fc.constant({ 'net.core.somaxconn': '1024' }),
          tmpfs: fc.constant({ '/tmp': 'rw,size=64m', '/run': '' }),
          volumesFrom: list(anyText),
          volumeDriver: anyText,
          readOnly: fc.constant(true),
          memory: size,
          memorySwap: fc.oneof(size, fc.constant(-1)),
          memoryReservation: size,
          kernelMemory: size,
          memorySwappiness: fc.integer({ min: 0, max: 100 }),
          cpus: fc.integer({ min: 1, max: 64_000 }).map((thousandths) => thousandths / 1000),
          cpuShares: count,
          cpuPeriod: count,
          cpuQuota: count,
          cpuRealtimePeriod: count,
          cpuRealtimeRuntime: count,
          cpusetCpus: anyText,
          cpusetMems: anyText,
          pidsLimit: count,
          oomKillDisable: fc.constant(true),
          oomScoreAdj: count,
          blkioWeight: fc.integer({ min: 10, max: 1000 }),
          blkioWeightDevices: rates(fc.integer({ min: 10, max: 1000 })),
          deviceReadBps: rates(size),
          deviceWriteBps: rates(size),
          deviceReadIops: rates(size),
          deviceWriteIops: rates(size),
          storageOptions: map(anyText),
          isolation: anyText,
          labels: map(someText),
          labelFiles: list(anyText),
          annotations: map(someText),
          init: fc.boolean(),
          platform: anyText,
          stopSignal: anyText,
          stopTimeout: count,
          health: fc.record(
            {
              command: anyText,
              interval: size,
              timeout: size,
              startPeriod: size,
              startInterval: size,
              retries: count,
            },
            { requiredKeys: ['command'] },
          ),
          logDriver: word,
          logOptions: map(someText),
          clientFlags: list(
            fc.constantFrom('--pull=always', '--sig-proxy=false', '--cidfile=/x y'),
          ),
        },
        { requiredKeys: [] },
      ),
      fc.constantFrom(
        {},
        { network: 'net', networkAliases: ['db'] },
        { network: 'host' },
        { autoRemove: true },
        { restart: { name: 'on-failure' as const, maximumRetryCount: 3 } },
        { restart: { name: 'always' as const } },
      ),
    )
    .map(([image, fields, exclusive]) => structuredClone({ ...fields, ...exclusive, image }));
}
