// Finds a program of this machine by a variable of its own, then on the path, then in the places where it usually is.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * @param {NodeJS.ProcessEnv} environment
 * @param {string} variable holds the path; when it is set, nothing else is looked for
 * @param {readonly string[]} names on the path
 * @param {readonly string[]} places absolute paths
 * @returns {string | undefined} absolute path
 */
export function findProgram(environment, variable, names, places) {
  const own = environment[variable];
  if (own) return existsSync(own) ? own : undefined;
  const folders = (environment.PATH ?? '').split(delimiter).filter(Boolean);
  const candidates = [...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...places];
  return candidates.find((path) => existsSync(path));
}
