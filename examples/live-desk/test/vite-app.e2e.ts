// The widget by npm in an app of Vite: packed as it would be published, installed into a folder of its own, built, served, and a form
// goes through. Nothing is fetched: what the packages depend on is linked from the workspace.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { nodeListener } from '@tellsafe/server-kit/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './people.ts';
import { freePort } from './server-process.ts';
import { openSmallKit, type SmallKit } from './small-kit.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../..', import.meta.url));
const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js');
const CARD = { 'Name on card': 'Ada Moreau', 'Card number': '4111 1111 1111 1111', 'Expiry date': '1231', CVV: '737' };

let folder: string;
let kit: SmallKit;
let forms: Server;
let appOrigin: string;
let formOrigin: string;

/** Packs a package as `npm publish` would and unpacks it where npm would put it. */
async function install(name: string): Promise<void> {
  const source = join(root, 'packages', name);
  const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: source,
  });
  const packed: { filename: string }[] = Object.values(JSON.parse(stdout));
  const target = join(folder, 'node_modules/@tellsafe', name);
  mkdirSync(target, { recursive: true });
  await run('tar', ['-xzf', join(folder, packed[0]?.filename ?? ''), '-C', target, '--strip-components=1']);
  const { dependencies = {} } = JSON.parse(readFileSync(join(target, 'package.json'), 'utf8'));
  for (const dependency of Object.keys(dependencies)) {
    const link = join(folder, 'node_modules', dependency);
    if (dependency.startsWith('@tellsafe/')) continue;
    mkdirSync(dirname(link), { recursive: true });
    rmSync(link, { force: true });
    symlinkSync(join(root, 'node_modules', dependency), link);
  }
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vite-app-'));
  const template = join(root, 'examples/vite-app');
  for (const part of ['index.html', 'package.json', 'src']) {
    cpSync(join(template, part), join(folder, part), { recursive: true });
  }
  const [appPort, formPort] = [await freePort(), await freePort()];
  appOrigin = `http://localhost:${appPort}`;
  formOrigin = `http://127.0.0.1:${formPort}`;
  kit = await openSmallKit(appOrigin, formOrigin);
  forms = createServer(nodeListener((request) => kit.tellsafe.fetch(request))).listen(formPort, '127.0.0.1');
  await Promise.all([install('core'), install('consumer-widget'), once(forms, 'listening')]);
});
afterAll(async () => {
  forms.close();
  forms.closeAllConnections();
  await kit.close();
  rmSync(folder, { recursive: true, force: true });
});

test('SF-GEN-03 SF-INV-01 a Vite app with the packed widget is built, and a form goes through', async () => {
  // The test runner's own NODE_ENV would make a build for development.
  const env = { ...process.env, NODE_ENV: 'production', VITE_TELLSAFE_ENDPOINT: `${formOrigin}/tellsafe` };
  const built = await run(process.execPath, [vite, 'build'], { cwd: folder, env });
  expect(built.stderr).not.toMatch(/warn|error/i);

  const port = new URL(appOrigin).port;
  const preview = spawn(process.execPath, [vite, 'preview', '--port', port, '--strictPort', '--host', 'localhost'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const browser = await launchBrowser();
  try {
    await once(preview.stdout, 'data');
    const invited = await kit.invite();
    const page = await (await browser.newContext()).newPage();
    const problems: string[] = [];
    page.on('console', (message) => ['error', 'warning'].includes(message.type()) && problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(error.message));
    await page.goto(`${appOrigin}/#${invited.handle}`);
    await expect.poll(() => page.locator('#status').textContent()).toBe('received');
    const title = page.locator('tellsafe-invitation').getByText('Payment card');
    expect(await title.evaluate((element) => getComputedStyle(element).color)).toBe('rgb(31, 95, 63)');
    await page.getByRole('button', { name: 'Fill in form' }).click();
    const form = page.frameLocator('iframe');
    for (const [label, value] of Object.entries(CARD)) {
      await form.getByRole('textbox', { name: label }).pressSequentially(value);
    }
    await form.getByRole('button', { name: 'Submit' }).click();
    await expect.poll(() => page.locator('#status').textContent()).toBe('submitted');
    expect(await invited.answers()).toMatchObject({
      'Card number': '4111111111111111',
      'Expiry date': '12/31',
      CVV: '737',
    });
    expect(problems).toEqual([]);
  } finally {
    await browser.close();
    preview.kill();
  }
});

test('P7 what Vite built holds no schemas and no server code, and loads the overlay and the languages later', () => {
  const assets = join(folder, 'dist/assets');
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
