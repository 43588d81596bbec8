// `npm run demo -- --split`: desk and vault as two processes that one command starts and Ctrl-C ends, with a consumer and an agent who
// notice nothing of it.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { agentAt, consumerAt, launchBrowser } from './people.ts';
import { type ServerProcess, serverProcess } from './server-process.ts';

const PATIENCE_MS = 40_000;
/** Three starts of two processes, and two browsers, on a busy machine. */
const LONG_MS = 300_000;
const CARD = { 'Name on card': 'Ada Moreau', 'Card number': '4111 1111 1111 1111', 'Expiry date': '12/31', CVV: '737' };

let server: ServerProcess;
afterEach(() => server.dispose());

/** Starts both, with the data that is there. @returns the vault's process id */
async function start(): Promise<number> {
  await server.start();
  return Number([...server.output.matchAll(/the vault, process (\d+)/g)].at(-1)?.[1]);
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test('SF-FLOW-01 SF-ACC-01 sent by the desk, filled in and read at the vault; neither process outlives the other', {
  timeout: LONG_MS,
}, async () => {
  server = await serverProcess([], ['--split']);
  const vault = await start();
  expect(isRunning(vault)).toBe(true);
  const browser = await launchBrowser();
  try {
    const consumer = await consumerAt(browser, server.shopUrl);
    const maya = await agentAt(browser, server.deskUrl);
    const asked: string[] = [];
    for (const { page } of [consumer, maya]) {
      page.on('request', (request) => asked.push(`${request.method()} ${request.url()}`));
    }
    await maya.signIn('Maya Lind');
    await consumer.say('I would like to pay.');
    await maya.choose();
    await maya.take();
    await maya.send('Payment card');
    await consumer.openForm();
    await consumer.fill(CARD);
    await consumer.submit();
    await maya.viewForm.waitFor();
    await maya.viewForm.click();
    expect(await maya.answer('Card number')).toBe('4111111111111111');
    expect(await maya.answer('CVV')).toBe('737');
    const answers = /^POST .*\/v1\/(?:forms|submissions)\/|\/read-key$/;
    const where = asked.filter((one) => answers.test(one)).map((one) => new URL(one.slice('POST '.length)).origin);
    expect(where.length).toBeGreaterThanOrEqual(4);
    expect(new Set(where)).toEqual(new Set([server.formOrigin]));
    expect([...consumer.problems, ...maya.problems]).toEqual([]);
  } finally {
    await browser.close();
  }
  // The desk's folder holds no answer; the vault's own does.
  expect(readdirSync(server.dataDir)).not.toContain('tellsafe-vault.db');
  expect(existsSync(join(server.dataDir, 'vault', 'tellsafe-vault.db'))).toBe(true);
  // Ctrl-C.
  expect(await server.interrupt()).toBe(0);
  expect(isRunning(vault)).toBe(false);

  const second = await start();
  process.kill(second, 'SIGKILL');
  expect(await server.end()).toBe(1);
  expect(server.output).toContain('The vault has ended');

  const third = await start();
  await server.kill();
  await expect.poll(() => isRunning(third), { timeout: PATIENCE_MS }).toBe(false);
});
