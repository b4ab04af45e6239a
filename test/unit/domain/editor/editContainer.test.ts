import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  commandText,
  editContainer,
  readContainer,
  type ContainerEdit,
} from '../../../../src/domain/editor/editContainer';
import { flagValuesOf, withFlagValues } from '../../../../src/domain/editor/flagValues';

const context = { cwd: '/home/me/app', home: '/home/me', env: { UID: '1000' } };

function after(text: string, ...edits: ContainerEdit[]): string {
  return edits.reduce(
    (container, edit) => editContainer(container, edit, context),
    readContainer(text, context),
  ).text;
}

suite('a container that is edited as a form and as a line', () => {
  test('a pasted line fills the form', () => {
    const { spec } = readContainer(
      'docker run -it --name dev -p 8080:80 -v $(pwd):/src debian bash -c "make all"',
      context,
    );
    assert.deepEqual(flagValuesOf(spec), {
      interactive: ['true'],
      tty: ['true'],
      name: ['dev'],
      volume: ['/home/me/app:/src'],
      publish: ['8080:80'],
    });
    assert.equal(commandText(spec), `bash -c 'make all'`);
  });

  test('the form changes the line', () => {
    assert.equal(
      after(
        'docker run debian',
        { kind: 'flag', name: 'name', values: ['dev'] },
        { kind: 'flag', name: 'publish', values: ['8080:80', '53:53/udp'] },
        { kind: 'flag', name: 'tty', values: ['true'] },
        { kind: 'image', text: ' ubuntu:24.04 ' },
        { kind: 'command', text: 'sh -c "sleep 5"' },
      ),
      `docker run -t --name dev -p 8080:80 -p 53:53/udp ubuntu:24.04 sh -c 'sleep 5'`,
    );
  });

  test('a field that is emptied takes its flag out', () => {
    assert.equal(
      after('docker run --name dev --memory 2g debian', {
        kind: 'flag',
        name: 'memory',
        values: [],
      }),
      'docker run --name dev debian',
    );
  });

  test('a flag that could not be read stays in the line and stays marked', () => {
    const edited = editContainer(
      readContainer('docker run --rn --name dev debian', context),
      { kind: 'flag', name: 'user', values: ['1000'] },
      context,
    );
    assert.equal(edited.text, 'docker run --name dev -u 1000 --rn debian');
    const [mark] = edited.marks;
    assert.equal(edited.text.slice(mark?.start, mark?.end), '--rn');
  });

  test('a value that the command line refuses changes nothing and is told at its field', () => {
    const edited = editContainer(
      readContainer('docker run -m 1g debian', context),
      { kind: 'flag', name: 'memory', values: ['lots'] },
      context,
    );
    assert.equal(edited.text, 'docker run -m 1g debian');
    assert.deepEqual(edited.problems, [
      {
        field: 'memory',
        index: 0,
        message: '"--memory lots" is refused: "lots" is not a size such as 512m or 8g.',
      },
    ]);
  });

  test('the second of two ports is the one that is refused', () => {
    const { spec } = readContainer('docker run debian', context);
    const { problems } = withFlagValues(spec, 'publish', ['80:80', '80:x'], context.cwd);
    assert.deepEqual(
      problems.map(({ field, index }) => [field, index]),
      [['publish', 1]],
    );
  });

  test('a command with an open quote, or two commands, are told at the command', () => {
    for (const text of ['sh -c "oops', 'make && make test']) {
      const { problems } = editContainer(
        readContainer('docker run debian', context),
        { kind: 'command', text },
        context,
      );
      assert.equal(problems[0]?.field, 'command');
    }
  });

  test("setting any flag to the values that it has leaves every line of the CLI's as it is", () => {
    const lines = readFileSync('test/unit/fixtures/docker-run-more.jsonl', 'utf8')
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { command: string }).command);
    let compared = 0;
    for (const line of lines) {
      const container = readContainer(line, context);
      if (container.marks.length > 0) {
        continue;
      }
      for (const [name, values] of Object.entries(flagValuesOf(container.spec))) {
        const { spec } = withFlagValues(container.spec, name, values, context.cwd);
        assert.deepEqual(spec, container.spec, `${line}: ${name}`);
        compared += 1;
      }
    }
    assert.ok(compared > 100, `${compared}`);
  });
});
