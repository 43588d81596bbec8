// The arguments of `tellsafe check <url>`. What is wrong is said in a sentence that never repeats what was typed.
import { parseArgs } from 'node:util';
import { isAccountId } from '@tellsafe/core';
import { parseHandle } from '@tellsafe/core/otk';
import { WrongArguments } from '../key-command.ts';
import { type StoresPlace, storesOf, storesOptions } from '../stores-place.ts';

/** What is to be checked. */
export interface CheckArguments {
  readonly page: URL;
  readonly account: string;
  /** Folder for the evidence. */
  readonly evidence: string;
  readonly sandbox?: string;
  readonly login?: URL;
  readonly burst?: number;
  readonly stores?: StoresPlace;
  readonly keys?: string;
  readonly vaultKeys?: string;
}

const options = {
  ...storesOptions,
  keys: { type: 'string' },
  'vault-keys': { type: 'string' },
  sandbox: { type: 'string' },
  login: { type: 'string' },
  burst: { type: 'string' },
  evidence: { type: 'string', default: '.' },
  help: { type: 'boolean', short: 'h' },
} as const;

/**
 * Reads them.
 *
 * @throws WrongArguments, or what `parseArgs` throws
 */
export function checkArguments(args: readonly string[]): CheckArguments | 'help' {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  if (values.help) return 'help';
  const { keys, 'vault-keys': vaultKeys, sandbox, login, burst, evidence } = values;
  const page = urlOf(positionals[0]);
  const account = page?.pathname.split('/').at(-1) ?? '';
  const isPage = page && positionals.length === 1 && /\/form\/[^/]+$/.test(page.pathname) && isAccountId(account);
  if (!isPage) throw new WrongArguments('Which deployment? Give the address of its form page.');
  const hasStore = values.sqlite !== undefined || values.postgres === true;
  return {
    ...{ page: new URL(page.pathname, page.origin), account, evidence },
    ...(keys !== undefined && { keys }),
    ...(vaultKeys !== undefined && { vaultKeys }),
    ...(sandbox !== undefined && { sandbox: handleIn(sandbox) }),
    ...(login !== undefined && { login: loginOf(login) }),
    ...(burst !== undefined && { burst: burstOf(burst) }),
    ...(hasStore && { stores: storesOf(values) }),
  };
}

function urlOf(text = ''): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url && /^https?:$/.test(url.protocol) && url.username === '' ? url : undefined;
}

/** The handle of a form link, which is in its fragment. */
function handleIn(link: string): string {
  const handle = urlOf(link)?.hash.slice(1) ?? '';
  if (!parseHandle(handle)) throw new WrongArguments('--sandbox is the link of a form, with what follows its #.');
  return handle;
}

function loginOf(text: string): URL {
  const url = urlOf(text);
  if (!url) throw new WrongArguments('--login is an address such as https://desk.acme.example/operators.');
  return new URL(url.pathname, url.origin);
}

function burstOf(text: string): number {
  const burst = /^[1-9][0-9]{0,3}$/.test(text) ? Number(text) : 0;
  if (burst < 10 || burst > 2_000) throw new WrongArguments('--burst is a number from 10 to 2000.');
  return burst;
}
