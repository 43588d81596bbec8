// Where a file stands: its package, its path inside `src`, its room, and the file that a relative import names.
import { posix } from 'node:path';

/** Place of a file in the workspace. */
export interface Place {
  /** `core`, `server-kit`, …; `examples` for every example, `scripts` for the rest. */
  area: string;
  /** Path below `src`, or below the area where there is no `src`. */
  inside: string;
  /** First folder of `inside`; for a file directly in `src`, its name without ending. */
  room: string;
  /** Code that people install: not a test, not a script of the build. */
  shipped: boolean;
}

const testFile = /\.(test|e2e|browser|bench)\.[cm]?tsx?$/;

/** The place of a path, which is relative to the repository and uses forward slashes. */
export function placeOf(path: string): Place {
  const [top = '', name = '', folder = '', ...rest] = path.split('/');
  const area = top === 'packages' ? name : top;
  const inSource = top === 'packages' && folder === 'src';
  const inside = inSource ? rest.join('/') : path.split('/').slice(2).join('/');
  const first = inside.split('/')[0] ?? '';
  return { area, inside, room: first.replace(/\.ts$/, ''), shipped: inSource && !testFile.test(path) };
}

/** The path that a relative specifier names, with its ending; `undefined` for a package or a module of Node. */
export function relativeTarget(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const path = posix.join(posix.dirname(from), specifier);
  return /\.[cm]?[jt]s$/.test(path) ? path.replace(/\.js$/, '.ts') : `${path}.ts`;
}
