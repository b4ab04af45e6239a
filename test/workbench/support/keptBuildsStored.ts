import type { Page } from 'playwright-core';

/**
 * How many builds a reload would find: a browser stores what an extension keeps of a workspace with a
 * delay, and a walk is quicker than a person.
 */
export async function keptBuildsStored(page: Page): Promise<number> {
  const kept = await page.evaluate<string>(script);
  return kept.split('keptContainerPath').length - 1;
}

const script = `(async () => {
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const found = [];
  for (const { name } of await indexedDB.databases()) {
    if (name.startsWith('vscode-web-state-db-')) {
      const database = await done(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const read = database.transaction(store).objectStore(store);
        found.push(await done(read.get('drydock.drydock')));
      }
      database.close();
    }
  }
  return JSON.stringify(found);
})()`;
