import type { ContainerSummary } from '../domain/container';

/** A container as the engine finds it, and as a person knows it. */
export interface ContainerRef {
  /** Id or name. */
  readonly id: string;
  readonly name: string;
}

/** Remembers which name belongs to which id, so that messages name a container as people do. */
export class ContainerNames {
  private names = new Map<string, string>();

  replace(containers: readonly ContainerSummary[]): void {
    this.names = new Map(containers.map(({ id, name }) => [id, name]));
  }

  add(id: string, name: string | undefined): void {
    if (name) {
      this.names.set(id, name);
    }
  }

  rename(container: string, name: string): void {
    if (this.names.has(container)) {
      this.names.set(container, name);
    }
  }

  /** The name of a container; of an unknown id the twelve digits that the docker CLI shows. */
  of(container: string): string {
    const isId = /^[0-9a-f]{64}$/.test(container);
    return this.names.get(container) ?? (isId ? container.slice(0, 12) : container);
  }
}
