// What a published package must not hold: files that are of use to nobody, and paths of the machine that built it.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const allowed = ['LICENSE', 'README.md', 'dist', 'package.json'];
const unwanted = /\.(test|browser|e2e|stories)\.|\.tsbuildinfo$|\.env|(^|\/)(test|node_modules|__screenshots__)\//;
/** Whole paths, addresses of files, and Windows drives; parts of packages are relative. */
const absolute = /^(\/|file:|[A-Za-z]:[\\/])/;

/**
 * Looks into an unpacked package.
 *
 * @param folder absolute folder that holds what was packed
 * @param secrets texts that must be in no file, such as the folder of the repository
 * @returns one sentence for each thing that is wrong
 */
export function contentProblems(folder: string, secrets: readonly string[]): string[] {
  const missing = allowed.filter((name) => !existsSync(join(folder, name))).map((name) => `${name} is missing`);
  const extra = readdirSync(folder).filter((name) => !allowed.includes(name));
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return [...missing, ...extra.map((name) => `${name} does not belong`), ...files.flatMap((file) => inFile(file))];

  function inFile(file: string): string[] {
    const path = file.slice(folder.length + 1).replaceAll('\\', '/');
    const text = readFileSync(file, 'utf8');
    return [
      ...(unwanted.test(path) ? [`${path} does not belong`] : []),
      ...(secrets.some((secret) => text.includes(secret)) ? [`${path} tells where it was built`] : []),
      ...(path.endsWith('.map') ? mapProblems(path, JSON.parse(text)) : []),
    ];
  }
}

interface SourceMap {
  readonly sources: readonly string[];
  readonly sourcesContent?: readonly (string | null)[];
}

function mapProblems(path: string, { sources, sourcesContent = [] }: SourceMap): string[] {
  return sources.flatMap((source, at) => [
    ...(absolute.test(source) ? [`${path} names ${source}`] : []),
    ...(typeof sourcesContent[at] === 'string'
      ? []
      : [`${path} names ${source} without its text, which is not packed`]),
  ]);
}
