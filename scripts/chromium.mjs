// Where Chromium is on this machine and how tests start it. Used by the set-up runner, vitest and the end-to-end tests.
import { findProgram } from './browsers/find-program.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const places = [
  ...['/usr/bin', '/usr/local/bin', '/snap/bin'].flatMap((folder) => names.map((name) => `${folder}/${name}`)),
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
  return findProgram(environment, 'CHROMIUM_PATH', names, places);
}
