import { readFile } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { parseDockerfile } from '../../domain/imageBuild/dockerfile';
import { commandIds } from '../commandIds';
import type { Engines } from '../engine/engines';
import type { RegisterCommand } from '../registerCommand';
import { requireTrust } from '../trust';
import { askForBuild } from './askForBuild';
import { askForTypedSecrets } from './askForSecrets';
import { BuildChoicesMemory } from './buildChoices';
import type { ImageProvider } from './imageProvider';
import { pickDockerfile } from './pickDockerfile';

/** Registers **Build Image…**, which remembers for each Dockerfile how it was built the last time. */
export function registerImageBuild(
  registerCommand: RegisterCommand,
  engines: Engines,
  provider: ImageProvider,
  memento: vscode.Memento,
): void {
  const memory = new BuildChoicesMemory(memento);
  registerCommand(commandIds.imageBuild, async (file?: unknown) => {
    requireTrust();
    const source = file instanceof vscode.Uri ? file : await pickDockerfile();
    const dockerfile = parseDockerfile(await readFile(source.fsPath, 'utf8'));
    const choices = await askForBuild(source, dockerfile, memory.of(source));
    memory.keep(source, choices);
    const { contextHostPath, tags, target, platform, ...more } = choices;
    const [tag = '', ...moreTags] = tags;
    const secrets = await askForTypedSecrets(choices.secrets, tag);
    await provider.build(engines.current, {
      ...more,
      secrets,
      contextHostPath,
      dockerfile: relative(contextHostPath, source.fsPath).split(sep).join('/'),
      tag,
      moreTags,
      ...(target === '' ? {} : { target }),
      ...(platform === '' ? {} : { platform }),
    });
  });
}
