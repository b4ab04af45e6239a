import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { tsImport } from 'tsx/esm/api';
import { hold, withLongestHold } from './measure.mjs';

const sourceCount = 50_000;

/** A large project's compilation database for the host, with the headers fetched and there already. */
export async function benchUnderstanding({ name, hostFolder }) {
  const load = (file) => tsImport(`../../src/${file}.ts`, import.meta.url);
  const { openEngine } = await load('engine/openEngine');
  const { silentLogger } = await load('base/logger');
  const { HeaderMirror } = await load('project/intellisense/headerMirror');
  const { makeHostDatabase } = await load('project/intellisense/hostDatabase');
  const { createPathMap } = await load('domain/pathMap');
  const engine = openEngine({ log: silentLogger });
  const storage = mkdtempSync(path.join(os.tmpdir(), 'drydock-bench-'));
  try {
    const { mounts, imageId } = await engine.inspectContainer(name);
    const mirror = new HeaderMirror(engine, path.join(storage, 'mirror'), silentLogger);
    const fetch = () => mirror.ensure({ container: name, imageId }, ['/usr/include']);
    const first = await withLongestHold(fetch);
    const again = await withLongestHold(fetch);
    mkdirSync(path.join(hostFolder, 'large'));
    writeFileSync(path.join(hostFolder, 'large/compile_commands.json'), largeDatabase());
    const request = {
      ...{ container: name, imageId, buildContainerPath: '/workspace/large' },
      pathMap: createPathMap(mounts, { platform: process.platform }),
      folderHostPath: path.join(storage, 'database'),
    };
    // Fetches what else the compilers name.
    await makeHostDatabase(engine, mirror, request);
    const database = await withLongestHold(() => makeHostDatabase(engine, mirror, request));
    return [
      {
        work: 'the headers of an image, fetched / again',
        value: `${first.milliseconds.toFixed(0)} ms / ${again.milliseconds.toFixed(0)} ms`,
        limit: 'once for each image',
      },
      hold('the longest wait of others while they are fetched', first.longest),
      {
        work: '50,000 compile commands for the host',
        value: `${(database.milliseconds / 1000).toFixed(2)} s`,
        limit: '<= 2 s',
      },
      hold('the longest wait of others meanwhile', database.longest),
    ];
  } finally {
    engine.dispose();
    rmSync(storage, { recursive: true, force: true });
  }
}

/** As CMake writes it for a project of many libraries, each with folders and definitions of its own. */
function largeDatabase() {
  const entries = Array.from({ length: sourceCount }, (_, index) => {
    const library = Math.floor(index / 50);
    const object = `lib${library}/CMakeFiles/lib${library}.dir/src/file${index}.cpp.o`;
    const file = `/workspace/lib${library}/src/file${index}.cpp`;
    const folders = [1, 2, 3, 4].map((one) => `-I/workspace/lib${library + one}/include`);
    return {
      directory: '/workspace/large',
      command: `/usr/bin/c++ -DLIB=${library} -DNAME=\\"lib${library}\\" ${folders.join(' ')} -isystem /opt/sdk/include -O2 -g -std=gnu++17 -Wall -Wextra -o ${object} -c ${file}`,
      file,
      output: object,
    };
  });
  return JSON.stringify(entries, undefined, 0).replaceAll('},{', '},\n{');
}
