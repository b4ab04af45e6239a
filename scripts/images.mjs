// Makes the images of the test suites, once:
//   node scripts/images.mjs
import { ensureEngine } from './lib/ensureEngine.mjs';
import { main, say } from './lib/say.mjs';
import { ensureTestImages } from './lib/testImages.mjs';
await main(async () => {
  const { client } = await ensureEngine();
  await ensureTestImages(client);
  say('test images ready');
});
