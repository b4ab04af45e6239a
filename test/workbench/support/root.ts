import path from 'node:path';

/** The repository's root. */
export const root = path.resolve(__dirname, '../../..');

/** Where tests leave what a person may want to look at. */
export const screenshotsFolder = path.join(root, 'test/output/screenshots');
