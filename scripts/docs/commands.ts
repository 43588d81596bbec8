// Commands that documents name, held against docs/command-line.md, which a test of the command line keeps equal to its help.
import { blocksOf, type Page, proseOf, readPage } from './markdown.ts';

/** Options by command: `keys init` and so on. Help stands in `text` blocks, one command's usages and options in each. */
function readCommands(): ReadonlyMap<string, ReadonlySet<string>> {
  const commands = new Map<string, Set<string>>();
  for (const { code } of blocksOf(readPage('docs/command-line.md'))) {
    const names = [...code.matchAll(/^(?:Usage:|\s{6}) tellsafe ((?:[a-z]+ ?)+)/gm)].map(([, name = '']) =>
      name.trim(),
    );
    const options = [...code.matchAll(/--[a-z-]+/g)].map(([option]) => option);
    for (const name of names) commands.set(name, new Set([...(commands.get(name) ?? []), ...options]));
  }
  return commands;
}

const commands = readCommands();

/** Commands and options of a document that there are not. */
export function badCommands(page: Page): string[] {
  const shell = blocksOf(page)
    .filter(({ language }) => language === 'sh')
    .flatMap(({ code }) => code.replaceAll('\\\n', ' ').split('\n'))
    .map((line) => line.replace(/\s#.*$/, ''));
  const inline = [...proseOf(page).matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
  return [...shell, ...inline].flatMap((line) => {
    const [, said] = /(?:^|\s)(?:npx )?(?:tellsafe|@tellsafe\/server-kit) ([a-z].*)$/.exec(line) ?? [];
    if (said === undefined) return [];
    const words = said.split(/\s+/);
    const two = words.slice(0, 2).join(' ');
    const name = [two, words[0] ?? ''].find((each) => commands.has(each));
    if (name === undefined) return [`${page.path}: tellsafe ${two}`];
    const bad = [...said.matchAll(/--[a-z-]+/g)]
      .map(([option]) => option)
      .filter((option) => !commands.get(name)?.has(option));
    return bad.map((option) => `${page.path}: tellsafe ${name} ${option}`);
  });
}
