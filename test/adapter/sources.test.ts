import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { suiteForEveryGdb, type DebugSuite } from '../support/everyGdb';

suiteForEveryGdb(
  'sources of the container',
  (debug) => {
    suiteSetup(async () => {
      // The second is compiled by a relative path, from another folder.
      await debug.container.run(
        'sh',
        '-c',
        `mkdir -p /opt/away/sub /opt/gone && cp /workspace/foreign.cpp /opt/away/only.cpp &&
         cp /workspace/foreign.cpp /opt/gone/gone.cpp && cd /opt/away/sub &&
         g++ -g -O0 -o /workspace/relative ../only.cpp &&
         g++ -g -O0 -o /workspace/gone /opt/gone/gone.cpp && rm -r /opt/gone`,
      );
    });

    test('serves the standard library when it is stepped into', async () => {
      await debug.run.launch(
        '',
        {},
        { file, breakpoints: [await debug.at('vector', {}, file)] },
        'foreign',
      );
      await debug.run.stopped();
      await debug.run.go('stepIn');
      const { source, line, presentationHint } = await debug.run.top();
      assert.match(source?.path ?? '', /^\/usr\/include\/c\+\+\/\d+\/bits\/stl_vector\.h$/);
      assert.ok((source?.sourceReference ?? 0) > 0);
      assert.match(source?.origin ?? '', /in the container/);
      assert.equal(presentationHint, undefined);
      const { content, mimeType } = await read(debug, source);
      assert.match(content.split('\n')[line - 1] ?? '', /push_back|emplace_back/);
      assert.equal(mimeType, 'text/x-cpp');
      await debug.run.go('stepOut');
      await debug.run.go('stepIn');
      assert.equal((await debug.run.top()).source?.sourceReference, source?.sourceReference);
    });

    test('serves a source that was compiled by a relative path, and stops in it', async () => {
      await debug.run.launch('', { stopAtEntry: true }, { breakpoints: [] }, 'relative');
      await debug.run.stopped();
      const { source } = await debug.run.top();
      assert.equal(source?.path, '/opt/away/only.cpp');
      assert.match((await read(debug, source)).content, /MARK: foreign/);
      const set = await debug.run.client.request<DebugProtocol.SetBreakpointsResponse>(
        'setBreakpoints',
        { source, breakpoints: [await debug.at('foreign', {}, file)] },
      );
      assert.equal(set.breakpoints[0]?.verified, true);
      assert.equal((await debug.run.go('continue')).reason, 'breakpoint');
    });

    debug.testOnce('serves a source that the map claims but the host does not have', async () => {
      const sourceFileMap = { '/opt/away': '/nowhere/on/this/host' };
      await debug.run.launch(
        '',
        { stopAtEntry: true, sourceFileMap },
        { breakpoints: [] },
        'relative',
      );
      await debug.run.stopped();
      const { source } = await debug.run.top();
      assert.equal(source?.path, '/opt/away/only.cpp');
      assert.match((await read(debug, source)).content, /MARK: foreign/);
      const set = await debug.run.client.request<DebugProtocol.SetBreakpointsResponse>(
        'setBreakpoints',
        { source, breakpoints: [await debug.at('foreign', {}, file)] },
      );
      assert.equal(set.breakpoints[0]?.verified, true);
      assert.equal(set.breakpoints[0].source, undefined);
    });

    debug.testOnce(
      'says what to do about a source that nobody has, or that is too large',
      async () => {
        await debug.run.launch('', { stopAtEntry: true }, { breakpoints: [] }, 'gone');
        await debug.run.stopped();
        const { source } = await debug.run.top();
        assert.equal(source?.path, '/opt/gone/gone.cpp');
        await assert.rejects(
          read(debug, source),
          /has the source "\/opt\/gone\/gone\.cpp"\. Install .* "sourceFileMap": \{ "\/opt\/gone": "…" \}/,
        );
        await debug.container.run(
          'sh',
          '-c',
          'mkdir /opt/gone && head -c 11000000 /dev/zero >"$0"',
          source.path,
        );
        await assert.rejects(read(debug, source), /larger than 10 MB/);
        await debug.container.run('rm', '-r', '/opt/gone');
        await assert.rejects(
          read(debug, { sourceReference: 99 }),
          /not known in the present session/,
        );
      },
    );
  },
  { programs: { foreign: ['foreign.cpp'] } },
);

const file = 'foreign.cpp';

async function read(
  debug: DebugSuite,
  source: DebugProtocol.Source | undefined,
): Promise<DebugProtocol.SourceResponse['body']> {
  return debug.run.client.request<DebugProtocol.SourceResponse>('source', {
    source,
    sourceReference: source?.sourceReference ?? 0,
  });
}
