// `npm run demo`: starts the demo with its data in a folder that it prints, and stops cleanly on Ctrl-C.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type LiveDesk, startLiveDesk } from './live-desk.ts';
import { PASSWORD, people } from './people.ts';
import { channelFlags } from './phones/flags.ts';

const port = portFrom('PORT', 4600);
const formPort = portFrom('FORM_PORT', port === 0 ? 0 : port + 1);

/** A made-up fortnight, so that reports and lists are not empty: `npm run demo -- --history`. */
const past = { days: 14, perDay: 7 };
const wantsPast = process.argv.includes('--history');

/** Desk and vault as two processes: `npm run demo -- --split`. Their data is apart from that of the demo in one process. */
const split = process.argv.includes('--split');

/** Phones that write by channels: `npm run demo -- --channels`, with `--seed N` the same again. */
const wantsPhones = process.argv.includes('--channels');

const ownData = join(fileURLToPath(new URL('..', import.meta.url)), 'data', split ? 'split' : '');
// Phones remember nothing, so what they play with is gone at the end as well.
const passing =
  wantsPhones && process.env.DATA_DIR === undefined ? mkdtempSync(join(tmpdir(), 'live-desk-')) : undefined;
const dataDir = resolve(passing ?? process.env.DATA_DIR ?? ownData);
if (passing) process.once('exit', () => rmSync(passing, { recursive: true, force: true }));

let stopping = false;
try {
  const channels = channelFlags(process.argv.slice(2));
  if (channels && existsSync(join(dataDir, 'tellsafe.db'))) {
    throw new Error(
      `--channels starts afresh, but DATA_DIR ${dataDir} has data of an earlier start; name a new folder.`,
    );
  }
  if (wantsPast && split) throw new Error('--history is played by one process; leave out --split.');
  if (wantsPast) console.log('\n  Making up a fortnight …');
  const desk = await startLiveDesk({
    port,
    formPort,
    dataDir,
    split,
    ...(wantsPast && { past }),
    ...(channels && { channels }),
  });
  console.log(`
  Tellsafe live desk

  The shop, as a consumer   ${desk.shopUrl}
  The desk, as one of       ${people.map(({ name, role }) => `${name} (${role})`).join(', ')}
                            ${desk.deskUrl}   everybody's password: ${PASSWORD}
${phonesLine(desk)}  The form page's origin    ${desk.formOrigin}${desk.vault ? `   (the vault, process ${desk.vault.pid}; the desk is ${process.pid})` : ''}
  Data                      ${dataDir}${passing ? '   (gone at the end)' : ''}${wantsPast ? pastLine(desk.madeUp) : ''}

  Ctrl-C stops it. ${passing ? '' : 'Delete the data folder to start afresh.'}
`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stopping = true;
      void desk.close().then(() => process.exit(0));
    });
  }
  void desk.vault?.ended.then(() => stopWithout(desk));
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}

/** A desk whose vault has ended shows nothing of use. */
async function stopWithout(desk: LiveDesk): Promise<void> {
  if (stopping) return;
  console.error('The vault has ended, so the desk ends as well. Start both again: npm run demo -- --split');
  await desk.close();
  process.exit(1);
}

/** Phones and desk side by side; and the seed with which all of it happens again. */
function phonesLine({ phonesUrl, phones }: LiveDesk): string {
  if (!phones) return '';
  const { seed, lines } = phones.view;
  return `  Phones beside the desk    ${phonesUrl}   ${lines.length} entry points, their providers simulated
                            the same again: npm run demo -- --channels --seed ${seed}
`;
}

function pastLine(madeUp: number): string {
  const text =
    madeUp > 0
      ? `${madeUp} forms of the last ${past.days} days are made up; their consumers are called “Guest (made up)”.`
      : 'The data folder was not empty, so no past was made up.';
  return `\n  Past                      ${text}`;
}

function portFrom(name: string, fallback: number): number {
  const text = process.env[name];
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535) {
    console.error(`${name} is "${text}", but must be a port from 0 to 65535.`);
    process.exit(1);
  }
  return value;
}

function explain(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE' && 'port' in error) {
    return `Port ${error.port} is taken. Choose another one: PORT=4700 npm run demo`;
  }
  return error instanceof Error ? `The demo could not start: ${error.message}` : 'The demo could not start.';
}
