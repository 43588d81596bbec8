// The README's embedding as `tellsafe init` writes it: its server, its page and its workspace run together, and a form goes through.
// That both are the same letter by letter is proven beside the command.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { launchBrowser } from './people.ts';
import { freePort } from './server-process.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const tellsafe = join(root, 'packages/server-kit/dist/cli/main.js');

test('SF-AGT-02 SF-GEN-03 SF-OPS-03 the smallest embedding works as it stands in the README', async () => {
  // Inside the workspace, so that the packages are found as if they were installed.
  mkdirSync(join(root, 'examples/live-desk/data'), { recursive: true });
  const folder = mkdtempSync(join(root, 'examples/live-desk/data/readme-'));
  const [formPort, pagePort] = [await freePort(), await freePort()];
  const ports = ['--form-port', `${formPort}`, '--page-port', `${pagePort}`];
  execFileSync(process.execPath, [tellsafe, 'init', folder, ...ports]);
  // The test runner's own NODE_ENV would make a build for development.
  const env = { ...process.env, NODE_ENV: 'production' };
  const started = spawn(process.execPath, ['start.mjs'], { cwd: folder, env, stdio: ['ignore', 'ignore', 'inherit'] });
  const browser = await launchBrowser();
  try {
    await untilAnswering(`http://127.0.0.1:${formPort}/tellsafe/form/acme`);
    await untilAnswering(`http://localhost:${pagePort}/`);
    // All is well but for the login, which the README says is yours to make.
    const checked = spawnSync(
      process.execPath,
      [tellsafe, 'check', `http://127.0.0.1:${formPort}/tellsafe/form/acme`],
      {
        ...{ cwd: folder, encoding: 'utf8' },
      },
    );
    expect(checked.stdout).toMatch(/^login-needed: .*\nChecks: \d+ pass, 1 fail/);
    expect(checked.status).toBe(1);
    const consumer = await browser.newPage();
    const agent = await browser.newPage();
    await consumer.goto(`http://localhost:${pagePort}/`);
    await consumer.getByText('Hello, I would like to pay.').waitFor();
    await agent.goto(`http://localhost:${pagePort}/agent.html`);
    await agent.getByText('Sam').first().click();
    await agent.getByRole('button', { name: 'Take over' }).click();
    await agent.getByRole('button', { name: 'Send form' }).click();
    await agent.getByRole('button', { name: 'Payment card' }).click();
    await agent.getByRole('button', { name: 'Send Payment card' }).click();
    await consumer.getByRole('button', { name: 'Fill in form' }).click();
    const form = consumer.frameLocator('iframe');
    await form.getByRole('textbox', { name: 'Card number' }).fill('4111 1111 1111 1111');
    await form.getByRole('textbox', { name: 'CVV' }).fill('737');
    await form.getByRole('button', { name: 'Submit' }).click();
    await agent.getByRole('button', { name: 'View Secure Form' }).click();
    await agent.getByRole('button', { name: 'Reveal Card number' }).click();
    const value = await agent.locator('tellsafe-answers [part=value]').first().innerText();
    expect(value.replace(/\s/g, '')).toBe('4111111111111111');
  } finally {
    await browser.close();
    started.kill('SIGKILL');
    if (started.exitCode === null && started.signalCode === null) await once(started, 'exit');
    rmSync(folder, { recursive: true, force: true });
  }
});

async function untilAnswering(url: string): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if ((await fetch(url).catch(() => null))?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the project did not start');
}
