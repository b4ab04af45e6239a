import process from 'node:process';
import { performance } from 'node:perf_hooks';

const image = 'drydock-test/busybox';
const atOnce = 8;

/** Containers of a tiny image that are never started, made as they are wanted and removed at the end. */
export class ManyContainers {
  #client;
  #ids = [];
  #renames = 0;

  constructor(client) {
    this.#client = client;
  }

  /** Makes what is missing. */
  async grow(count) {
    await this.#inLanes(Math.max(0, count - this.#ids.length), async () => {
      const { Id } = await this.#client.json('POST', '/containers/create', {
        query: { name: `drydock-bench-${process.pid}-${this.#ids.length}-${performance.now()}` },
        body: { Image: image, Cmd: ['true'], Labels: { 'drydock.test': 'bench' } },
      });
      this.#ids.push(Id);
    });
  }

  /** Gives one a new name, which is an event. */
  async rename(index = 0) {
    this.#renames += 1;
    const name = `drydock-bench-${process.pid}-renamed-${this.#renames}`;
    await this.#client.request('POST', `/containers/${this.#ids[index]}/rename`, {
      query: { name },
    });
    return { name, changed: performance.now() };
  }

  /** Renames all that there are, up to a hundred. */
  async burst() {
    const count = Math.min(this.#ids.length, 100);
    let index = -1;
    let last;
    await this.#inLanes(count, async () => {
      index += 1;
      last = await this.rename(index);
    });
    return last;
  }

  async remove() {
    await this.#inLanes(this.#ids.length, () =>
      this.#client.request('DELETE', `/containers/${this.#ids.pop()}`, {
        query: { force: 'true' },
      }),
    );
  }

  async #inLanes(count, work) {
    let left = count;
    const lane = async () => {
      while (left > 0) {
        left -= 1;
        await work();
      }
    };
    await Promise.all(Array.from({ length: atOnce }, lane));
  }
}
