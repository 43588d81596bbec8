// All rules over a set of files.
import { packageDirection, packageEntrance } from './between-packages.ts';
import type { Finding, Rule } from './finding.ts';
import { coreCircles, coreDirection } from './inside-core.ts';
import { nodeModules, serverDirection } from './inside-server.ts';
import { fileLength, forbiddenWords } from './plain-code.ts';
import { smallPages } from './small-pages.ts';
import { parseSourceFile } from './source-file.ts';

const rules: readonly Rule[] = [
  packageDirection,
  packageEntrance,
  coreDirection,
  coreCircles,
  serverDirection,
  nodeModules,
  smallPages,
  fileLength,
  forbiddenWords,
];

/**
 * Finds everything that breaks a boundary.
 *
 * @param texts content by path; paths are relative to the repository and use forward slashes
 * @param specifiers every specifier that the packages export
 * @returns findings in the order of the files and lines
 */
export function checkBoundaries(texts: ReadonlyMap<string, string>, specifiers: ReadonlySet<string>): Finding[] {
  const files = [...texts].map(([path, text]) => parseSourceFile(path, text));
  return rules
    .flatMap((rule) => rule({ files, specifiers }))
    .sort((a, b) => a.path.localeCompare(b.path, 'en') || a.line - b.line);
}
