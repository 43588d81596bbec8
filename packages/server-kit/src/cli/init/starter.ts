// The files of a starter project, by name. Writes nothing.
import type { StarterAnswers } from './answers.ts';
import { agentScript, consumerScript, documentFile, styleFile } from './page-files.ts';
import { ignoreFile, manifestFile, readmeFile, startFile, viteFile } from './project-files.ts';
import { serverFile } from './server-file.ts';

/** Name of the key file, as server.mjs opens it. */
export const STARTER_KEYS = 'tellsafe.keys';

/**
 * Every file but the keys, by name.
 *
 * @param name of the project, as npm allows it
 * @param version of the packages it uses
 */
export function starterFiles(
  answers: StarterAnswers,
  name: string,
  version: string,
): readonly (readonly [name: string, text: string])[] {
  return [
    ['package.json', manifestFile(name, version)],
    ['server.mjs', serverFile(answers)],
    ['start.mjs', startFile(answers)],
    ['vite.config.js', viteFile(answers)],
    ['index.html', documentFile('Your order', 'shop', 'page.js')],
    ['page.js', consumerScript(answers)],
    ['agent.html', documentFile('Agent', 'agent', 'agent.js')],
    ['agent.js', agentScript(answers)],
    ['style.css', styleFile],
    ['.gitignore', ignoreFile],
    ['README.md', readmeFile(answers)],
  ];
}
