import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { tsImport } from 'tsx/esm/api';
import { findEngine } from '../lib/engineClient.mjs';
import { mustRun } from '../lib/processes.mjs';
import { median } from './measure.mjs';

const megabyte = 1024 * 1024;

/**
 * One file up into a container and down again, by Drydock and by `docker cp`, in turn. Resolves with
 * the lines of the outcome.
 */
export async function benchArchive(runs, { megabytes = 256 } = {}) {
  const load = (file) => tsImport(`../../src/${file}.ts`, import.meta.url);
  const { openEngine } = await load('engine/openEngine');
  const { silentLogger } = await load('base/logger');
  const { packHostFiles } = await load('engine/files/packHostFiles');
  const { unpackToHost } = await load('engine/files/unpackToHost');

  const engine = openEngine({ log: silentLogger });
  const { client } = await findEngine();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'drydock-bench-'));
  const container = `drydock-bench-archive-${process.pid}`;
  const sent = path.join(folder, 'sent');
  const received = path.join(folder, 'received');
  const owner = { uid: 0, gid: 0 };
  const ignore = () => undefined;
  await client.request('POST', '/containers/create', {
    query: { name: container },
    body: { Image: 'drydock-test/busybox', Cmd: ['true'], Labels: { 'drydock.test': 'bench' } },
  });
  try {
    await pipeline(Readable.from(blocks(megabytes)), createWriteStream(sent));
    const speeds = await measureInTurn(runs, megabytes, {
      'up, Drydock': () =>
        engine.putArchive(container, '/tmp', packHostFiles([sent], owner, ignore)),
      'up, docker cp': () => mustRun('docker', ['cp', sent, `${container}:/tmp/`]),
      'down, Drydock': async () => {
        await unpackToHost(await engine.getArchive(container, '/tmp/sent'), received, ignore);
      },
      'down, docker cp': () => mustRun('docker', ['cp', `${container}:/tmp/sent`, received]),
    });
    return ['up', 'down'].map((way) => {
      const [ours, theirs] = [speeds[`${way}, Drydock`], speeds[`${way}, docker cp`]];
      const value = `${(ours / theirs).toFixed(2)} x (${ours.toFixed(0)} / ${theirs.toFixed(0)} MB/s)`;
      return { work: `archive ${way}, ${megabytes} MB / docker cp`, value, limit: '>= 0.8 x' };
    });
  } finally {
    engine.dispose();
    await client.request('DELETE', `/containers/${container}`, { query: { force: 'true' } });
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The median speed of each work; the machine's moods meet all of them. */
async function measureInTurn(runs, megabytes, works) {
  const speeds = Object.fromEntries(Object.keys(works).map((name) => [name, []]));
  for (let run = 0; run < runs; run += 1) {
    for (const [name, work] of Object.entries(works)) {
      const started = performance.now();
      await work();
      speeds[name].push(megabytes / ((performance.now() - started) / 1000));
    }
  }
  return Object.fromEntries(Object.entries(speeds).map(([name, all]) => [name, median(all)]));
}

function* blocks(megabytes) {
  const block = Buffer.alloc(megabyte, 'drydock');
  for (let index = 0; index < megabytes; index += 1) {
    yield block;
  }
}
