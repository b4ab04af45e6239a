import assert from 'node:assert/strict';
import { colorMessage } from '../../../src/domain/colorMessage';
import { stripAnsi } from '../../../src/domain/diagnostics/ansi';
import { diagnose, recorded } from './diagnostics/corpus';

/** The word that stands out, with the number of its colour. */
function colored(line: string): string | undefined {
  return colorMessage(line).split('\u001b[1;')[1]?.split('\u001b')[0];
}

suite('colours for messages that have none', () => {
  for (const [line, expected] of [
    ['/w/a.cpp:3:5: error: no', '31merror'],
    ['/w/a.cpp:3:5: fatal error: no', '31mfatal error'],
    ['/w/a.cpp:3:5: warning: hm', '35mwarning'],
    ['/w/a.cpp:3:5: note: here', '36mnote'],
    ['k.cu(3): error: bad', '31merror'],
    ['k.cu(3): warning #940-D: bad', '35mwarning'],
    ['ptxas error   : too much', '31merror'],
    ['collect2: error: ld returned 1 exit status', '31merror'],
    ['CMake Error at CMakeLists.txt:7 (find_package):', '31mCMake Error'],
    ['CMake Warning (dev) at CMakeLists.txt:5 (message):', '35mCMake Warning (dev)'],
    ['FAILED: a.o', '31mFAILED:'],
    ['make[2]: *** [x.make:7: a.o] Error 1', '31mmake[2]: ***'],
    ['-- no error: here', undefined],
    ['[1/2] Building CXX object error.o', undefined],
  ] as const) {
    test(line, () => {
      assert.equal(colored(line), expected);
      assert.equal(stripAnsi(colorMessage(line)), line);
    });
  }

  test('a line with colours stays as it is', () => {
    const line = '\u001b[01m/w/a.cpp:3:\u001b[m error: no';

    assert.equal(colorMessage(line), line);
  });

  test('what is read out of a build stays the same', () => {
    for (const name of ['gcc10-notes', 'ld-debug', 'nvcc13', 'cmake3.25', 'make']) {
      const text = recorded(name);

      assert.deepEqual(diagnose(text.split('\n').map(colorMessage).join('\n')), diagnose(text));
    }
  });
});
