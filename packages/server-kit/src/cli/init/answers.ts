// What a starter project is to be: from flags, else from questions on a terminal, else as documented.
import { parseArgs } from 'node:util';
import { isAccountId } from '@tellsafe/core';
import { WrongArguments } from '../key-command.ts';

/** What is asked about a starter project. */
export interface StarterAnswers {
  readonly account: string;
  /** Port of the kit and its form page. */
  readonly formPort: number;
  /** Port of the shop's and the agent's page. */
  readonly pagePort: number;
}

/** As the README has it. */
export const defaultAnswers: StarterAnswers = { account: 'acme', formPort: 3000, pagePort: 5173 };

/** What `tellsafe init` was told. */
export interface InitArguments {
  readonly folder: string;
  readonly answers: StarterAnswers;
}

/** Asks a person one thing. Absent where nobody sits at a terminal. */
export type Ask = (question: string) => Promise<string>;

const options = {
  account: { type: 'string' },
  'form-port': { type: 'string' },
  'page-port': { type: 'string' },
  yes: { type: 'boolean', short: 'y' },
  help: { type: 'boolean', short: 'h' },
} as const;

interface Question {
  readonly flag: 'account' | 'form-port' | 'page-port';
  readonly text: string;
  readonly usual: string;
}

const questions: readonly Question[] = [
  { flag: 'account', text: 'Id of your brand', usual: defaultAnswers.account },
  { flag: 'form-port', text: 'Port of the form page', usual: `${defaultAnswers.formPort}` },
  { flag: 'page-port', text: 'Port of your pages', usual: `${defaultAnswers.pagePort}` },
];

/**
 * Reads the arguments and asks for what they leave out.
 *
 * @throws WrongArguments for a value that cannot be used
 */
export async function initArguments(args: readonly string[], ask: Ask | undefined): Promise<InitArguments | 'help'> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  if (values.help) return 'help';
  const [folder = '.', ...more] = positionals;
  if (more.length > 0) throw new WrongArguments('Only one folder can be given.');
  if (folder === '') throw new WrongArguments('The folder is empty.');
  const given: Record<string, string> = {};
  for (const { flag, text, usual } of questions) {
    const asked = values[flag] === undefined && ask && !values.yes ? (await ask(`${text} (${usual}): `)).trim() : '';
    given[flag] = values[flag] ?? (asked || usual);
  }
  return { folder, answers: parseAnswers(given) };
}

function parseAnswers(given: Readonly<Record<string, string>>): StarterAnswers {
  const { account = '' } = given;
  if (!isAccountId(account)) throw new WrongArguments('An account id is 1 to 32 of a–z, 0–9 and -.');
  const formPort = portOf(given['form-port'], '--form-port');
  const pagePort = portOf(given['page-port'], '--page-port');
  if (formPort === pagePort) throw new WrongArguments('The form page and your pages need a port each.');
  return { account, formPort, pagePort };
}

function portOf(text = '', flag: string): number {
  const port = /^[1-9][0-9]{0,4}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535) throw new WrongArguments(`${flag} is a port from 1 to 65535.`);
  return port;
}
