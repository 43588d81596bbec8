// The example servers and the agent at a terminal, each as its own process: somebody writes in the page's chat, the agent takes the
// conversation, answers, sends a form, and reads what comes back, masked.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { launchBrowser } from '../../live-desk/test/people.ts';
import { freePort } from '../../live-desk/test/server-process.ts';
import { type Program, startProgram } from './terminal.ts';

const examples = new URL('../../', import.meta.url);
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

/** Runs a server and an agent who is signed in there. */
async function withPrograms(
  server: string,
  play: (agent: Program, page: string, dataDir: string, server: Program) => Promise<void>,
) {
  const dataDir = mkdtempSync(join(tmpdir(), 'tellsafe-example-'));
  const [PORT, AGENT_TOKEN] = [String(await freePort()), randomBytes(24).toString('base64url')];
  const ENDPOINT = `http://127.0.0.1:${PORT}/tellsafe`;
  const running: Program[] = [];
  const start = (path: string, variables: Readonly<Record<string, string>>) => {
    const program = startProgram(path, variables);
    running.push(program);
    return program;
  };
  // Also when the test's time is over.
  onTestFinished(async () => {
    await Promise.all(running.map((program) => program.kill()));
    rmSync(dataDir, { recursive: true, force: true });
  });
  const host = start(`${server}/server.mjs`, { PORT, AGENT_TOKEN, DATA_DIR: dataDir });
  await host.printed(`The shop: http://localhost:${PORT}`);
  const stranger = start('agent-terminal/agent.mjs', { ENDPOINT, AGENT_TOKEN: 'another' });
  expect(await stranger.ended()).toBe(1);
  expect(stranger.output).toBe('login_required\n');
  const agent = start('agent-terminal/agent.mjs', { ENDPOINT, AGENT_TOKEN });
  await agent.printed('Signed in.');
  await play(agent, `http://localhost:${PORT}/`, dataDir, host);
}

test.each(['express', 'fastify'])(
  'SF-AGT-01 SF-GEN-03 a form goes through an app of %s to an agent at a terminal',
  (name) =>
    withPrograms(name, async (agent, url, dataDir, server) => {
      const page = await (await browser.newContext()).newPage();
      const problems: string[] = [];
      page.on('console', (message) => ['error', 'warning'].includes(message.type()) && problems.push(message.text()));
      page.on('pageerror', (error) => problems.push(error.message));
      await page.goto(url);
      await page.getByLabel('Your message').fill('Hello \u202ethere');
      await page.getByRole('button', { name: 'Send' }).click();
      await page.getByRole('log').getByText('Hello').waitFor();

      await agent.type('list', '1 Sam (waiting)');
      await agent.type('take 1', 'consumer: Hello  there');
      await agent.type('say I send you a form.', '');
      await page.getByText('I send you a form.').waitFor();
      await agent.type('forms', 'card Payment card');
      await agent.type('send card', 'Payment card: sent');
      await page.getByRole('button', { name: 'Fill in form' }).click();
      const form = page.frameLocator('iframe');
      await form.getByRole('textbox', { name: 'Card number' }).fill('4111 1111 1111 1111');
      await form.getByRole('textbox', { name: 'CVV' }).fill('737');
      await form.getByRole('button', { name: 'Submit' }).click();
      await agent.printed('Payment card: submitted');
      await agent.type('read', '1 Card number: ••••••••\n2 CVV: ••••••••\n');
      await agent.type('reveal 1', 'at a terminal only');
      await agent.type('dance', 'list, take');
      await agent.type('take 7', 'not possible');
      await agent.type('quit', '');
      expect(await agent.ended()).toBe(0);

      // Answers are on no screen, in no file.
      const files = readdirSync(dataDir).map((file) => readFileSync(join(dataDir, file), 'latin1'));
      expect(files.length).toBeGreaterThan(2);
      for (const text of [agent.output, server.output, ...files]) expect(text).not.toContain('4111111111111111');
      expect(agent.output).not.toContain('\u202e');
      expect(problems).toEqual([]);
    }),
);

test.each(['express/server.mjs', 'fastify/server.mjs', 'agent-terminal/agent.mjs'])(
  'SF-AGT-01 without a token %s does not start, and says so',
  async (path) => {
    const program = startProgram(path);
    expect(await program.ended()).toBe(1);
    expect(program.output).toBe('Not set: AGENT_TOKEN. It is what the agent signs in with.\n');
  },
);

test.each(['express', 'fastify', 'agent-terminal'])('what the README of %s shows is what runs', (name) => {
  const text = (file: string) => readFileSync(new URL(`${name}/${file}`, examples), 'utf8');
  const code = text(name === 'agent-terminal' ? 'agent.mjs' : 'server.mjs');
  const blocks = [...text('README.md').matchAll(/^```js\n([\s\S]*?)^```/gm)].map(([, block = '']) => block);
  expect(blocks.length).toBeGreaterThan(0);
  for (const block of blocks) expect(code).toContain(block);
});
