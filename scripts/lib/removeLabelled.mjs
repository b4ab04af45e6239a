/** Removes every container, image and volume that carries the label, whatever state a failed test left it in. */
export async function removeLabelled(engine, label) {
  const filters = JSON.stringify({ label: [label] });
  const containers = await engine.json('GET', '/containers/json', {
    query: { all: 'true', filters },
  });
  for (const { Id: id } of containers) {
    await remove(engine, `/containers/${id}`, { force: 'true', v: 'true' });
  }
  for (const { Id: id } of await engine.json('GET', '/images/json', { query: { filters } })) {
    await remove(engine, `/images/${id}`, { force: 'true' });
  }
  const { Volumes: volumes } = await engine.json('GET', '/volumes', { query: { filters } });
  for (const { Name: name } of volumes ?? []) {
    await remove(engine, `/volumes/${name}`, { force: 'true' });
  }
}

async function remove(engine, route, query) {
  try {
    await engine.request('DELETE', route, { query });
  } catch (error) {
    // 404: a test's own clean-up was quicker. 409: an image on which another labelled one stands goes with it.
    if (error.statusCode !== 404 && error.statusCode !== 409) {
      throw error;
    }
  }
}
