// A throwaway Redis for tests: random port on loopback, a private folder, only the settings that a test names. Ends and
// removes its folder with the process that started it, however that one ends.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const HOST = '127.0.0.1';
const START_LIMIT_MS = 10_000;
const PORT_ATTEMPTS = 5;
const programs = ['redis-server', 'valkey-server'];

/** Settings that a volatile store wants; a test names others to see them refused. */
export const volatileSettings = {
  save: '',
  appendonly: 'no',
  'repl-diskless-sync': 'yes',
  'maxmemory-policy': 'noeviction',
  maxmemory: '256mb',
};

/** @typedef {Record<string, string | string[]>} Settings values as in redis.conf, several words as a list */

/**
 * A running server.
 *
 * @typedef {object} RedisServer
 * @property {number} port on 127.0.0.1
 * @property {string} url
 * @property {string} folder where the server would write files
 * @property {(signal?: 'SIGTERM' | 'SIGKILL') => Promise<void>} kill ends the process and keeps the folder
 * @property {(settings?: Settings) => Promise<void>} restart starts again on the same port and folder; after `kill`
 * @property {() => Promise<void>} stop ends the process and removes the folder
 */

/** Path of the server program; undefined where there is none. `REDIS_SERVER_PATH` goes first. */
export function findRedis() {
  const own = process.env.REDIS_SERVER_PATH;
  if (own) return existsSync(own) ? own : undefined;
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return programs.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}

/**
 * Starts a server.
 *
 * @param {Settings} [settings] {@link volatileSettings} unless said otherwise
 * @returns {Promise<RedisServer>}
 */
export async function startRedis(settings = volatileSettings) {
  const program = findRedis();
  if (!program)
    throw new Error('redis-server is needed and not here: `npm run setup` installs it, or set REDIS_SERVER_PATH.');
  const folder = mkdtempSync(join(tmpdir(), 'tellsafe-redis-'));
  /** @type {Guarded[]} */
  const guards = [];
  let port = 0;
  for (let attempt = 1; port === 0; attempt += 1) {
    const free = await freePort();
    const guarded = guard(program, folder, free, settings);
    guards.push(guarded);
    if (await answers(guarded, free)) port = free;
    else if (attempt === PORT_ATTEMPTS) {
      await Promise.all(guards.map((one) => one.release()));
      throw new Error('redis-server does not start');
    }
  }
  return {
    port,
    url: `redis://${HOST}:${port}`,
    folder,
    kill: async (signal = 'SIGKILL') => {
      const running = guards.at(-1);
      process.kill(/** @type {number} */ (await running?.pid), signal);
      await running?.ended;
    },
    restart: async (changed = settings) => {
      const guarded = guard(program, folder, port, changed);
      guards.push(guarded);
      if (!(await answers(guarded, port))) throw new Error('redis-server does not start again');
    },
    stop: async () => {
      for (const guarded of guards.reverse()) await guarded.release();
    },
  };
}

/**
 * @typedef {object} Guarded
 * @property {Promise<number>} pid of the server
 * @property {Promise<void>} ended when the server has ended
 * @property {() => Promise<void>} release ends the server, removes the folder
 */

/**
 * A shell stands between: when its input ends, because it was released or because this process died, it ends the server and
 * removes the folder. It says the number of the server's process, and `ended` when that one has ended.
 */
const guardScript = `
folder=$1; shift
trap '' PIPE # nobody listens any more when this process has died
exec 3<&0
"$@" </dev/null >/dev/null 2>&1 3<&- & server=$!
( cat <&3 >/dev/null; kill -KILL "$server" ) 2>/dev/null & input=$!
echo "$server"
wait "$server" 2>/dev/null
kill "$input" 2>/dev/null
echo ended
cat <&3 >/dev/null
rm -rf "$folder"
`;

/**
 * @param {string} program
 * @param {string} folder
 * @param {number} port
 * @param {Settings} settings
 * @returns {Guarded}
 */
function guard(program, folder, port, settings) {
  const own = { port: `${port}`, bind: HOST, dir: folder, daemonize: 'no' };
  const words = Object.entries({ ...own, ...settings }).flatMap(([name, value]) => [`--${name}`, ...[value].flat()]);
  const shell = spawn('sh', ['-c', guardScript, 'sh', folder, program, ...words], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const closed = new Promise((resolve) => {
    shell.once('close', resolve);
  });
  let said = '';
  /** @type {(pid: number) => void} */
  let tellPid;
  /** @type {() => void} */
  let tellEnd;
  /** @type {Promise<number>} */
  const pid = new Promise((resolve) => {
    tellPid = resolve;
  });
  /** @type {Promise<void>} */
  const ended = new Promise((resolve) => {
    tellEnd = resolve;
  });
  shell.stdout.setEncoding('utf8').on('data', (text) => {
    said += text;
    const [number, ...rest] = said.split('\n');
    if (rest.length > 0) tellPid(Number(number));
    if (rest.includes('ended')) tellEnd();
  });
  return {
    pid,
    ended,
    release: async () => {
      shell.stdin.end();
      await closed;
    },
  };
}

/**
 * A port on loopback that nobody uses at this moment.
 *
 * @returns {Promise<number>}
 */
export function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, HOST, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/**
 * Waits until the server takes connections; false when it has ended instead.
 *
 * @param {Guarded} guarded
 * @param {number} port
 */
async function answers({ ended }, port) {
  let hasEnded = false;
  void ended.then(() => {
    hasEnded = true;
  });
  for (let waited = 0; !hasEnded && waited < START_LIMIT_MS; waited += 10) {
    if (await connects(port)) return !hasEnded;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return false;
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function connects(port) {
  return new Promise((resolve) => {
    const socket = createConnection(port, HOST);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
