import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { CancelledError, throwIfCancelled } from '../base/errors';
import { PlainProgress } from '../domain/imageBuild/plainProgress';
import { RawJsonProgress } from '../domain/imageBuild/rawJsonProgress';
import { typedSecrets } from '../domain/imageBuild/buildSecret';
import { errorFromText } from './apiError';
import type { Environment } from './dockerConfig';
import { endProcessGroup, hasProcessGroups } from './endProcessGroup';
import { EngineError } from './engineError';
import { buildWords, type DockerWords, type ImageBuilder } from './imageBuilder';
import type { ImageBuildRequest } from './imageOperations';
import { showLog } from './nextSteps';
import { readSecrets } from './readSecrets';

/** BuildKit, by the docker CLI: a program of the host, started without a shell. */
export function buildxBuilder(
  version: string,
  docker: DockerWords,
  env: Environment,
): ImageBuilder {
  const command = (request: ImageBuildRequest, ...more: readonly string[]): readonly string[] =>
    docker(
      'buildx',
      'build',
      ...more,
      // A builder in a container of its own would keep the image to itself.
      '--load',
      ...buildWords(request),
      '-f',
      join(request.contextHostPath, request.dockerfile),
      request.contextHostPath,
    );
  return {
    name: `BuildKit by docker buildx ${version}`,
    command: (request) => command(request),

    async build(request, report, signal) {
      const { secrets = [] } = request;
      // Its own words about a secret that is not there name neither the secret nor what to do.
      await readSecrets(secrets, env);
      const hasRawJson = isAtLeast(version, 0, 13);
      const parser = hasRawJson ? new RawJsonProgress() : new PlainProgress();
      const folder = await mkdtemp(join(tmpdir(), 'drydock-image-'));
      const idFile = join(folder, 'id');
      let said = '';
      try {
        const argv = command(
          request,
          `--progress=${hasRawJson ? 'rawjson' : 'plain'}`,
          '--iidfile',
          idFile,
        );
        const take = (events: ReturnType<typeof parser.push>): void => {
          for (const event of events) {
            if (event.kind === 'log' && event.stepId === undefined) {
              said = (said + event.text).slice(-8000);
            }
            report(event);
          }
        };
        const code = await runToEnd(
          argv,
          { ...env, ...typedSecrets(secrets) },
          (text) => take(parser.push(text)),
          signal,
        );
        take(parser.end());
        if (code !== 0) {
          throw failure(request, said, code);
        }
        return (await readFile(idFile, 'utf8')).trim();
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

/** Resolves with the exit code. The signal ends the program, and what it has started. */
function runToEnd(
  argv: readonly string[],
  env: Environment,
  take: (text: string) => void,
  signal: AbortSignal | undefined,
): Promise<number> {
  throwIfCancelled(signal);
  const [program = '', ...args] = argv;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      env: { ...env, DOCKER_CLI_HINTS: 'false' },
      stdio: ['ignore', 'ignore', 'pipe'],
      // buildx is a child of the docker CLI, which does not always pass signals on to it.
      detached: hasProcessGroups,
    });
    const end = (): void => endProcessGroup(child);
    signal?.addEventListener('abort', end, { once: true });
    const decoder = new StringDecoder('utf8');
    child.stderr.on('data', (chunk: Buffer) => take(decoder.write(chunk)));
    child.once('error', reject);
    child.once('close', (code) => {
      signal?.removeEventListener('abort', end);
      if (signal?.aborted === true) {
        reject(new CancelledError());
      } else {
        resolve(code ?? 1);
      }
    });
  });
}

/** What BuildKit says at the end, without what its layers have put before it. */
function failure({ tags, contextHostPath }: ImageBuildRequest, said: string, code: number): Error {
  const name = tags[0] ?? contextHostPath;
  const reason =
    /^ERROR: (.*)$/m
      .exec(said)?.[1]
      ?.replace(
        /^(?:failed to solve(?: with \S+ \S+)?: |rpc error: code = \w+ desc = |failed to create LLB definition: )+/,
        '',
      )
      .replace(/^failed to create LLB definition: /, '') ?? `docker buildx ended with ${code}`;
  const action = { what: `build the image "${name}"`, subject: `The image "${name}"` };
  const options = { cause: new Error(said) };
  return (
    errorFromText(reason, action, options) ??
    new EngineError(
      'failed',
      `The image "${name}" could not be built: ${reason.replace(/\.$/, '')}.`,
      [showLog],
      options,
    )
  );
}

function isAtLeast(version: string, major: number, minor: number): boolean {
  const [ownMajor = 0, ownMinor = 0] = version.split('.').map(Number);
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
}
