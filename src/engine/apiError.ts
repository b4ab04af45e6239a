import { EngineError } from './engineError';
import { engineErrorRules } from './engineErrorRules';
import { parseBody } from './engineConnection';
import { retry, showLog } from './nextSteps';
import { registryErrorRules } from './registryErrorRules';

/** The first rule that fits counts. */
const rules = [...registryErrorRules, ...engineErrorRules];

/** What was asked of the engine, in words for a sentence. */
export interface Action {
  /** As in "The engine could not …": `start the container "dev"`. */
  readonly what: string;
  /** As in "… does not exist": `The container "dev"`. */
  readonly subject: string;
  /** The registry that the engine asks for it. */
  readonly registry?: string;
  /** What kind of thing words of two meanings are about. */
  readonly about?: 'path' | 'network';
}

/** Says in a sentence why the engine refused. */
export function apiError(status: number, body: string, action: Action): EngineError {
  const text = parseBody(body).at('message').text || body.trim();
  const options = { cause: new Error(`HTTP ${status}: ${text}`) };
  return errorFromText(text, action, options) ?? errorFromStatus(status, text, action, options);
}

/** Recognises the engine's words, wherever they came from; undefined when no rule fits. */
export function errorFromText(
  text: string,
  action: Action,
  options?: ErrorOptions,
): EngineError | undefined {
  for (const { about, kind, pattern, sentence, nextSteps } of rules) {
    const match = about === undefined || about === action.about ? pattern.exec(text) : null;
    if (match) {
      const steps = nextSteps?.(action) ?? [];
      return new EngineError(kind, sentence(action, match.slice(1)), steps, options);
    }
  }
  return undefined;
}

function errorFromStatus(
  status: number,
  text: string,
  action: Action,
  options: ErrorOptions,
): EngineError {
  const reason = text ? `: ${text.replace(/\.?\s*$/, '')}.` : ` (HTTP ${status}).`;
  switch (status) {
    case 400:
      return new EngineError(
        'badRequest',
        `The engine could not ${action.what}${reason}`,
        [],
        options,
      );
    case 401:
    case 403:
      return new EngineError(
        'unauthorized',
        `The engine does not let you ${action.what}${reason}`,
        [],
        options,
      );
    case 404:
      if (isUnknownRoute(text)) {
        return new EngineError(
          'unsupported',
          `This engine cannot ${action.what} over its API. A newer version of it may.`,
          [],
          options,
        );
      }
      return new EngineError(
        'notFound',
        `${action.subject} does not exist any more.`,
        [retry],
        options,
      );
    case 409:
      return new EngineError(
        'conflict',
        `The engine could not ${action.what}${reason}`,
        [],
        options,
      );
    default:
      return new EngineError(
        'failed',
        `The engine could not ${action.what}${reason}`,
        [showLog],
        options,
      );
  }
}

/** What an engine answers that does not know the call at all, as Podman 4 for an update of limits. */
function isUnknownRoute(text: string): boolean {
  return /^(?:404 )?(?:page )?not found$/i.test(text.trim());
}
