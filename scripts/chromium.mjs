// Where Chromium is on this machine and how tests start it. Used by the set-up runner, vitest and the end-to-end tests.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const folders = ['/usr/bin', '/usr/local/bin', '/snap/bin'];
const applications = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Flags for a throwaway Chromium in tests: no sandbox (containers run as root), no GPU, no traffic of its own. */
export const chromiumFlags = Object.freeze([
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
]);

/**
 * Finds Chromium: `CHROMIUM_PATH` first, then `PATH`, then the usual places.
 *
 * @param {NodeJS.ProcessEnv} environment
 * @returns {string | undefined} absolute path, or nothing when there is no Chromium
 */
export function findChromium(environment = process.env) {
  if (environment.CHROMIUM_PATH) return existsSync(environment.CHROMIUM_PATH) ? environment.CHROMIUM_PATH : undefined;
  const searched = [...(environment.PATH ?? '').split(delimiter).filter(Boolean), ...folders];
  const candidates = [...searched.flatMap((folder) => names.map((name) => join(folder, name))), ...applications];
  return candidates.find((path) => existsSync(path));
}
