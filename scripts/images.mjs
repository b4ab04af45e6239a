// Makes the images of the test suites, once:
//   node scripts/images.mjs
import { findEngine } from './lib/engineClient.mjs';
import { main, say } from './lib/say.mjs';
import { ensureTestImages } from './lib/testImages.mjs';
await main(async () => {
  const { client } = await findEngine();
  await ensureTestImages(client);
  say('test images ready');
});
