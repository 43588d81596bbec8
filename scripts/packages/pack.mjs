// Packs a package as `npm publish` would, and unpacks it to look inside.
import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Packs a built package.
 *
 * @param {string} folder absolute folder of the package
 * @param {string} destination absolute folder, which must exist
 * @returns {Promise<string>} absolute path of the tarball
 */
export async function pack(folder, destination) {
  const parameters = ['pack', '--json', '--ignore-scripts', '--pack-destination', destination];
  const { stdout } = await run('npm', parameters, { cwd: folder, shell: process.platform === 'win32' });
  /** @type {{ filename: string }[]} */
  const packed = Object.values(JSON.parse(stdout));
  return join(destination, packed[0]?.filename ?? '');
}

/**
 * Unpacks a tarball.
 *
 * @param {string} tarball absolute path
 * @param {string} folder absolute folder; it is made
 */
export async function unpack(tarball, folder) {
  mkdirSync(folder, { recursive: true });
  await run('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1']);
}
