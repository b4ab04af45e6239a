import * as l10n from '@vscode/l10n';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import { html, nothing, render, svg, type TemplateResult } from 'lit';
import type { BuildTimesContract } from '../../contracts/buildTimesContract';
import type { BuildTimes, TimedStep, TimedTarget } from '../../domain/buildTimes';
import { connectToHost } from '../connectToHost';
import './buildTimes.css';

const mostRows = 25;

const host = connectToHost<BuildTimesContract>();
const page = document.getElementById('page');
if (!page) {
  throw new Error('The page has no place for the build times.');
}
const place = page;
let times: BuildTimes | undefined;
let failure: string | undefined;
let isReading = true;

function show(): void {
  render(
    html`<header>
        <h1>${host.state.label}</h1>
        <span role="status">${status()}</span>
        <vscode-button
          secondary
          icon="refresh"
          ?disabled=${isReading}
          @click=${() => host.post({ type: 'read' })}
          >${l10n.t('Read Again')}</vscode-button
        >
      </header>
      ${times ? charts(times) : nothing}`,
    place,
  );
}

function status(): string {
  if (isReading) {
    return l10n.t("Reading Ninja's log…");
  }
  if (failure !== undefined || !times) {
    return failure ?? '';
  }
  return l10n.t(
    '{0} of computing in {1} steps, each as it was built last',
    timeText(times.total),
    times.steps.length,
  );
}

function charts({ targets, steps }: BuildTimes): TemplateResult {
  return html`<div class="charts">
    <section aria-labelledby="targets">
      <h2 id="targets">${l10n.t('Targets')}</h2>
      ${table(l10n.t('Target'), targets, targetName)}
    </section>
    <section class="steps" aria-labelledby="steps">
      <h2 id="steps">${l10n.t('Slowest Files')}</h2>
      ${table(l10n.t('File'), steps, stepName)}
    </section>
  </div>`;
}

function table<Row extends { readonly time: number }>(
  title: string,
  rows: readonly Row[],
  name: (row: Row) => TemplateResult,
): TemplateResult {
  const longest = rows[0]?.time ?? 0;
  const others = rows.length - mostRows;
  return html`<table>
      <thead>
        <tr>
          <th scope="col">${title}</th>
          <th scope="col" aria-hidden="true"></th>
          <th scope="col">${l10n.t('Time')}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.slice(0, mostRows).map(
          (row) =>
            html`<tr>
              ${name(row)}
              <td aria-hidden="true">
                <svg viewBox="0 0 100 10" preserveAspectRatio="none">
                  ${svg`<rect width=${longest > 0 ? (row.time / longest) * 100 : 0} height="10"></rect>`}
                </svg>
              </td>
              <td>${timeText(row.time)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${others > 0 ? html`<p class="others">${l10n.t('and {0} more', others)}</p>` : nothing}`;
}

function targetName({ name, steps }: TimedTarget): TemplateResult {
  return html`<th scope="row" title=${l10n.t('{0}: {1} steps', name, steps)}>${name}</th>`;
}

function stepName({ name, output, target }: TimedStep): TemplateResult {
  return html`<th scope="row" title=${l10n.t('{0}, of {1}', output, target)}>
    <button class="open" @click=${() => host.post({ type: 'open', output })}>${name}</button>
  </th>`;
}

function timeText(milliseconds: number): string {
  return milliseconds < 60_000
    ? l10n.t('{0} s', (milliseconds / 1000).toFixed(milliseconds < 10_000 ? 2 : 1))
    : l10n.t(
        '{0} min {1} s',
        Math.floor(milliseconds / 60_000),
        Math.round((milliseconds % 60_000) / 1000),
      );
}

host.listen((message) => {
  isReading = message.type === 'reading';
  failure = message.type === 'failed' ? message.message : undefined;
  times = message.type === 'read' ? message.times : times;
  show();
});
show();
