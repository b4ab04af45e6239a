import { DisposableStore, type Disposable } from '../../base/disposable';
import { errorMessage, UserError } from '../../base/errors';
import * as vscode from 'vscode';
import type { NetworkMapContract, NetworkMapState } from '../../contracts/networkMapContract';
import type { ContainerNetwork, ContainerSummary } from '../../domain/container';
import { reachMap } from '../../domain/reach';
import { EngineError } from '../../engine/engineError';
import type { Engines, ShownEngine } from '../engine/engines';

/** How many containers are asked for their names at a time. */
const atATime = 8;

/** The host's half of the picture: draws it up anew when something changes, while it is shown. */
export class NetworkMapHost {
  private readonly owner = new DisposableStore();
  private watching: Disposable | undefined;
  /** What inspecting has told of containers that are as they were: lists leave the aliases out. */
  private told = new Map<
    string,
    { readonly as: string; readonly networks: readonly ContainerNetwork[] }
  >();
  /** The last drawing: an earlier one comes too late. */
  private drawing: symbol | undefined;

  constructor(
    private readonly view: { post(message: NetworkMapContract['toView']): void },
    private readonly state: NetworkMapState,
    private readonly engines: Engines,
    private readonly reveal: (engine: ShownEngine, containerId: string) => Promise<void>,
  ) {
    this.owner.add(engines.onDidChangeResources(() => this.update()));
    this.owner.add(engines.onDidChange(() => this.update()));
  }

  /** The page is shown: the engine lists its networks from now on. */
  ready(): void {
    const engine = this.engine();
    engine?.store.start();
    this.watching ??= engine?.store.watch('networks');
    this.update();
  }

  async receive({ container }: NetworkMapContract['toHost']): Promise<void> {
    const engine = this.engine();
    if (!engine) {
      throw new UserError(this.gone());
    }
    await this.reveal(engine, container);
  }

  hidden(): void {
    this.watching?.dispose();
    this.watching = undefined;
    this.drawing = undefined;
  }

  dispose(): void {
    this.hidden();
    this.owner.dispose();
  }

  private engine(): ShownEngine | undefined {
    return this.engines.all.find(({ id }) => id === this.state.engine);
  }

  private gone(): string {
    return vscode.l10n.t('The engine "{0}" is not shown any more.', this.state.label);
  }

  private update(): void {
    if (this.watching) {
      // What fails is shown on the page.
      void this.draw();
    }
  }

  private async draw(): Promise<void> {
    const drawing = Symbol('drawing');
    this.drawing = drawing;
    const message = await this.message();
    if (this.drawing === drawing && message) {
      this.view.post(message);
    }
  }

  /** Undefined while the engine is still being asked. */
  private async message(): Promise<NetworkMapContract['toView'] | undefined> {
    const engine = this.engine();
    if (!engine) {
      return { type: 'problem', message: this.gone() };
    }
    const { connection, networks, containers } = engine.store.snapshot;
    if (connection.state === 'disconnected') {
      return { type: 'problem', message: connection.error.message };
    }
    if (connection.state === 'connecting' || !networks) {
      return undefined;
    }
    try {
      return { type: 'map', map: reachMap(networks, await this.named(engine, containers)) };
    } catch (error) {
      return { type: 'problem', message: errorMessage(error) };
    }
  }

  /** The containers with the names by which others find them. */
  private async named(
    { engine }: ShownEngine,
    containers: readonly ContainerSummary[],
  ): Promise<readonly ContainerSummary[]> {
    const told: typeof this.told = new Map();
    const rest = [...containers];
    const askRest = async (): Promise<void> => {
      for (let next = rest.pop(); next; next = rest.pop()) {
        const as = JSON.stringify(next.networks);
        const before = this.told.get(next.id);
        const known = before?.as === as ? before.networks : undefined;
        const isAsked = next.state === 'running' && next.networks.length > 0;
        const networks = known ?? (isAsked ? await networksOf(engine, next) : next.networks);
        told.set(next.id, { as, networks });
      }
    };
    await Promise.all(Array.from({ length: atATime }, askRest));
    this.told = told;
    return containers.map((container) => {
      return { ...container, networks: told.get(container.id)?.networks ?? container.networks };
    });
  }
}

/** A container that has gone meanwhile is not asked any more; the next list leaves it out. */
async function networksOf(
  engine: ShownEngine['engine'],
  { id, networks }: ContainerSummary,
): Promise<readonly ContainerNetwork[]> {
  try {
    return (await engine.inspectContainer(id)).networks;
  } catch (error) {
    if (error instanceof EngineError && error.kind === 'notFound') {
      return networks;
    }
    throw error;
  }
}
