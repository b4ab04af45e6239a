import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { LineReader } from '../base/lineReader';
import { chunksOf } from './chunksOf';
import { errorFromText, type Action } from './apiError';
import { EngineError } from './engineError';
import { LooseJson } from './looseJson';
import { showLog } from './nextSteps';

/**
 * Reads a stream of JSON, one value on each line, as the engine reports progress and events. A line
 * `{"error": …}` means that what was asked for has failed, although the answer began well.
 */
export async function* readJsonLines(
  source: Readable,
  action: Action,
): AsyncGenerator<LooseJson, void, undefined> {
  const decoder = new StringDecoder('utf8');
  const reader = new LineReader();
  for await (const chunk of chunksOf(source)) {
    for (const line of reader.push(decoder.write(chunk))) {
      yield* jsonOfLine(line, action);
    }
  }
  for (const line of [...reader.push(decoder.end()), ...reader.end()]) {
    yield* jsonOfLine(line, action);
  }
}

function* jsonOfLine(line: string, action: Action): Generator<LooseJson, void, undefined> {
  if (line.trim() === '') {
    return;
  }
  const json = parse(line, action);
  const error = json.at('errorDetail', 'message').text || json.at('error').text;
  if (error) {
    const options = { cause: new Error(error) };
    throw (
      errorFromText(error, action, options) ??
      new EngineError(
        'failed',
        `The engine could not ${action.what}: ${error.trim().replace(/\.$/, '')}.`,
        [showLog],
        options,
      )
    );
  }
  yield json;
}

function parse(line: string, action: Action): LooseJson {
  try {
    return LooseJson.parse(line);
  } catch (error) {
    throw new EngineError(
      'failed',
      `The engine answered with something that is no JSON when asked to ${action.what}: ${line.slice(0, 200)}`,
      [showLog],
      { cause: error },
    );
  }
}
