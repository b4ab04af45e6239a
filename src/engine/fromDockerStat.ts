import { fromGoFileMode, type PathStat } from '../domain/pathStat';
import type { Action } from './apiError';
import { EngineError } from './engineError';
import { momentOf } from './fromDocker';
import { LooseJson } from './looseJson';
import { showLog } from './nextSteps';

/** Reads the header `X-Docker-Container-Path-Stat`: JSON in Base64. */
export function statFromHeader(header: string | string[] | undefined, action: Action): PathStat {
  const text = Buffer.from(String(header ?? ''), 'base64').toString('utf8');
  const json = parsed(text, action);
  const linkTarget = json.at('linkTarget').text;
  const { type, mode } = fromGoFileMode(json.at('mode').number);
  return {
    name: json.at('name').text,
    type,
    size: json.at('size').number,
    mode,
    modified: momentOf(json.at('mtime')),
    ...(type === 'link' && linkTarget ? { linkTarget } : {}),
  };
}

function parsed(text: string, action: Action): LooseJson {
  try {
    return LooseJson.parse(text);
  } catch (error) {
    throw new EngineError(
      'failed',
      `The engine did not say what it found when asked to ${action.what}.`,
      [showLog],
      { cause: error },
    );
  }
}
