import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse } from 'yaml';
import type { ContainerSpec } from '../../../src/domain/containerSpec';
import { parseDockerRun } from '../../../src/domain/parseDockerRun';
import { toComposeService } from '../../../src/domain/toComposeService';
import { toYaml, type YamlValue } from '../../../src/domain/yamlText';
import { specifications } from '../../support/specifications';

function compose(line: string) {
  return toComposeService(parseDockerRun(line, { cwd: '/home/me' }).spec);
}

suite('writing YAML', () => {
  const scalar = fc.oneof(
    fc.string({ unit: 'binary' }).filter((text) => !/\p{Cs}/u.test(text)),
    fc.constantFrom('yes', 'No', 'null', '~', '1e3', '0x1f', '12:30', '2024-01-01', '.inf', 'a: b'),
    fc.constantFrom('a #b', '- a', '', ' a', 'a ', '@a', '*a', '&a', '!a', '%a', '<<', '='),
    fc.boolean(),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)),
  );
  const { value } = fc.letrec<{ value: YamlValue }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      scalar,
      fc.array(tie('value')),
      fc.dictionary(fc.string(), tie('value'), { noNullPrototype: true }),
    ),
  }));

  for (const version of ['1.1', '1.2'] as const) {
    test(`what is written is read back by a reader of YAML ${version}`, () => {
      fc.assert(
        fc.property(value, (written) => {
          assert.deepEqual(parse(toYaml(written), { version, merge: false }), written);
        }),
      );
    });
  }
});

suite('writing a Compose service', () => {
  test('the line of a CUDA developer', () => {
    const { text, unsupported } = compose(
      `docker run -it --name cuda_test --gpus all --cap-add=SYS_PTRACE --security-opt seccomp=unconfined
       --ulimit memlock=-1 --ulimit nofile=1024:4096 --shm-size 8g -v /mnt/e/Code:/workspace -v ccache:/root/.ccache
       -e 'PRICE=$5' -e EMPTY= -p 127.0.0.1:8080:80 -p 22:22 --network mynet --network-alias db
       nvidia/cuda:12.3.2 /bin/bash -c 'echo "hi"'`.replaceAll(/\n\s*/g, ' '),
    );
    assert.deepEqual(unsupported, []);
    assert.equal(
      text,
      `services:
  cuda_test:
    image: nvidia/cuda:12.3.2
    container_name: cuda_test
    command:
      - /bin/bash
      - "-c"
      - "echo \\"hi\\""
    tty: true
    stdin_open: true
    environment:
      - "PRICE=$$5"
      - EMPTY=
    volumes:
      - /mnt/e/Code:/workspace
      - ccache:/root/.ccache
    networks:
      mynet:
        aliases:
          - db
    ports:
      - "127.0.0.1:8080:80"
      - "22:22"
    cap_add:
      - SYS_PTRACE
    security_opt:
      - seccomp=unconfined
    shm_size: "8g"
    ulimits:
      memlock: -1
      nofile:
        soft: 1024
        hard: 4096
    deploy:
      resources:
        reservations:
          devices:
            - driver: nvidia
              count: all
              capabilities:
                - gpu
networks:
  mynet:
    external: true
volumes:
  ccache:
    name: ccache
`,
    );
  });

  test('what Compose cannot say is listed as it stands in the line', () => {
    assert.deepEqual(
      compose('docker run --rm -P --cpuset-mems 0 --pull always --cidfile /x --ip 1.2.3.4 img')
        .unsupported,
      ['--rm', '--cpuset-mems 0', '-P', '--ip 1.2.3.4', '--cidfile=/x'],
    );
    assert.deepEqual(
      compose('docker run --mount type=volume,target=/a,volume-driver=nfs img').unsupported,
      ['--mount type=volume,target=/a,volume-driver=nfs'],
    );
  });

  test('chosen GPUs keep their ids, and a strict mount stays strict', () => {
    const { text } = compose(
      `docker run --gpus '"device=0,2","capabilities=utility"' --mount type=bind,src=/a,dst=/b,readonly img`,
    );
    const file = parse(text) as { services: { img: Record<string, unknown> } };
    assert.deepEqual(file.services.img['deploy'], {
      resources: {
        reservations: {
          devices: [{ driver: 'nvidia', device_ids: ['0', '2'], capabilities: ['gpu', 'utility'] }],
        },
      },
    });
    assert.deepEqual(file.services.img['volumes'], [
      {
        type: 'bind',
        source: '/a',
        target: '/b',
        read_only: true,
        bind: { create_host_path: false },
      },
    ]);
  });

  test('a cleared entry point, a host network and a health check', () => {
    const { text } = compose(
      `docker run --entrypoint '' --network host --health-cmd 'curl $URL' --health-interval 90s --restart on-failure:3 img ls`,
    );
    const file = parse(text) as { services: { img: Record<string, unknown> } };
    assert.deepEqual(file.services.img, {
      image: 'img',
      entrypoint: [],
      command: ['ls'],
      restart: 'on-failure:3',
      network_mode: 'host',
      healthcheck: { test: ['CMD-SHELL', 'curl $$URL'], interval: '90s' },
    });
  });

  test('every specification becomes a file with one service and no empty keys', () => {
    fc.assert(
      fc.property(specifications('grapheme'), (spec: ContainerSpec) => {
        const { text } = toComposeService(spec);
        const file = parse(text) as { services: Record<string, Record<string, unknown>> };
        const [service, ...others] = Object.values(file.services);
        assert.equal(service?.['image'], spec.image);
        assert.deepEqual(others, []);
        assert.ok(Object.values(service).every((value) => value !== null && value !== ''));
      }),
    );
  });
});
