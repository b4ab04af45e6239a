import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import * as vscode from 'vscode';
import { errorMessage } from '../../base/errors';
import type { BuildEvent } from '../../domain/imageBuild/buildEvent';
import { mountsSshAgent } from '../../domain/imageBuild/buildSecret';
import { BuildTrace } from '../../domain/imageBuild/buildTrace';
import { parseDockerfile } from '../../domain/imageBuild/dockerfile';
import { chooseImageBuilder } from '../../engine/chooseImageBuilder';
import type { ImageBuildRequest } from '../../engine/imageOperations';
import type { ShownEngine } from '../engine/engines';
import { isCancellation } from '../messages';
import type { DockerCommandLog } from '../outputLog';
import { TextTerminal } from '../terminals/textTerminal';
import type { RegistryLogins } from '../registries/registryLogins';
import type { ImageBuildProblems } from './imageBuildProblems';
import type { ImageJobs, JobReport } from './imageJobs';

/** What {@link buildImage} makes an image from. */
export interface ImageRecipe extends Omit<ImageBuildRequest, 'tags'> {
  readonly tag: string;
  readonly moreTags?: readonly string[];
}

/** What {@link buildImage} works with. */
export interface BuildServices {
  readonly dockerCommands: DockerCommandLog;
  readonly jobs: ImageJobs;
  readonly problems: ImageBuildProblems;
  readonly log: vscode.LogOutputChannel;
  readonly logins: RegistryLogins;
}

/**
 * Builds an image: its steps in rows of the **Images** view, its log in a terminal, and a notification
 * that counts. All three can cancel. The instruction that failed is shown in the Dockerfile. Resolves
 * with the image's id.
 */
export async function buildImage(
  shown: ShownEngine,
  services: BuildServices,
  { tag, moreTags = [], ...recipe }: ImageRecipe,
): Promise<string> {
  const request: ImageBuildRequest = { ...recipe, tags: [tag, ...moreTags] };
  const source = vscode.Uri.file(join(request.contextHostPath, request.dockerfile));
  const terminal = new TextTerminal();
  const opened = openTerminal(tag, terminal);
  const dockerfile = parseDockerfile(await textOf(source));
  const trace = new BuildTrace(dockerfile);
  if (mountsSshAgent(dockerfile)) {
    terminal.writeNote(
      vscode.l10n.t(
        'A step mounts your SSH agent ("--mount=type=ssh"), which Drydock does not forward. If the step fails without it, run "docker buildx build --ssh default" in a terminal.',
      ),
    );
  }
  services.problems.clear(source);
  try {
    const id = await services.jobs.run(
      {
        title: vscode.l10n.t('Building {0}', tag),
        kind: 'build',
        source,
        showLog: () => opened.show(),
      },
      (report, signal) =>
        run(shown, services, request, {
          trace,
          terminal,
          report,
          signal: AbortSignal.any([signal, terminal.signal]),
        }),
    );
    terminal.end(vscode.l10n.t('The image "{0}" is built.', tag));
    return id;
  } catch (error) {
    if (isCancellation(error)) {
      terminal.end(vscode.l10n.t('The build was cancelled.'));
      throw error;
    }
    terminal.end(errorMessage(error));
    await services.problems.show(source, trace, error);
    throw error;
  }
}

interface Running {
  readonly trace: BuildTrace;
  readonly terminal: TextTerminal;
  readonly report: (report: JobReport) => void;
  readonly signal: AbortSignal;
}

async function run(
  { engine, docker }: ShownEngine,
  { dockerCommands, log, logins }: BuildServices,
  request: ImageBuildRequest,
  { trace, terminal, report, signal }: Running,
): Promise<string> {
  const builder = await chooseImageBuilder(
    engine,
    docker,
    { env: process.env, hasOwnLogins: () => logins.areKeptHere },
    signal,
  );
  dockerCommands.add(builder.command(request));
  log.info(`The image is built by ${builder.name}.`);
  terminal.writeNote(vscode.l10n.t('Building with {0}', builder.name));
  const tell = (): void => {
    const note = trace.running?.name ?? '';
    report({ done: trace.done, note, steps: trace.steps(Date.now()) });
  };
  // The time of a step that says nothing goes on.
  const clock = setInterval(tell, 1000);
  try {
    return await builder.build(
      request,
      (event) => {
        trace.take(event);
        write(terminal, event);
        if (event.kind !== 'log') {
          tell();
        }
      },
      signal,
    );
  } catch (error) {
    trace.stop(isCancellation(error) ? 'cancelled' : 'failed', Date.now());
    throw error;
  } finally {
    clearInterval(clock);
    tell();
  }
}

function openTerminal(tag: string, pty: TextTerminal): vscode.Terminal {
  const name = vscode.l10n.t('Build {0}', tag);
  const terminal = vscode.window.createTerminal({
    name,
    pty,
    iconPath: new vscode.ThemeIcon('tools'),
  });
  terminal.show(true);
  return terminal;
}

function write(terminal: TextTerminal, event: BuildEvent): void {
  if (event.kind === 'log') {
    terminal.writeText(event.text);
  } else if (event.kind === 'step' && event.step.state === 'running') {
    terminal.writeText(`\x1b[1m${event.step.name}\x1b[0m\n`);
  }
}

/** One that is not there is the builder's to complain about. */
async function textOf(source: vscode.Uri): Promise<string> {
  try {
    return await readFile(source.fsPath, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error) {
      return '';
    }
    throw error;
  }
}
