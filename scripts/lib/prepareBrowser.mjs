import { existsSync } from 'node:fs';
import process from 'node:process';
import { installDebianPackages } from './debianPackages.mjs';
import { findProgram } from './processes.mjs';

const programs = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const macOsApplications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The browser that the workbench tests drive: $CHROMIUM, else one on PATH. */
export function findBrowser() {
  return (
    process.env.CHROMIUM ??
    programs.map((name) => findProgram(name)).find(Boolean) ??
    macOsApplications.find((file) => existsSync(file))
  );
}

/** Makes sure that there is a browser, and on Linux a font for it. */
export async function installBrowser() {
  await installDebianPackages({
    chromium: () => findBrowser() !== undefined,
    'fonts-dejavu-core': () => process.platform !== 'linux' || hasFonts(),
  });
}

function hasFonts() {
  return ['/usr/share/fonts/truetype', '/usr/share/fonts/TTF'].some((folder) => existsSync(folder));
}
