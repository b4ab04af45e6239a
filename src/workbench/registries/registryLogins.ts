import type * as vscode from 'vscode';
import type { RegistryCredentials } from '../../domain/registryCredentials';
import { configuredHelper, eraseFromHelper, keepInHelper } from '../../engine/credentialHelper';
import type { Environment } from '../../engine/dockerConfig';
import type { CredentialSource } from '../../engine/registryCredentials';

/** A log-in that Drydock made, without its secret. */
export interface RegistryLogin {
  readonly registry: string;
  readonly username: string;
  /** Docker's credential helper that has the secret; absent where VS Code keeps it. */
  readonly helper?: string;
}

const listKey = 'drydock.registries';

/**
 * The log-ins to registries that Drydock made. Where Docker's config.json names a credential helper
 * that one keeps the secret, so that `docker` knows it, too; else VS Code's secret storage does.
 */
export class RegistryLogins implements CredentialSource {
  constructor(
    private readonly secrets: Pick<vscode.SecretStorage, 'get' | 'store' | 'delete'>,
    private readonly memento: Pick<vscode.Memento, 'get' | 'update'>,
    private readonly env: Environment,
  ) {}

  get all(): readonly RegistryLogin[] {
    return this.memento.get<readonly RegistryLogin[]>(listKey, []);
  }

  /** Whether there are some that only Drydock knows, and no `docker` command does. */
  get areKeptHere(): boolean {
    return this.all.some(({ helper }) => helper === undefined);
  }

  registries(): readonly string[] {
    return this.all.map(({ registry }) => registry);
  }

  /** Those of a helper are found by the engine, as it looks into Docker's configuration. */
  async credentialsFor(registry: string): Promise<RegistryCredentials | undefined> {
    const text = await this.secrets.get(secretKey(registry));
    return text === undefined ? undefined : readCredentials(JSON.parse(text));
  }

  /** Keeps a log-in that the registry has accepted. */
  async keep(registry: string, username: string, credentials: RegistryCredentials): Promise<void> {
    const helper = await configuredHelper(registry, this.env);
    if (helper === undefined) {
      await this.secrets.store(secretKey(registry), JSON.stringify(credentials));
    } else {
      await keepInHelper(helper, registry, credentials, this.env);
      await this.secrets.delete(secretKey(registry));
    }
    await this.remember([
      ...this.others(registry),
      { registry, username, ...(helper === undefined ? {} : { helper }) },
    ]);
  }

  async forget({ registry, helper }: RegistryLogin): Promise<void> {
    if (helper !== undefined) {
      await eraseFromHelper(helper, registry, this.env);
    }
    await this.secrets.delete(secretKey(registry));
    await this.remember(this.others(registry));
  }

  private others(registry: string): RegistryLogin[] {
    return this.all.filter((login) => login.registry !== registry);
  }

  private async remember(logins: readonly RegistryLogin[]): Promise<void> {
    await this.memento.update(listKey, logins);
  }
}

function secretKey(registry: string): string {
  return `drydock.registry|${registry}`;
}

function readCredentials(kept: unknown): RegistryCredentials | undefined {
  if (typeof kept !== 'object' || kept === null) {
    return undefined;
  }
  if ('identityToken' in kept && typeof kept.identityToken === 'string') {
    return { kind: 'token', identityToken: kept.identityToken };
  }
  return 'username' in kept &&
    typeof kept.username === 'string' &&
    'password' in kept &&
    typeof kept.password === 'string'
    ? { kind: 'password', username: kept.username, password: kept.password }
    : undefined;
}
