// Runs the worker on this machine, on workerd, which is what Workers run on: bundles it, makes keys, keeps the database in DATA_DIR.
// WORKER is another file beside this one to run instead of the shop.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createKeyFile } from '@tellsafe/server-kit/keys/file';
import { build } from 'esbuild';
import { workerdProgram } from './workerd.mjs';

const { AGENT_TOKEN, DATA_DIR = 'data', PORT = '3000', WORKER = 'src/worker.mjs' } = process.env;
if (!AGENT_TOKEN) {
  console.error('Not set: AGENT_TOKEN. It is what the agent signs in with.');
  process.exit(1);
}
const folder = resolve(DATA_DIR);
mkdirSync(join(folder, 'objects'), { recursive: true });
const keyFile = join(folder, 'tellsafe.keys');
if (!existsSync(keyFile)) createKeyFile(keyFile);

await build({
  entryPoints: [fileURLToPath(new URL(WORKER, import.meta.url))],
  outfile: join(folder, 'worker.js'),
  bundle: true,
  format: 'esm',
  target: 'es2022',
  conditions: ['workerd', 'worker', 'browser'],
  loader: { '.html': 'text' },
  external: ['cloudflare:workers', 'node:*'],
  logLevel: 'error',
});
// Secrets come from the environment, not from a file.
writeFileSync(
  join(folder, 'workerd.capnp'),
  `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (
      modules = [(name = "worker", esModule = embed "worker.js")],
      compatibilityDate = "2026-11-01",
      bindings = [
        (name = "AGENT_TOKEN", fromEnvironment = "AGENT_TOKEN"),
        (name = "TELLSAFE_KEYS", fromEnvironment = "TELLSAFE_KEYS"),
        (name = "FORM_ORIGIN", text = "http://127.0.0.1:${PORT}"),
        (name = "PAGE_ORIGIN", text = "http://localhost:${PORT}"),
        (name = "DESK", durableObjectNamespace = "Desk"),
      ],
      durableObjectNamespaces = [(className = "Desk", uniqueKey = "tellsafe-desk", enableSql = true)],
      durableObjectStorage = (localDisk = "objects"),
    )),
    (name = "objects", disk = (path = "${join(folder, 'objects')}", writable = true)),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${PORT}", http = (), service = "main")],
);
`,
);

const program = workerdProgram();
if (!program) {
  console.error('Not installed: workerd. `npm install workerd` brings it where there is one for this machine.');
  process.exit(1);
}
const env = { ...process.env, TELLSAFE_KEYS: readFileSync(keyFile, 'utf8') };
const workerd = spawn(program, ['serve', join(folder, 'workerd.capnp')], { env, stdio: 'inherit' });
// At once: what was acknowledged is on disk.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => workerd.kill('SIGKILL'));
workerd.on('exit', (code) => process.exit(code ?? 0));

while (workerd.exitCode === null) {
  const answer = await fetch(`http://127.0.0.1:${PORT}/tellsafe/v1/health/ready`).catch(() => undefined);
  if (answer) break;
  await new Promise((resolve) => setTimeout(resolve, 50));
}
console.log(`The shop: http://localhost:${PORT}`);
