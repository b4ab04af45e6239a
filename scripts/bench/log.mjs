import { Readable } from 'node:stream';
import { tsImport } from 'tsx/esm/api';
import { medians } from './measure.mjs';

const lines = 200_000;

/** Lines of a log until they are kept, filtered and searched, against reading the same bytes. */
export async function benchLog(runs) {
  const load = (file) => tsImport(`../../src/domain/log/${file}.ts`, import.meta.url);
  const { LogReader } = await load('logReader');
  const { LogDocument } = await load('logDocument');
  const { everything, noQuery } = await load('logFilter');
  const text = Array.from({ length: lines }, (_, number) => line(number)).join('');
  const bytes = Buffer.from(text);
  const chunks = [];
  for (let start = 0; start < bytes.length; start += 65_536) {
    chunks.push(bytes.subarray(start, start + 65_536));
  }
  const keep = () => {
    const reader = new LogReader();
    const document = new LogDocument({ lines: 1_000_000, characters: 256_000_000 });
    for (const chunk of chunks) {
      reader.take('stdout', chunk);
      document.add(reader.lines());
      document.advance();
    }
    return document;
  };
  const full = keep();
  const [kept, filtered, read] = await medians(runs, [
    keep,
    () => {
      full.look({ ...everything, query: { ...noQuery, text: 'request 77' } }, noQuery);
      while (!full.advance());
    },
    async () => {
      let length = 0;
      for await (const chunk of Readable.from(chunks)) {
        length += chunk.toString('utf8').length;
      }
      return length;
    },
  ]);
  const figure = (work, time, limit) => ({
    work,
    value: `${Math.round(lines / time).toLocaleString('en')} k lines/s (${(time / read).toFixed(1)} x)`,
    limit,
  });
  return [
    figure('log lines kept / bytes read as text', kept, '>= 200 k/s'),
    figure('log lines filtered / bytes read as text', filtered, '>= 1,000 k/s'),
  ];
}

function line(number) {
  const time = new Date(1.7e12 + number * 7).toISOString().replace('Z', '000000Z');
  const level = ['INFO', 'DEBUG', 'WARN', 'ERROR'][number % 4];
  return `${time} ${level} [worker-${number % 16}] request ${number} took ${number % 977} ms from 10.0.0.${number % 250}\n`;
}
