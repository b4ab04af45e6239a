import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatDockerRun } from '../../../src/domain/formatDockerRun';
import {
  parseDockerRunText,
  updateDockerRunText,
  type DockerRunText,
} from '../../../src/domain/parseDockerRunText';
import { specifications } from '../../support/specifications';

const context = { cwd: '/home/me/project', home: '/home/me' };

function read(text: string): DockerRunText {
  return parseDockerRunText(text, context);
}

/** What stands at each mark, as it is written in the text. */
function marked(text: string): string[] {
  return read(text).marks.map(({ start, end }) => text.slice(start, end));
}

suite('reading a docker run line while it is written', () => {
  test('a line that is understood has no marks', () => {
    const { spec, marks, notes } = read('docker run -it --name dev -v .:/src debian bash');
    assert.deepEqual(marks, []);
    assert.deepEqual(notes, []);
    assert.deepEqual(spec, {
      image: 'debian',
      name: 'dev',
      command: ['bash'],
      interactive: true,
      tty: true,
      mounts: [{ kind: 'volumeFlag', source: '/home/me/project', target: '/src' }],
    });
  });

  test('what is not understood is marked, and all else is used', () => {
    const text = 'docker run --bogus -p notaport --name dev --memory 2x -p 80:80 debian bash';
    assert.deepEqual(marked(text), ['--bogus', 'notaport', '2x']);
    const { spec, marks } = read(text);
    assert.deepEqual(spec, {
      image: 'debian',
      name: 'dev',
      command: ['bash'],
      ports: [{ hostPort: '80', containerPort: 80, protocol: 'tcp' }],
    });
    assert.equal(
      marks[0]?.message,
      '"docker run" has no flag "--bogus"; correct it or leave it out.',
    );
  });

  for (const [shell, continuation] of [
    ['sh', '\\\n  '],
    ['sh on Windows', '\\\r\n  '],
    ['PowerShell', '`\r\n    '],
    ['cmd', '^\r\n    '],
    ['nothing but a line break', '\n  '],
  ] as const) {
    test(`marks stand right behind a continuation of ${shell}`, () => {
      const text = `$ docker run ${continuation}--name “a b” ${continuation}--memory 'x y' debian`;
      assert.deepEqual(marked(text), ["'x y'"]);
      assert.equal(read(text).spec.name, 'a b');
    });
  }

  test('a word in quotes is marked with its quotes', () => {
    assert.deepEqual(marked(`docker run -p "a b" --mount 'type=bind' debian`), [
      '"a b"',
      "'type=bind'",
    ]);
  });

  test('a quote that is never closed is marked to the end', () => {
    assert.deepEqual(marked('docker run --name dev debian sh -c "make all'), ['"make all']);
    assert.deepEqual(read('docker run debian sh -c "make all').spec.command, [
      'sh',
      '-c',
      'make all',
    ]);
  });

  test('a variable whose value is not known is marked and kept as it is written', () => {
    const text = 'docker run -v $DATA:/data -e A=$(date) debian';
    assert.deepEqual(marked(text), ['$DATA', '$(date)']);
    assert.equal(read(text).spec.mounts?.[0]?.source, '$DATA');
  });

  test('a line without an image is marked at its last word', () => {
    assert.deepEqual(marked('docker run --name dev'), ['dev']);
    assert.deepEqual(marked('docker run'), ['run']);
    assert.equal(read('docker run --name dev').spec.image, '');
  });

  test('a flag that still waits for its value is marked', () => {
    assert.deepEqual(marked('docker run -it --name'), ['--name', '--name']);
  });

  test('flags that exclude each other are marked where one of them stands', () => {
    const text = 'docker run --rm --name a --restart always debian';
    assert.deepEqual(marked(text), ['--rm']);
    assert.equal(read(text).spec.autoRemove, true);
  });

  test('another command is marked as left aside', () => {
    const text = 'docker pull debian && docker run debian';
    assert.deepEqual(marked(text), ['docker pull debian']);
    assert.equal(read(text).marks[0]?.severity, 'information');
  });

  test('text that is no docker run is marked as a whole', () => {
    assert.deepEqual(marked('  make all '), ['make all']);
    assert.deepEqual(read('').marks.length, 1);
  });

  test('an unknown flag takes the word behind it only where more flags follow', () => {
    assert.deepEqual(marked('docker run --bogus value -it debian'), ['--bogus value']);
    assert.equal(read('docker run --bogus value -it debian').spec.image, 'debian');
    assert.equal(read('docker run --bogus debian make').spec.image, 'debian');
  });

  test('whatever is typed, marks stand inside the text and in order', () => {
    const piece = fc.constantFrom(
      ...[
        'docker',
        'run',
        ' ',
        ' ',
        '\\\n',
        '`\r\n',
        '^\n',
        '\n',
        "'",
        '"',
        '“',
        '\u200B',
        '$',
        '$X',
      ],
      ...[
        '$(',
        '--',
        '-',
        '-p',
        '-it',
        '--name',
        '--bogus',
        '=',
        'debian',
        '80:x',
        '🙂',
        '```',
        '$ ',
      ],
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ unit: 'binary' }))), (pieces) => {
        const text = `docker run ${pieces.join('')}`;
        let last = 0;
        for (const { start, end } of read(text).marks) {
          assert.ok(last <= start && start <= end && end <= text.length);
          last = start;
        }
      }),
    );
  });
});

suite('writing a docker run line into a text', () => {
  test('a short line stays one line, a long one has one flag a line', () => {
    assert.equal(
      formatDockerRun({ image: 'debian', tty: true, interactive: true }),
      'docker run -it debian',
    );
    assert.equal(
      formatDockerRun({
        image: 'debian:trixie',
        command: ['sh', '-c', 'make all'],
        tty: true,
        interactive: true,
        init: true,
        name: 'dev',
        mounts: [{ kind: 'bind', source: '/home/me/my project', target: '/workspace' }],
        clientFlags: ['--pull=always'],
      }),
      [
        'docker run -it --init \\',
        '  --name dev \\',
        "  --mount 'type=bind,source=/home/me/my project,target=/workspace' \\",
        '  --pull=always \\',
        "  debian:trixie sh -c 'make all'",
      ].join('\n'),
    );
  });

  test('a line that is written is read back without marks', () => {
    fc.assert(
      fc.property(specifications('grapheme-ascii'), (spec) => {
        const { spec: back, marks } = read(formatDockerRun(spec));
        assert.deepEqual(marks, []);
        assert.deepEqual(back, spec);
      }),
    );
  });

  test('text that says the same stays as it is written', () => {
    const text = 'docker  run --interactive \\\n --tty   debian';
    assert.equal(
      updateDockerRunText(text, { image: 'debian', tty: true, interactive: true }, context),
      text,
    );
  });

  test('a changed specification is written anew, and written again it stays', () => {
    const text = updateDockerRunText('docker run debian', { image: 'debian', name: 'a' }, context);
    assert.equal(text, 'docker run --name a debian');
    assert.equal(updateDockerRunText(text, { image: 'debian', name: 'a' }, context), text);
  });

  test('a flag that could not be read is not lost by a change elsewhere', () => {
    const text = 'docker run --bogus 1 -p notaport -it debian';
    const { spec } = read(text);
    assert.equal(
      updateDockerRunText(text, { ...spec, name: 'a' }, context),
      'docker run -it --name a --bogus 1 -p notaport debian',
    );
  });

  test('the text of an empty form has no image yet', () => {
    assert.equal(updateDockerRunText('', { image: '' }, context), 'docker run');
  });
});
