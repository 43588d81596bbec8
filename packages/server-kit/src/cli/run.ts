// Chooses the command from the arguments. Gives an exit code; writes nothing but to the given output.
import { parseArgs } from 'node:util';
import { commandLines, commands } from './commands.ts';
import { similarTo } from './similar.ts';
import type { CliOutput, ExitCode } from './types.ts';

const help = `Usage: tellsafe <command> [options]

Commands:
${commandLines()}
Options:
  -h, --help           Show this help, or with a command the command's help
      --version        Show the version

Exit codes: 0 done, 1 failed, 2 wrong arguments, 3 audit verify: something does not fit
`;

/**
 * Runs the command line.
 *
 * @param args - arguments after the program's name
 * @param version - what `--version` says
 * @returns the exit code: 0 done, 1 failed, 2 wrong arguments, 3 what was checked is not as it must be
 */
export function runCli(args: readonly string[], version: string, output: CliOutput): ExitCode | Promise<ExitCode> {
  const [first = '', second = ''] = args;
  if (first === 'help') return runCli([...args.slice(1), '--help'], version, output);
  for (const [words, name] of [`${first} ${second}`, first].entries()) {
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (command) return command.run(args.slice(2 - words), output, version);
  }
  if (first === '' || first.startsWith('-')) return runOptions(args, version, output);
  const group = groupOf(first);
  if (group.length > 0 && ['--help', '-h'].includes(second)) {
    output.write(`Usage: tellsafe ${first} <command> [options]\n\nCommands:\n${commandLines(group)}`);
    return 0;
  }
  output.error(`There is no such command.\n${adviceFor(first, second)}\n`);
  return 2;
}

/** Commands whose first word this is. */
function groupOf(first: string): readonly string[] {
  return Object.keys(commands).filter((name) => name.startsWith(`${first} `));
}

/** What somebody may have meant; never what they typed, which may be a secret. */
function adviceFor(first: string, second: string): string {
  const names = Object.keys(commands);
  const whole = similarTo(`${first} ${second}`, names);
  const [word = first] = similarTo(first, [...new Set(names.map((name) => name.split(' ')[0] ?? ''))]);
  const alone = names.includes(word) ? [word] : [];
  const meant = whole.length > 0 ? whole : [...alone, ...groupOf(word)];
  return meant.length > 0 ? `Did you mean: tellsafe ${meant.join(', tellsafe ')}` : 'See: tellsafe --help';
}

function runOptions(args: readonly string[], version: string, output: CliOutput): ExitCode {
  try {
    const options = { help: { type: 'boolean', short: 'h' }, version: { type: 'boolean' } } as const;
    const { values } = parseArgs({ args: [...args], options, allowPositionals: false });
    if (values.version) output.write(`${version}\n`);
    else if (values.help) output.write(help);
    else {
      output.error(help);
      return 2;
    }
    return 0;
  } catch {
    output.error('These options are not known.\nSee: tellsafe --help\n');
    return 2;
  }
}
