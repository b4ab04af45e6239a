import type { MappedContainer, MappedNetwork, ReachMap } from './reach';

/** The picture's measures, in pixels. */
export const reachMeasures = {
  names: 230,
  column: 170,
  row: 30,
  head: 92,
  ports: 170,
} as const;

/** Where everything stands in the picture: a column for each network, a row for each container. */
export interface ReachLayout {
  readonly width: number;
  readonly height: number;
  readonly columns: readonly ReachColumn[];
  readonly rows: readonly ReachRow[];
}

export interface ReachColumn {
  readonly network: MappedNetwork;
  /** A number for its colour. */
  readonly color: number;
  readonly x: number;
  /** How far down its line goes. */
  readonly end: number;
}

export interface ReachRow {
  readonly container: MappedContainer;
  readonly y: number;
  /** How far right its line goes. */
  readonly end: number;
  readonly dots: readonly { readonly column: ReachColumn; readonly address: string }[];
}

/** How many colours the networks take turns with. */
const colors = 6;

/** Lays the picture out: containers by the networks that they are on, so that neighbours stand together. */
export function layOutReach({ networks, containers }: ReachMap): ReachLayout {
  const { names, column, row, head, ports } = reachMeasures;
  const sorted = [...containers].sort(
    (a, b) => firstColumn(a, networks) - firstColumn(b, networks),
  );
  const yOf = (index: number): number => head + row * index + row / 2;
  const columns = networks.map((network, index): ReachColumn => {
    const last = sorted.findLastIndex(({ places }) =>
      places.some((each) => each.network === network.id),
    );
    const end = last < 0 ? head : yOf(last);
    return { network, color: index % colors, x: names + column * index + 16, end };
  });
  const rows = sorted.map((container, index): ReachRow => {
    const dots = columns.flatMap((each) => {
      const place = container.places.find(({ network }) => network === each.network.id);
      return place ? [{ column: each, address: place.address ?? '' }] : [];
    });
    return { container, y: yOf(index), end: dots.at(-1)?.column.x ?? 0, dots };
  });
  return {
    width: names + column * networks.length + ports,
    height: head + row * containers.length + row,
    columns,
    rows,
  };
}

/** A text that fits, with what is left out marked. */
export function fitting(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

function firstColumn({ places }: MappedContainer, networks: readonly MappedNetwork[]): number {
  const first = networks.findIndex(({ id }) => places.some(({ network }) => network === id));
  return first < 0 ? networks.length : first;
}
