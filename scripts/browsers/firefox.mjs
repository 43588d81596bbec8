// Where Firefox is on this machine. Used by the set-up runner and the end-to-end tests.
import { findProgram } from './find-program.mjs';

const places = [
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
];

/**
 * Finds Firefox: `FIREFOX_PATH` first, then `PATH`, then the usual places.
 *
 * @param {NodeJS.ProcessEnv} environment
 * @returns {string | undefined} absolute path, or nothing when there is no Firefox
 */
export function findFirefox(environment = process.env) {
  return findProgram(environment, 'FIREFOX_PATH', ['firefox-esr', 'firefox'], places);
}
