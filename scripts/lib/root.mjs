import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Everything heavy that is downloaded or built once: never in git, never in the VSIX. */
export const cacheFolder = path.join(root, '.vscode-test');
