import type { OpenTerminalBody } from '../../domain/launchConfiguration';

/** Reads what the adapter sent with its event; undefined when it is not what was agreed on. */
export function parseOpenTerminal(body: unknown): OpenTerminalBody | undefined {
  if (typeof body !== 'object' || body === null) {
    return undefined;
  }
  const { containerId, user, title, argv, env, cwd } = { ...emptyBody, ...body };
  if (typeof containerId !== 'string' || typeof title !== 'string' || !isTexts(argv)) {
    return undefined;
  }
  return {
    containerId,
    title,
    argv,
    ...(typeof user === 'string' ? { user } : {}),
    ...(isTexts(env) ? { env } : {}),
    ...(typeof cwd === 'string' ? { cwd } : {}),
  };
}

const emptyBody: Readonly<Record<keyof OpenTerminalBody, unknown>> = {
  containerId: undefined,
  user: undefined,
  title: undefined,
  argv: undefined,
  env: undefined,
  cwd: undefined,
};

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
