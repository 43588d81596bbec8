// The README's embedding, pasted: its server, its page and its workspace run together, and a form goes through.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { launchBrowser } from './people.ts';
import { freePort } from './server-process.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The code block of the README that a file name marks. */
function pasted(file: string): string {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const block = new RegExp(`\`\`\`js file=${file}\\n([\\s\\S]*?)\n\`\`\``).exec(readme)?.[1];
  if (!block) throw new Error(`the README has no ${file}`);
  return block;
}

test('SF-AGT-02 SF-GEN-03 the smallest embedding works as it stands in the README', async () => {
  // Inside the workspace, so that the packages are found as if they were installed.
  mkdirSync(join(root, 'examples/live-desk/data'), { recursive: true });
  const folder = mkdtempSync(join(root, 'examples/live-desk/data/readme-'));
  const [formPort, pagePort] = [await freePort(), await freePort()];
  for (const file of ['server.mjs', 'page.js', 'agent.js']) {
    const text = pasted(file).replaceAll(':3000', `:${formPort}`).replaceAll('(3000', `(${formPort}`);
    writeFileSync(join(folder, file), text.replaceAll(':5173', `:${pagePort}`));
  }
  const tellsafe = join(root, 'packages/server-kit/dist/cli/main.js');
  execFileSync(process.execPath, [tellsafe, 'keys', 'init', 'tellsafe.keys'], { cwd: folder });
  const entries = ['page.js', 'agent.js'].map((file) => join(folder, file));
  await build({ entryPoints: entries, outdir: join(folder, 'out'), bundle: true, format: 'esm', tsconfigRaw: {} });

  const server = spawn(process.execPath, ['server.mjs'], { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] });
  const site = createServer((request, response) => {
    const script = /^\/(page|agent)\.js$/.exec(request.url ?? '');
    response.setHeader('content-type', script ? 'text/javascript' : 'text/html; charset=utf-8');
    const name = request.url === '/agent' ? 'agent' : 'page';
    const html = `<!doctype html><title>Acme</title><body><script type="module" src="/${name}.js"></script>`;
    response.end(script ? readFileSync(join(folder, 'out', `${script[1]}.js`)) : html);
  }).listen(pagePort, '127.0.0.1');
  const browser = await launchBrowser();
  try {
    await untilAnswering(`http://127.0.0.1:${formPort}/tellsafe/form/acme`);
    const consumer = await browser.newPage();
    const agent = await browser.newPage();
    await consumer.goto(`http://localhost:${pagePort}/`);
    await consumer.getByText('Hello, I would like to pay.').waitFor();
    await agent.goto(`http://localhost:${pagePort}/agent`);
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
    site.close();
    site.closeAllConnections();
    server.kill('SIGKILL');
    if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
    rmSync(folder, { recursive: true, force: true });
  }
});

async function untilAnswering(url: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if ((await fetch(url).catch(() => null))?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the README’s server did not start');
}
