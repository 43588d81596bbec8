// No command shows a secret: every one is run over a project whose secrets are known, rightly and wrongly, and nothing of them is in
// what it writes or in what the check leaves behind.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { check } from '../../src/cli/check/check.ts';
import { commands } from '../../src/cli/commands.ts';
import { runCli } from '../../src/cli/run.ts';
import { type Deployment, deploy } from './deployment.ts';

const CANARY = 'canary-s3cret';
const DATABASE = `postgres://user:${CANARY}@127.0.0.1:1/none`;

let deployment: Deployment;
let folder = '';
let handle = '';
const said: string[] = [];
beforeAll(async () => {
  deployment = await deploy();
  folder = mkdtempSync(join(tmpdir(), 'tellsafe-'));
  handle = await deployment.sandbox();
});
afterAll(async () => {
  await deployment.close();
  rmSync(folder, { recursive: true });
});

const output = { write: (text: string) => said.push(text), error: (text: string) => said.push(text), isTerminal: true };

/** Runs a command and keeps what it says. */
async function run(command: string, ...args: readonly string[]): Promise<number> {
  return runCli([...command.split(' '), ...args], '1.2.3', output);
}

const at = (name: string) => join(folder, name);

/** Every secret of the project. */
function secrets(): readonly string[] {
  const keyFiles = [join(deployment.folder, 'tellsafe.keys'), join(deployment.folder, 'vault.keys'), at('more.keys')];
  const keys = keyFiles.flatMap((path) => {
    const { macKeys, wrapKeys } = JSON.parse(readFileSync(path, 'utf8'));
    return [...macKeys, ...wrapKeys].map(({ key }) => key as string);
  });
  const { privateKey } = JSON.parse(readFileSync(at('push.keys'), 'utf8'));
  const webhook = readFileSync(at('crm.webhook'), 'utf8').trim().replace('whsec_', '');
  const archive = JSON.parse(readFileSync(at('archive.key'), 'utf8'));
  const ofArchive = Object.entries(archive).flatMap(([name, value]) => (/private/i.test(name) ? [`${value}`] : []));
  return [CANARY, handle, ...keys, privateKey, webhook, ...ofArchive];
}

/** Which of the secrets are in what was said. */
function leaked(known: readonly string[], texts: readonly string[]): readonly string[] {
  return known.filter((secret) => texts.some((text) => text.includes(secret)));
}

test('SF-OPS-03 SF-OTK-05 no command shows a key, a handle, a password or what it was wrongly given', async () => {
  const keys = join(deployment.folder, 'tellsafe.keys');
  const stores = [
    '--sqlite',
    deployment.target.files[2]?.path ?? '',
    '--sealed-sqlite',
    deployment.target.files[3]?.path ?? '',
  ];
  const records = [...stores.slice(0, 2), '--account', 'acme', '--keys', keys];
  const link = `http://127.0.0.1:9/tellsafe/form/acme#${handle}`;
  const rightly: readonly (readonly [string, ...string[]])[] = [
    ['init', at('shop')],
    ['keys init', at('more.keys')],
    ['keys list', keys],
    ['keys rotate', at('more.keys')],
    ['keys retire', '--older-than', '30', '--file', keys],
    ['keys archive', '--out', at('archive.key'), '--suite', 'x25519'],
    ['keys vapid', '--out', at('push.keys'), '--subject', 'mailto:ops@acme.example'],
    ['keys webhook', '--out', at('crm.webhook')],
    ['migrate', '--postgres', '--print'],
    ['purge', ...stores, '--account', 'acme'],
    ['check', link, '--sandbox', link, ...stores, '--keys', keys, '--evidence', folder],
    ['check page', 'http://127.0.0.1:9/tellsafe/form/acme'],
    ['doctor', ...stores, '--keys', keys],
    ['audit verify', ...records],
    ['operators add', 'ada', '--role', 'admin', ...records],
    ['operators list', ...records],
    ['operators enable', 'ada', ...records],
    ['operators reset', 'ada', ...records],
  ];
  expect(new Set(rightly.map(([command]) => command))).toEqual(new Set(Object.keys(commands)));
  for (const [command, ...args] of rightly) expect([command, await run(command, ...args)]).not.toEqual([command, 2]);
  await check({ ...deployment.target, sandbox: handle }, folder, '1.2.3', output);
  for (const command of Object.keys(commands)) {
    await run(command, `--${CANARY}`);
    await run(
      command,
      '--postgres',
      '--url',
      DATABASE,
      '--account',
      'acme',
      '--role',
      'admin',
      '--redis-url',
      DATABASE,
    );
  }
  for (const args of [[CANARY], ['keys', CANARY], [`--${CANARY}`]]) await run(args[0] ?? '', ...args.slice(1));
  const left = readdirSync(folder).filter((name) => name.startsWith('tellsafe-evidence-'));
  expect(left).toHaveLength(2);
  const known = secrets();
  expect(known.length).toBeGreaterThanOrEqual(12);
  for (const secret of known) expect(secret.length).toBeGreaterThan(10);
  expect(leaked(known, [...said, ...left.map((name) => readFileSync(at(name), 'utf8'))])).toEqual([]);
});

test('SF-OPS-03 control: a command that repeats what it was given, or shows a key file, would be seen', () => {
  const known = secrets();
  expect(leaked(known, [...said, `There is no command ${CANARY}`])).toEqual([CANARY]);
  expect(leaked(known, [readFileSync(at('more.keys'), 'utf8')])).toHaveLength(4);
});
