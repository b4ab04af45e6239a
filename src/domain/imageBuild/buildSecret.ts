import { formatCsvFields, parseCsvFields } from '../csvFields';
import type { Dockerfile } from './dockerfile';

/** What `RUN --mount=type=secret` may read while an image is built, and what the image does not keep. */
export interface BuildSecret {
  /** As in the Dockerfile. */
  readonly id: string;
  readonly source: SecretSource;
}

export type SecretSource =
  | { readonly kind: 'file'; readonly hostPath: string }
  | { readonly kind: 'variable'; readonly name: string }
  /** Typed by the user: kept nowhere, and on no command line. */
  | { readonly kind: 'text'; readonly text: string };

/** The ids of the secrets that the steps of a Dockerfile mount, in the order in which they are first. */
export function secretsMounted(dockerfile: Dockerfile): readonly string[] {
  const ids = mountsOf(dockerfile, 'secret').map(
    (fields) => valueOf(fields, 'id') ?? valueOf(fields, 'target')?.replace(/^.*\//, '') ?? '',
  );
  return [...new Set(ids.filter((id) => id !== ''))];
}

/** Whether a step of a Dockerfile mounts the user's SSH agent. */
export function mountsSshAgent(dockerfile: Dockerfile): boolean {
  return mountsOf(dockerfile, 'ssh').length > 0;
}

function mountsOf({ instructions }: Dockerfile, type: 'secret' | 'ssh'): readonly string[][] {
  return instructions
    .filter(({ keyword }) => keyword === 'RUN')
    .flatMap(({ text }) => [...text.matchAll(/(?<=^|\s)--mount=(\S+)/g)])
    .map(([, mount = '']) => parseCsvFields(mount) ?? [])
    .filter((fields) => fields.includes(`type=${type}`));
}

function valueOf(fields: readonly string[], key: string): string | undefined {
  return fields.find((field) => field.startsWith(`${key}=`))?.slice(key.length + 1);
}

/** The words by which `docker build` is told of a secret; one that was typed is in its environment. */
export function secretWords(secret: BuildSecret): readonly string[] {
  const { id, source } = secret;
  const from = source.kind === 'file' ? `src=${source.hostPath}` : `env=${variableOf(secret)}`;
  return ['--secret', formatCsvFields([`id=${id}`, from])];
}

/** The variables by which a program is given the secrets that were typed. */
export function typedSecrets(secrets: readonly BuildSecret[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    secrets.flatMap((secret) =>
      secret.source.kind === 'text' ? [[variableOf(secret), secret.source.text]] : [],
    ),
  );
}

function variableOf({ id, source }: BuildSecret): string {
  // Two ids may differ only in what a variable's name cannot have.
  const name = id.replaceAll(/\W/g, (sign) => `_${sign.codePointAt(0)?.toString(16) ?? ''}_`);
  return source.kind === 'variable' ? source.name : `DRYDOCK_SECRET_${name}`;
}
