// The worker on workerd, as `npm run dev` starts it: a form goes through it to an agent at a terminal; what was committed is there after
// the program was killed; a key works once.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type Program, startProgram } from '../../agent-terminal/test/terminal.ts';
import { launchBrowser } from '../../live-desk/test/people.ts';
import { freePort } from '../../live-desk/test/server-process.ts';
import { workerdProgram } from '../workerd.mjs';

const isInstalled = workerdProgram() !== undefined;
if (!isInstalled)
  console.warn('workerd is not installed: no worker is tried. `npm install workerd` brings it where there is one.');

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'tellsafe-worker-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

test.runIf(isInstalled)(
  'SF-AGT-01 SF-GEN-03 SF-OTK-02 a form goes through a worker to an agent at a terminal, over a restart, once',
  async () => {
    const DATA_DIR = folder();
    const [PORT, AGENT_TOKEN] = [String(await freePort()), randomBytes(24).toString('base64url')];
    const running: Program[] = [];
    onTestFinished(async () => {
      await Promise.all(running.map((program) => program.kill('SIGTERM')));
    });
    const start = async (path: string, variables: Readonly<Record<string, string>>, text: string) => {
      const program = startProgram(path, variables);
      running.push(program);
      await program.printed(text);
      return program;
    };
    const startWorker = () =>
      start('hono-worker/dev.mjs', { PORT, AGENT_TOKEN, DATA_DIR }, `The shop: http://localhost:${PORT}`);
    const worker = await startWorker();
    const browser = await launchBrowser();
    onTestFinished(() => browser.close());
    const page = await (await browser.newContext()).newPage();
    await page.goto(`http://localhost:${PORT}/`);
    await page.getByLabel('Your message').fill('Hello there');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('log').getByText('Hello there').waitFor();

    // The power goes. What was answered is there when it comes back, and the page listens again.
    await worker.kill('SIGTERM');
    const again = await startWorker();
    const variables = { ENDPOINT: `http://127.0.0.1:${PORT}/tellsafe`, AGENT_TOKEN };
    const agent = await start('agent-terminal/agent.mjs', variables, 'Signed in.');
    await agent.type('list', '1 Sam (waiting)');
    await agent.type('take 1', 'consumer: Hello there');
    await agent.type('say I send you a form.', '');
    await page.getByText('I send you a form.').waitFor();
    await agent.type('send card', 'Payment card: sent');
    await page.getByRole('button', { name: 'Fill in form' }).click();
    const form = page.frameLocator('iframe');
    await form.getByRole('textbox', { name: 'Card number' }).fill('4111 1111 1111 1111');
    await form.getByRole('textbox', { name: 'CVV' }).fill('737');
    const submitting = page.waitForRequest(
      (request) => request.method() === 'POST' && /\/submit\b|\/submissions?\b/.test(new URL(request.url()).pathname),
    );
    await form.getByRole('button', { name: 'Submit' }).click();
    const request = await submitting;
    await agent.printed('Payment card: submitted');
    await agent.type('read', '1 Card number: ••••••••\n2 CVV: ••••••••\n');

    // The same key with other answers.
    const { submitKey, sealed } = JSON.parse(request.postData() ?? '{}');
    const other = JSON.stringify(sealed).replace(
      /"[\w-]{40,}"/,
      (text) => `"${text[1] === 'A' ? 'B' : 'A'}${text.slice(2)}`,
    );
    expect(other).not.toBe(JSON.stringify(sealed));
    const headers = await request.allHeaders();
    for (const name of Object.keys(headers))
      if (name.startsWith(':') || name === 'content-length') delete headers[name];
    const body = JSON.stringify({ submitKey, sealed: JSON.parse(other) });
    const second = await fetch(request.url(), { method: 'POST', headers, body });
    expect(await second.json()).toMatchObject({ code: 'otk_invalid' });

    const stored = readdirSync(DATA_DIR, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.sqlite/.test(entry.name))
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
    expect(stored.length).toBeGreaterThan(0);
    for (const text of [agent.output, again.output, ...stored]) expect(text).not.toContain('4111111111111111');
  },
);

test('SF-AGT-01 without a token the worker does not start, and says so', async () => {
  const program = startProgram('hono-worker/dev.mjs');
  expect(await program.ended()).toBe(1);
  expect(program.output).toBe('Not set: AGENT_TOKEN. It is what the agent signs in with.\n');
});

test.runIf(isInstalled)('what is no key file is refused at start, and not repeated', async () => {
  const DATA_DIR = folder();
  writeFileSync(join(DATA_DIR, 'tellsafe.keys'), 'not-a-key-file');
  const variables = { PORT: String(await freePort()), AGENT_TOKEN: 'a', DATA_DIR };
  const program = startProgram('hono-worker/dev.mjs', variables);
  onTestFinished(() => program.kill('SIGTERM'));
  expect(await program.ended()).toBe(1);
  expect(program.output).toContain('The key file cannot be used.');
  expect(program.output).not.toContain('not-a-key-file');
});

test.runIf(isInstalled)(
  'SF-RET-01 SF-OPS-01 the object’s alarm deletes what is over, round after round, and comes again',
  async () => {
    const PORT = String(await freePort());
    const AGENT_TOKEN = randomBytes(24).toString('base64url');
    const variables = { PORT, AGENT_TOKEN, DATA_DIR: folder(), WORKER: 'test/sweep-worker.mjs' };
    const program = startProgram('hono-worker/dev.mjs', variables);
    onTestFinished(() => program.kill('SIGTERM'));
    await program.printed('The shop:');
    const ask = async (path: string) => {
      const answer = await fetch(`http://localhost:${PORT}/tellsafe/test/${path}`, { method: 'POST' });
      return (await answer.json()) as { over: number; alarmInMs: number | null };
    };
    // Control: without the alarm everything stays, and one round deletes a thousand.
    expect(await ask('fill?count=2500')).toEqual({ over: 2_500, alarmInMs: null });
    expect(await ask('round')).toEqual({ over: 1_500, alarmInMs: null });
    await ask('alarm');
    const swept = await vi.waitFor(
      async () => {
        const state = await ask('state');
        expect(state.over).toBe(0);
        expect(state.alarmInMs).toBeGreaterThan(0);
        return state;
      },
      { timeout: 30_000, interval: 100 },
    );
    expect(swept.alarmInMs).toBeLessThanOrEqual(60_000);
  },
);
