// Where workerd is on this machine: npm installs it as an optional dependency where it is made for.
import { createRequire } from 'node:module';

/** @returns {string | undefined} path of the program */
export function workerdProgram() {
  const platform = `${process.platform}-${process.arch === 'x64' ? '64' : process.arch}`;
  try {
    return createRequire(import.meta.url).resolve(`@cloudflare/workerd-${platform}/bin/workerd`);
  } catch {
    return undefined;
  }
}
