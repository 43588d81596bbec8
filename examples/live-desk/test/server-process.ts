// The demo as its own process, so that a test can kill it without warning, start it again and look at what it leaves behind.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const START_LIMIT_MS = 60_000;

/** A demo that runs in a process of its own, with its own folder and fixed ports. */
export interface ServerProcess {
  readonly shopUrl: string;
  readonly deskUrl: string;
  readonly formOrigin: string;
  readonly dataDir: string;
  readonly pid: number;
  /** All that the process printed so far, over every start. */
  readonly output: string;
  start(): Promise<void>;
  /** Ctrl-C. @returns the code with which it ended */
  interrupt(): Promise<number | null>;
  /** Resolves with the code with which the process that runs now ends by itself. */
  end(): Promise<number | null>;
  /** SIGKILL: no warning, no tidying. */
  kill(): Promise<void>;
  /** Kills it if it runs, and removes its folder. */
  dispose(): Promise<void>;
}

/**
 * Prepares a demo process; `start` runs it.
 *
 * @param nodeFlags flags for Node, such as `--heapsnapshot-signal=SIGUSR2`
 * @param demoFlags flags for the demo, such as `--split`
 */
export async function serverProcess(
  nodeFlags: readonly string[] = [],
  demoFlags: readonly string[] = [],
): Promise<ServerProcess> {
  const dataDir = mkdtempSync(join(tmpdir(), 'live-desk-'));
  const [port, formPort] = [await freePort(), await freePort()];
  let child: ChildProcess | undefined;
  let output = '';
  const end = async () => {
    if (!child) throw new Error('the demo is not running');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    return child.exitCode;
  };
  const kill = async () => {
    const running = child;
    child = undefined;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    running.kill('SIGKILL');
    await once(running, 'exit');
  };
  return {
    shopUrl: `http://localhost:${port}/`,
    deskUrl: `http://localhost:${port}/desk`,
    formOrigin: `http://127.0.0.1:${formPort}`,
    dataDir,
    get pid() {
      if (child?.pid === undefined) throw new Error('the demo is not running');
      return child.pid;
    },
    get output() {
      return output;
    },
    async start() {
      const env = { ...process.env, PORT: `${port}`, FORM_PORT: `${formPort}`, DATA_DIR: dataDir };
      const started = spawn(process.execPath, [...nodeFlags, main, ...demoFlags], {
        cwd: dataDir,
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child = started;
      const seen = output.length;
      const ready = new Promise<void>((resolve, reject) => {
        const timer = setTimeout(
          () => reject(new Error(`the demo did not start: ${output.slice(seen)}`)),
          START_LIMIT_MS,
        );
        const read = (chunk: Buffer) => {
          output += chunk.toString();
          if (output.includes('Ctrl-C stops it', seen)) done(resolve);
        };
        const done = (then: () => void) => {
          clearTimeout(timer);
          then();
        };
        started.stdout?.on('data', read);
        started.stderr?.on('data', read);
        started.once('exit', () => done(() => reject(new Error(`the demo ended: ${output.slice(seen)}`))));
      });
      await ready;
    },
    end,
    interrupt: () => {
      child?.kill('SIGINT');
      return end();
    },
    kill,
    async dispose() {
      await kill();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A port of this machine that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
