// Where WebKitGTK is on this machine: its driver, the small browser that comes with the library, and a screen without a monitor.
import { findProgram } from './find-program.mjs';

const libraries = ['x86_64-linux-gnu', 'aarch64-linux-gnu'].map((name) => `/usr/lib/${name}`);
const versions = ['webkit2gtk-4.1', 'webkitgtk-6.0', 'webkit2gtk-4.0'];
const browsers = [...libraries, '/usr/lib64', '/usr/libexec'].flatMap((folder) =>
  versions.map((version) => `${folder}/${version}/MiniBrowser`),
);

/**
 * Programs that a test of WebKit starts.
 *
 * @typedef {object} WebKitPrograms
 * @property {string} driver speaks W3C WebDriver
 * @property {string} browser
 * @property {string} screen an X server that draws into memory
 */

/**
 * Finds WebKitGTK. `WEBKIT_DRIVER_PATH`, `WEBKIT_BROWSER_PATH` and `XVFB_PATH` go first.
 *
 * @param {NodeJS.ProcessEnv} environment
 * @returns {WebKitPrograms | undefined} nothing when one of them is missing
 */
export function findWebKit(environment = process.env) {
  const driver = findProgram(environment, 'WEBKIT_DRIVER_PATH', ['WebKitWebDriver'], ['/usr/bin/WebKitWebDriver']);
  const browser = findProgram(environment, 'WEBKIT_BROWSER_PATH', [], browsers);
  const screen = findProgram(environment, 'XVFB_PATH', ['Xvfb'], ['/usr/bin/Xvfb']);
  return driver && browser && screen ? { driver, browser, screen } : undefined;
}
