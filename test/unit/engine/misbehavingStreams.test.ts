import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { CancelledError } from '../../../src/base/errors';
import { silentLogger } from '../../../src/base/logger';
import type { ContainerEngine } from '../../../src/engine/containerEngine';
import { openEngine } from '../../../src/engine/openEngine';
import { hasKind } from '../../support/contractSuite';
import { FakeDaemon, frame, json, type Handler } from '../../support/fakeDaemon';

/** Begins an answer of JSON lines and does no more. */
const stall: Handler = (response) => void response.write('{"status":"Preparing","id":"a"}\n');

/** Begins an answer of JSON lines and breaks the connection in the middle of one. */
const breakOff: Handler = (response) =>
  void response.write('{"status":"Preparing","id":"a"}\n{"sta', () => response.destroy());

/** Breaks the connection when the first bytes of the request's body are there. */
const breakOffBody: Handler = (response, request) =>
  void request.once('data', () => response.destroy());

/** Go's server answers before it has read all, and leaves the connection open for half a second. */
const refuseEarly: Handler = (response) => {
  const answer = JSON.stringify({ message: 'write /x: no space left on device' });
  response.writeHead(500, { 'Content-Length': answer.length }).write(answer);
};

suite('An engine that misbehaves in a stream', () => {
  let daemon: FakeDaemon;
  let engine: ContainerEngine;

  setup(async () => {
    daemon = await FakeDaemon.listening();
    engine = openEngine({ endpoint: () => daemon.url, env: {}, log: silentLogger });
  });

  teardown(async () => {
    engine.dispose();
    await daemon.dispose();
  });

  suite('of a push', () => {
    test('breaks it off: the push has failed', async () => {
      daemon.on('POST', '/images/app/push', breakOff);
      await assert.rejects(push(), hasKind('connectionLost'));
    });

    test('fails in the last line: the push has failed', async () => {
      daemon.on('POST', '/images/app/push', (response) => {
        response.end('{"status":"Preparing","id":"a"}\n{"error":"no basic auth credentials"}');
      });
      await assert.rejects(push(), hasKind('unauthorized'));
    });

    test('stalls and is cancelled: the push ends', async () => {
      const cancel = new AbortController();
      daemon.on('POST', '/images/app/push', stall);
      const pushed = engine.pushImage('app', () => cancel.abort(), cancel.signal);
      await assert.rejects(pushed, CancelledError);
    });

    function push(): Promise<void> {
      return engine.pushImage('app', () => undefined);
    }
  });

  suite('of statistics', () => {
    const sample = { read: '2026-01-01T00:00:01Z', preread: '2026-01-01T00:00:00Z' };

    test('breaks it off: whoever follows hears of it after the samples that came', async () => {
      daemon.on('GET', '/containers/dev/stats', (response) => {
        response.write(`${JSON.stringify(sample)}\n{"read":`, () => response.destroy());
      });
      const seen: number[] = [];
      await assert.rejects(async () => {
        for await (const { time } of engine.followStats('dev')) {
          seen.push(time);
        }
      }, hasKind('connectionLost'));
      assert.deepEqual(seen, [Date.parse(sample.read)]);
    });

    test('says nothing and is cancelled: whoever follows is let go', async () => {
      const cancel = new AbortController();
      daemon.on('GET', '/containers/dev/stats', (response) => {
        response.writeHead(200).flushHeaders();
        cancel.abort();
      });
      const next = engine.followStats('dev', cancel.signal)[Symbol.asyncIterator]().next();
      await assert.rejects(next, CancelledError);
    });

    test('sends what is no JSON: that is quoted', async () => {
      daemon.on('GET', '/containers/dev/stats', (response) => response.end('<html>\n'));
      await assert.rejects(async () => {
        for await (const each of engine.followStats('dev')) {
          assert.fail(String(each.time));
        }
      }, /<html>/);
    });
  });

  suite('of a log that is followed', () => {
    test('forgets that the container has ended, as Podman does: the log ends', async () => {
      daemon.on('GET', '/_ping', (response) => {
        response.setHeader('Libpod-API-Version', '4.3.1').end('OK');
      });
      daemon.on('GET', '/containers/box/json', json({ Config: { Tty: false } }));
      daemon.on('GET', '/containers/box/logs', (response) => response.write(frame(1, 'last\n')));
      daemon.on('POST', '/containers/box/wait', json({ StatusCode: 0 }));
      const log = await engine.logs('box', { follow: true });
      assert.deepEqual(await Promise.all([text(log.stdout), text(log.stderr)]), ['last\n', '']);
    });

    test('is broken off: the log is lost', async () => {
      daemon.on('GET', '/containers/box/json', json({ Config: { Tty: false } }));
      daemon.on('GET', '/containers/box/logs', (response) =>
        response.write(frame(1, 'last\n'), () => response.destroy()),
      );
      const log = await engine.logs('box', { follow: true });
      await assert.rejects(text(log.stdout), hasKind('connectionLost'));
      assert.equal(daemon.count('POST /containers/box/wait'), 0);
    });
  });

  suite('of an attached container', () => {
    setup(() => {
      daemon.on('GET', '/containers/dev/json', json({ Config: { OpenStdin: true } }));
    });

    test('ends it: so does the attachment', async () => {
      daemon.onHijack('/containers/dev/attach', (connection) => connection.end(frame(1, 'bye')));
      const attachment = await engine.attachContainer('dev', { stdin: true });
      assert.equal(await text(attachment.stdout), 'bye');
      await attachment.ended;
    });

    test('breaks it in the middle of a frame: the attachment has failed, with what came', async () => {
      daemon.onHijack('/containers/dev/attach', (connection) => {
        connection.end(frame(2, 'abcdef').subarray(0, 10));
      });
      const attachment = await engine.attachContainer('dev', { stdin: true });
      assert.equal(String((await once(attachment.stderr, 'data'))[0]), 'ab');
      await assert.rejects(attachment.ended, hasKind('connectionLost'));
    });

    test('refuses: the call says why', async () => {
      daemon.refuseHijack('/containers/dev/attach', 'container dev is paused');
      await assert.rejects(engine.attachContainer('dev', { stdin: true }), hasKind('notRunning'));
    });
  });

  for (const { what, method, path, send } of [
    {
      what: 'load',
      method: 'POST',
      path: '/images/load',
      send: (archive: Readable, signal?: AbortSignal): Promise<unknown> =>
        engine.loadImages(archive, signal),
    },
    {
      what: 'put',
      method: 'PUT',
      path: '/containers/dev/archive',
      send: (archive: Readable, signal?: AbortSignal): Promise<unknown> =>
        engine.putArchive('dev', '/tmp', archive, {}, signal),
    },
  ]) {
    suite(`of an archive to ${what}`, () => {
      test('breaks it off: the call says so, and nothing reads the archive on', async () => {
        daemon.onArrival(method, path, breakOffBody);
        const archive = endless();
        await assert.rejects(send(archive), hasKind('connectionLost'));
        assert.ok(archive.destroyed);
      });

      test('reads no more and is cancelled: the call ends, and so does the archive', async () => {
        const cancel = new AbortController();
        daemon.onArrival(method, path, (_, request) => {
          request.once('data', () => {
            request.pause();
            cancel.abort();
          });
        });
        const archive = endless();
        await assert.rejects(send(archive, cancel.signal), CancelledError);
        assert.ok(archive.destroyed);
      });

      test('refuses before it has read all: the call says why', async () => {
        daemon.onArrival(method, path, refuseEarly);
        const archive = endless();
        await assert.rejects(send(archive), hasKind('diskFull'));
        assert.ok(archive.destroyed);
      });
    });
  }
});

/** An archive that never ends. */
function endless(): Readable {
  return new Readable({
    read() {
      setImmediate(() => this.push(Buffer.alloc(65_536)));
    },
  });
}
