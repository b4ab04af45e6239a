import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { EngineError } from '../../../src/engine/engineError';
import { readJsonLines } from '../../../src/engine/jsonLines';

suite('The reader of JSON lines', () => {
  test('reads lines that arrive in pieces, with characters cut in two', async () => {
    const bytes = Buffer.from('{"status":"grün"}\r\n{"status":"žluť"}\n');
    assert.deepEqual(await statusesOf([...bytes].map((byte) => Buffer.from([byte]))), [
      'grün',
      'žluť',
    ]);
  });

  test('reads a last line without an end', async () => {
    assert.deepEqual(await statusesOf(['{"status":"a"}\n', '\n', '{"status":"b"}']), ['a', 'b']);
  });

  test('fails at an error line, although the answer began well', async () => {
    await assert.rejects(
      statusesOf(['{"status":"a"}\n{"errorDetail":{"message":"boom"},"error":"boom"}\n']),
      (error) =>
        error instanceof EngineError &&
        error.message === 'The engine could not pull the image "x": boom.',
    );
  });

  test('knows an error line that means: log in', async () => {
    await assert.rejects(
      statusesOf(['{"error":"pull access denied for x, repository does not exist"}']),
      (error) => error instanceof EngineError && error.kind === 'unauthorized',
    );
  });

  test('fails at a line that is no JSON', async () => {
    await assert.rejects(
      statusesOf(['<html>proxy</html>\n']),
      (error) => error instanceof EngineError && error.message.includes('<html>proxy</html>'),
    );
  });
});

async function statusesOf(chunks: readonly (string | Buffer)[]): Promise<string[]> {
  const source = Readable.from(chunks.map((chunk) => Buffer.from(chunk)));
  const action = { what: 'pull the image "x"', subject: 'The image "x"' };
  const statuses: string[] = [];
  for await (const json of readJsonLines(source, action)) {
    statuses.push(json.at('status').text);
  }
  return statuses;
}
