import * as l10n from '@vscode/l10n';
import { html, nothing, render, svg, type TemplateResult } from 'lit';
import type { StatisticsContract } from '../../contracts/statisticsContract';
import { byteSize } from '../../domain/byteSize';
import { chartPath, chartScale } from '../../domain/statistics/chartScale';
import type { UsagePoint } from '../../domain/statistics/usagePoint';
import { percentText } from '../../domain/statistics/usageText';
import { connectToHost } from '../connectToHost';
import './statistics.css';

/** The span that is drawn, in milliseconds. */
const span = 5 * 60_000;
/** Samples come about once a second; after this the line is broken. */
const gap = 5_000;
const mostPoints = 600;

interface Metric {
  readonly title: string;
  readonly values: readonly {
    readonly name?: string;
    readonly of: (point: UsagePoint) => number | undefined;
  }[];
  readonly text: (value: number) => string;
  readonly smallestEnd: number;
}

const rate = (value: number): string => l10n.t('{0}/s', byteSize(value));

const metrics: readonly Metric[] = [
  {
    title: l10n.t('CPU'),
    values: [{ of: ({ cpuPercent }) => cpuPercent }],
    text: percentText,
    smallestEnd: 10,
  },
  {
    title: l10n.t('Memory'),
    values: [{ of: ({ memory }) => memory }],
    text: byteSize,
    smallestEnd: 1e6,
  },
  {
    title: l10n.t('Network'),
    values: [
      { name: l10n.t('received'), of: ({ received }) => received },
      { name: l10n.t('sent'), of: ({ sent }) => sent },
    ],
    text: rate,
    smallestEnd: 1000,
  },
  {
    title: l10n.t('Block I/O'),
    values: [
      { name: l10n.t('read'), of: ({ read }) => read },
      { name: l10n.t('written'), of: ({ written }) => written },
    ],
    text: rate,
    smallestEnd: 1000,
  },
  {
    title: l10n.t('Processes and Threads'),
    values: [{ of: ({ processes }) => processes }],
    text: (value) => value.toFixed(0),
    smallestEnd: 5,
  },
];

const gpuMetrics: readonly Metric[] = [
  {
    title: l10n.t('GPU'),
    values: [{ of: ({ gpu }) => gpu?.percent }],
    text: percentText,
    smallestEnd: 100,
  },
  {
    title: l10n.t('GPU Memory'),
    values: [{ of: ({ gpu }) => gpu?.memory }],
    text: byteSize,
    smallestEnd: 1e9,
  },
];

const host = connectToHost<StatisticsContract>();
const page = document.getElementById('page');
if (!page) {
  throw new Error('The page has no place for the statistics.');
}
const place = page;
const { containers } = host.state;
const points = new Map<string, UsagePoint[]>();
const notes = new Map<string, string | undefined>();

function pointsOf(id: string): readonly UsagePoint[] {
  return points.get(id) ?? [];
}

function show(): void {
  const hasGpu = [...points.values()].some((each) => each.some(({ gpu }) => gpu));
  const shown = hasGpu ? [...metrics, ...gpuMetrics] : metrics;
  render(
    html`<div class="charts">${shown.map(chart)}</div>
      ${table(shown)}`,
    place,
  );
}

function chart(metric: Metric): TemplateResult {
  const to = Math.max(0, ...containers.map(({ id }) => pointsOf(id).at(-1)?.time ?? 0));
  const from = to - span;
  const all = containers.flatMap(({ id }) =>
    pointsOf(id).flatMap((point) => metric.values.map(({ of }) => of(point) ?? 0)),
  );
  const end = chartScale(Math.max(0, ...all), metric.smallestEnd);
  const lines = containers.flatMap(({ id }, index) =>
    metric.values.map(({ of }, kind) => {
      const values = pointsOf(id).map((point) => ({ time: point.time, value: of(point) }));
      const path = chartPath(values, from, to, end, gap);
      return svg`<path class="line color-${index % 6} kind-${kind}" d=${path}></path>`;
    }),
  );
  return html`<figure>
    <figcaption>${metric.title}${kinds(metric)}</figcaption>
    <div class="plot" aria-hidden="true">
      <span class="end">${metric.text(end)}</span>
      <svg viewBox="0 0 100 100" preserveAspectRatio="none">
        <path class="grid" d="M0 0H100M0 50H100M0 100H100"></path>
        ${lines}
      </svg>
      <span class="from">${l10n.t('5 minutes ago')}</span><span class="now">${l10n.t('now')}</span>
    </div>
  </figure>`;
}

function kinds({ values }: Metric): TemplateResult | typeof nothing {
  return values.length > 1
    ? html`<span class="kinds"
        >${values.map(({ name }, kind) => html`<span class="kind-${kind}">${name}</span>`)}</span
      >`
    : nothing;
}

function table(shown: readonly Metric[]): TemplateResult {
  return html`<table>
    <caption>
      ${l10n.t('What the containers use now')}
    </caption>
    <thead>
      <tr>
        <th scope="col">${l10n.t('Container')}</th>
        ${shown.flatMap(({ title, values }) =>
          values.map(
            ({ name }) =>
              html`<th scope="col">${name === undefined ? title : `${title}, ${name}`}</th>`,
          ),
        )}
      </tr>
    </thead>
    <tbody>
      ${containers.map(({ id, name }, index) => {
        const note = notes.get(id);
        return html`<tr>
          <th scope="row">
            <span class="swatch color-${index % 6}" aria-hidden="true"></span>${name}
            ${note === undefined ? nothing : html`<span class="note">${note}</span>`}
          </th>
          ${shown.flatMap((metric) => metric.values.map(({ of }) => cell(id, metric, of)))}
        </tr>`;
      })}
    </tbody>
  </table>`;
}

function cell(
  id: string,
  { text }: Metric,
  of: (point: UsagePoint) => number | undefined,
): TemplateResult {
  const last = notes.get(id) === undefined ? pointsOf(id).at(-1) : undefined;
  const value = last && of(last);
  return html`<td>${value === undefined ? '–' : text(value)}</td>`;
}

host.listen((message) => {
  switch (message.type) {
    case 'history':
      points.clear();
      for (const [id, known] of Object.entries(message.of)) {
        points.set(id, [...known]);
      }
      break;
    case 'point': {
      const known = points.get(message.id) ?? [];
      points.set(message.id, [...known, message.point].slice(-mostPoints));
      break;
    }
    case 'note':
      notes.set(message.id, message.note);
      break;
  }
  show();
});
show();
