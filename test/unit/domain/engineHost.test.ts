import assert from 'node:assert/strict';
import { engineHost } from '../../../src/domain/engineHost';
import { engineStartCommand } from '../../../src/domain/engineStart';

suite('the host of an engine', () => {
  test('is this machine for a socket or a pipe', () => {
    assert.equal(engineHost('unix:///var/run/docker.sock'), 'localhost');
    assert.equal(engineHost('npipe:////./pipe/docker_engine'), 'localhost');
  });

  test('is the one that the address names', () => {
    assert.equal(engineHost('tcp://build-host:2376'), 'build-host');
    assert.equal(engineHost('ssh://me@gpu.example.com'), 'gpu.example.com');
    assert.equal(engineHost('tcp://[fd00::1]:2376'), 'fd00::1');
  });
});

suite('the command that starts the engine', () => {
  const facts = { platform: 'linux', isRoot: false, hasSystemd: true } as const;

  test('asks systemd where there is one', () => {
    assert.equal(engineStartCommand(facts), 'sudo systemctl start docker');
  });

  test('needs no sudo for root, and does without systemd', () => {
    assert.equal(
      engineStartCommand({ ...facts, isRoot: true, hasSystemd: false }),
      'service docker start',
    );
  });

  test('opens Docker Desktop on a Mac and on Windows', () => {
    assert.match(engineStartCommand({ ...facts, platform: 'darwin' }), /open -a Docker/);
    assert.match(engineStartCommand({ ...facts, platform: 'win32' }), /Docker Desktop\.exe/);
  });
});
