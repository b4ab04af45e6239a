import { posix, win32 } from 'node:path';
import { workspaceFolderLabel, type ContainerSummary } from '../container';
import { devcontainerFileLabel } from '../devcontainer/devcontainer';
import { isAbsoluteHostPath } from '../hostPaths';

/** The labels by which Compose knows its containers, networks and volumes. */
export const composeProjectLabel = 'com.docker.compose.project';
export const composeServiceLabel = 'com.docker.compose.service';

/** The name of the file in which Drydock adds its labels to services, for as long as Compose runs. */
export const overrideName = 'drydock.override.json';

/** A Compose project, as its containers tell of it. */
export interface ComposeProject {
  /** Empty where Compose is to make it, of what it reads in the files. */
  readonly name: string;
  /** What paths in its files are relative to; empty where the containers do not say. */
  readonly hostFolder: string;
  /** Absolute, without those that Drydock adds. */
  readonly files: readonly string[];
  readonly envFiles: readonly string[];
  /** Drydock's labels of services, which Compose would take away when it makes them anew. */
  readonly labels: ServiceLabels;
}

/** Labels by service. */
export type ServiceLabels = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The project of containers, of which the first that tells something is believed. */
export function composeProjectOf(
  name: string,
  containers: readonly Pick<ContainerSummary, 'labels'>[],
): ComposeProject {
  const own = containers.filter(({ labels }) => labels[composeProjectLabel] === name);
  const told = (key: string): string =>
    own.map(({ labels }) => labels[`com.docker.compose.project.${key}`] ?? '').find(Boolean) ?? '';
  const hostFolder = told('working_dir');
  const paths = (key: string): string[] =>
    told(key)
      .split(',')
      .filter((path) => path !== '' && path !== '-' && !path.endsWith(overrideName))
      .map((path) => absolute(hostFolder, path));
  return {
    name,
    hostFolder,
    files: paths('config_files'),
    envFiles: paths('environment_file'),
    labels: Object.fromEntries(
      own.flatMap(({ labels }) => {
        const kept = [workspaceFolderLabel, devcontainerFileLabel].flatMap((key) =>
          labels[key] === undefined ? [] : [[key, labels[key]] as const],
        );
        const service = labels[composeServiceLabel];
        return service === undefined || kept.length === 0
          ? []
          : [[service, Object.fromEntries(kept)]];
      }),
    ),
  };
}

/** A file of Compose that only adds labels to services. JSON is YAML, and `$` begins a variable. */
export function labelsFile(labels: ServiceLabels): string {
  const services = Object.entries(labels).map(([service, added]) => {
    const escaped = Object.entries(added).map(
      ([key, value]) => [key, value.replaceAll('$', '$$$$')] as const,
    );
    return [service, { labels: Object.fromEntries(escaped) }] as const;
  });
  return JSON.stringify({ services: Object.fromEntries(services) });
}

/** Which project Compose is to work on: by its files, or by its name alone. */
export function projectWords(project: ComposeProject, files: readonly string[]): readonly string[] {
  const { name, hostFolder, envFiles } = project;
  return [
    ...(name === '' ? [] : ['-p', name]),
    ...(files.length > 0 && hostFolder !== '' ? ['--project-directory', hostFolder] : []),
    ...(files.length > 0 ? envFiles.flatMap((file) => ['--env-file', file]) : []),
    ...files.flatMap((file) => ['-f', file]),
  ];
}

/**
 * The names of the files that Compose reads on top of one that it finds by itself, of which the first
 * that is there counts.
 */
export function overridesOf(name: string): readonly string[] {
  return /^(?:docker-)?compose\.ya?ml$/.test(name)
    ? ['compose', 'docker-compose'].flatMap((base) => [
        `${base}.override.yml`,
        `${base}.override.yaml`,
      ])
    : [];
}

/** Compose 1 tells its files relative to the folder. */
function absolute(hostFolder: string, path: string): string {
  if (isAbsoluteHostPath(path)) {
    return path;
  }
  return (hostFolder.includes('\\') ? win32 : posix).join(hostFolder, path);
}
