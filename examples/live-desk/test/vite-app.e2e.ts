// The four packages by npm in a fresh folder: packed as they would be published, installed, and used there by an app of Vite, by the
// server that `tellsafe init` writes in a process of its own, and by an agent who is a program. A form goes through.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { installPackages } from '../../../scripts/packages/install.mjs';
import { launchBrowser } from './people.ts';
import { freePort } from './server-process.ts';

const run = promisify(execFile);
const template = fileURLToPath(new URL('../../vite-app', import.meta.url));
const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js');

let folder: string;
let app: string;
let endpoint: string;
let appPort: number;
let server: ChildProcess | undefined;

/** A module of what was installed. */
const installed = (specifier: string) =>
  import(pathToFileURL(createRequire(join(folder, 'package.json')).resolve(specifier)).href);

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'fresh-')));
  app = join(folder, 'app');
  const backend = join(folder, 'backend');
  mkdirSync(app);
  for (const part of ['index.html', 'package.json', 'src']) {
    cpSync(join(template, part), join(app, part), { recursive: true });
  }
  appPort = await freePort();
  const formPort = await freePort();
  endpoint = `http://127.0.0.1:${formPort}/tellsafe`;
  underPolicy();
  await installPackages(folder);
  const ports = ['--form-port', `${formPort}`, '--page-port', `${appPort}`];
  await run(process.execPath, [
    join(folder, 'node_modules/@tellsafe/server-kit/dist/cli/main.js'),
    'init',
    backend,
    ...ports,
  ]);
  server = spawn(process.execPath, ['server.mjs'], { cwd: backend, stdio: ['ignore', 'inherit', 'inherit'] });
  await vi.waitFor(async () => expect((await fetch(`${endpoint}/form/acme`)).status).toBe(200), 30_000);
});
afterAll(async () => {
  if (server?.exitCode === null && server.kill('SIGKILL')) await once(server, 'exit');
  rmSync(folder, { recursive: true, force: true });
});

/** Serves the page under what docs/guides/embedding.md says that it needs beside its own scripts, as isolated as a page can be. */
function underPolicy(): void {
  const { origin } = new URL(endpoint);
  const csp = `default-src 'none'; script-src 'self'; connect-src ${origin}; frame-src ${origin}; img-src data:; require-trusted-types-for 'script'`;
  const isolating = { 'cross-origin-embedder-policy': 'require-corp', 'cross-origin-opener-policy': 'same-origin' };
  const headers = { 'content-security-policy': csp, ...isolating };
  writeFileSync(join(app, 'vite.config.js'), `export default ${JSON.stringify({ preview: { headers } })};`);
  // The page's own inline style would need more.
  const page = join(app, 'index.html');
  writeFileSync(page, readFileSync(page, 'utf8').replace(/<style>[\s\S]*?<\/style>/, ''));
}

test('what is installed is what was packed, and not the workspace', () => {
  const require = createRequire(join(folder, 'package.json'));
  for (const name of ['core', 'server-kit', 'consumer-widget', 'agent-client']) {
    const found = realpathSync(require.resolve(`@tellsafe/${name}/package.json`));
    expect(found).toBe(join(folder, 'node_modules/@tellsafe', name, 'package.json'));
    expect(readdirSync(dirname(found)).sort()).toEqual(['LICENSE', 'README.md', 'dist', 'package.json']);
  }
});

test('SF-GEN-03 SF-INV-01 SF-AGT-01 a fresh Vite app and a fresh Node server with the packed packages: a form goes through', async () => {
  // The test runner's own NODE_ENV would make a build for development.
  const env = { ...process.env, NODE_ENV: 'production', VITE_TELLSAFE_ENDPOINT: endpoint };
  const built = await run(process.execPath, [vite, 'build'], { cwd: app, env });
  expect(built.stderr).not.toMatch(/warn|error/i);
  const words = [vite, 'preview', '--port', String(appPort), '--strictPort', '--host', 'localhost'];
  const preview = spawn(process.execPath, words, { cwd: app, stdio: ['ignore', 'pipe', 'inherit'] });
  const browser = await launchBrowser();
  const { createAgentClient } = await installed('@tellsafe/agent-client');
  const agent = createAgentClient({ endpoint });
  try {
    await agent.signIn();
    await once(preview.stdout, 'data');
    const page = await (await browser.newContext()).newPage();
    const problems: string[] = [];
    page.on('console', (message) => ['error', 'warning'].includes(message.type()) && problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(error.message));
    await page.goto(`http://localhost:${appPort}/`);
    expect(await page.evaluate(() => customElements.get('tellsafe-invitation') !== undefined)).toBe(true);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await expect.poll(() => agent.conversations()).toHaveLength(1);
    const [{ id }] = await agent.conversations();
    await agent.assign(id);
    await agent.send(id, 'card');
    await expect.poll(() => page.locator('#status').textContent()).toBe('received');
    const title = page.locator('tellsafe-invitation').getByText('Payment card');
    expect(await title.evaluate((element) => getComputedStyle(element).color)).toBe('rgb(31, 95, 63)');
    await page.getByRole('button', { name: 'Fill in form' }).click();
    const form = page.frameLocator('iframe');
    await form.getByRole('textbox', { name: 'Card number' }).pressSequentially('4111 1111 1111 1111');
    await form.getByRole('textbox', { name: 'CVV' }).pressSequentially('737');
    await form.getByRole('button', { name: 'Submit' }).click();
    await expect.poll(() => page.locator('#status').textContent()).toBe('submitted');
    const { invitations } = await agent.conversation(id);
    const { questions } = await agent.read(invitations[0]);
    expect(questions.map(({ value }: { value: string }) => value)).toEqual(['4111111111111111', '737']);
    expect(problems).toEqual([]);
  } finally {
    agent.dispose();
    await browser.close();
    preview.kill();
  }
});

test('P7 what Vite built holds no schemas and no server code, and loads the overlay and the languages later', () => {
  const assets = join(app, 'dist/assets');
  const scripts = readdirSync(assets).filter((name) => name.endsWith('.js'));
  const text = (name: string) => readFileSync(join(assets, name), 'utf8');
  const entry = scripts.find((name) => name.startsWith('index-')) ?? '';
  expect(scripts.length).toBeGreaterThan(3);
  for (const name of scripts) expect(text(name)).not.toMatch(/ZodError|node:crypto|createTellsafe/);
  // The form itself is in the isolated page; a host page gets none of it.
  for (const name of scripts) expect(text(name)).not.toMatch(/tellsafe-question|lit-html/);
  expect(text(entry)).not.toContain('allow-scripts allow-same-origin');
  expect(scripts.map(text).join()).toContain('allow-scripts allow-same-origin allow-forms');
});
