// A step of `npm run test:long`: the channels, alone, in Deno, Bun and Workers; in each the whole contract runs.
// Exit code 0: all of it holds, or the runtimes cannot be had and the step says so. 1: it does not.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { programOf, resultIn } from './programs.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const LIMIT_MS = 120_000;
/** The only runtime with rules by date. */
const COMPATIBILITY_DATE = '2026-11-01';

const runtimes = {
  Deno: {
    program: '@deno/linux-x64-glibc/deno',
    kind: 'module',
    args: ['run', '--no-config', '--no-lock', 'battery.mjs'],
  },
  Bun: { program: '@oven/bun-linux-x64/bin/bun', kind: 'module', args: ['run', 'battery.mjs'] },
  Workers: { program: '@cloudflare/workerd-linux-64/bin/workerd', kind: 'worker', args: ['test', 'battery.capnp'] },
} as const;

const capnp = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (
    modules = [(name = "battery", esModule = embed "battery.mjs")],
    compatibilityDate = "${COMPATIBILITY_DATE}",
  ))],
);
`;

async function run(
  name: keyof typeof runtimes,
  broken?: string,
): Promise<{ passed: number; failed: readonly string[] }> {
  const { program, kind, args } = runtimes[name];
  const folder = mkdtempSync(join(tmpdir(), 'tellsafe-runtime-'));
  try {
    writeFileSync(join(folder, 'battery.mjs'), await programOf(kind, broken));
    writeFileSync(join(folder, 'battery.capnp'), capnp);
    const options = { cwd: folder, encoding: 'utf8', timeout: LIMIT_MS } as const;
    const { stdout, stderr } = spawnSync(join(here, 'node_modules', program), args, options);
    return resultIn(`${stdout}\n${stderr}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const isHere = () => Object.values(runtimes).every(({ program }) => existsSync(join(here, 'node_modules', program)));
if (!isHere()) {
  const args = ['ci', '--prefix', here, '--ignore-scripts', '--no-audit', '--no-fund'];
  spawnSync('npm', args, { stdio: 'inherit', cwd: here });
  if (!isHere()) {
    console.log(
      'Skipped: the runtimes could not be installed. Every run of the tests proves the same in Node, with nothing of Node.',
    );
    process.exit(0);
  }
}
for (const name of Object.keys(runtimes) as (keyof typeof runtimes)[]) {
  const { passed, failed } = await run(name);
  const isFine = passed > 100 && failed.length === 0;
  console.log(
    `${isFine ? 'ok  ' : 'FAIL'} ${name}: ${passed} cases hold${failed.map((each) => `\n     ${each}`).join('')}`,
  );
  // Control: a runtime whose HMACs are another's is noticed.
  const broken = 'crypto.subtle.sign = async () => new ArrayBuffer(32);';
  const control = await run(name, broken).catch((error: unknown) => ({ failed: [String(error)] }));
  console.log(`${control.failed.length > 0 ? 'ok  ' : 'FAIL'} ${name}: control, another HMAC is noticed`);
  if (!isFine || control.failed.length === 0) process.exitCode = 1;
}
