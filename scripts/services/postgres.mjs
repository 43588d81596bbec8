// A throwaway PostgreSQL for tests: random port on loopback, a private folder, durable unless a test asks for something else.
// Ends and removes its folder with the process that started it, however that one ends. As root it runs as the user `postgres`.
import { execFileSync, spawn } from 'node:child_process';
import { chownSync, closeSync, existsSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const HOST = '127.0.0.1';
const USER = 'test';
const START_LIMIT_MS = 20_000;
const PAUSE_MS = 20;
const PORT_ATTEMPTS = 5;
const debianFolder = '/usr/lib/postgresql';

/** Small and quiet; `autovacuum` would hold feeds back for moments at its own times. */
const ownSettings = {
  listen_addresses: HOST,
  shared_buffers: '32MB',
  max_connections: '60',
  autovacuum: 'off',
  logging_collector: 'off',
};

/**
 * A running server.
 *
 * @typedef {object} PostgresServer
 * @property {number} port on 127.0.0.1
 * @property {string} url of its database, as the owner
 * @property {string} folder holds the data, the socket and the log
 * @property {() => Promise<void>} kill SIGKILL to every process of the server; the data stays
 * @property {() => Promise<void>} shutDown ends the server at once, without a checkpoint; the data stays
 * @property {(settings?: Record<string, string>) => Promise<void>} restart starts again on the same port and data
 * @property {() => Promise<PostgresServer>} replica starts a streaming replica of this server
 * @property {() => Promise<void>} stop ends the server and removes its folder
 */

/** Folder of the server's programs; undefined where there is none. `POSTGRES_BIN` goes first, then the newest of Debian. */
export function findPostgres() {
  const debian = existsSync(debianFolder) ? readdirSync(debianFolder) : [];
  const newest = debian.sort((a, b) => Number(b) - Number(a)).map((version) => join(debianFolder, version, 'bin'));
  const folders = [...newest, ...(process.env.PATH ?? '').split(delimiter).filter(Boolean)];
  const searched = process.env.POSTGRES_BIN ? [process.env.POSTGRES_BIN] : folders;
  return searched.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
}

/**
 * Starts a server with an empty database.
 *
 * @param {Record<string, string>} [settings] as in postgresql.conf
 * @returns {Promise<PostgresServer>}
 */
export async function startPostgres(settings = {}) {
  const initdb = program('initdb');
  const place = makePlace();
  const { folder } = place;
  const words = ['-D', join(folder, 'data'), '-U', USER, '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
  execFileSync(initdb, words, { ...asServerUser(), cwd: folder, stdio: 'ignore' });
  return openServer(place, settings);
}

/** Root must not run the server; Debian's package brings a user for it. */
const asServerUser = once(() => {
  if (process.getuid?.() !== 0) return {};
  const idOf = (/** @type {string} */ flag) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
});

/**
 * @template T
 * @param {() => T} make
 * @returns {() => T}
 */
function once(make) {
  /** @type {{ value: T } | undefined} */
  let made;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function program(/** @type {string} */ name) {
  const folder = findPostgres();
  if (!folder) {
    throw new Error(
      'PostgreSQL is needed and not here: `npm run setup` installs it, or set POSTGRES_BIN to its programs.',
    );
  }
  return join(folder, name);
}

/**
 * @typedef {object} Place
 * @property {string} folder
 * @property {() => Promise<void>} release removes it
 */

/** @returns {Place} */
function makePlace() {
  const folder = mkdtempSync(join(tmpdir(), 'tellsafe-pg-'));
  const { uid, gid } = asServerUser();
  if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid);
  return { folder, release: watch(folder) };
}

/**
 * Starts a server over a folder that holds data.
 *
 * @param {Place} place
 * @param {Record<string, string>} settings
 * @returns {Promise<PostgresServer>}
 */
async function openServer({ folder, release }, settings) {
  let port = 0;
  /** @type {import('node:child_process').ChildProcess | undefined} */
  let server;
  for (let attempt = 1; server === undefined; attempt += 1) {
    port = await freePort();
    server = await run(folder, port, settings);
    if (server === undefined && attempt === PORT_ATTEMPTS)
      throw new Error(`PostgreSQL does not start:\n${logOf(folder)}`);
  }
  const url = `postgres://${USER}@${HOST}:${port}/postgres`;
  return {
    port,
    url,
    folder,
    kill: async () => {
      if (server) await killAll(server);
      // It names a process that is no more.
      rmSync(join(folder, 'data', 'postmaster.pid'), { force: true });
      server = undefined;
    },
    shutDown: async () => {
      if (server) await end(server, 'SIGQUIT');
      server = undefined;
    },
    restart: async (changed = settings) => {
      server = await run(folder, port, changed);
      if (server === undefined) throw new Error(`PostgreSQL does not start again:\n${logOf(folder)}`);
    },
    replica: async () => {
      const copy = makePlace();
      const words = ['-d', url, '-D', join(copy.folder, 'data'), '-R', '-X', 'stream', '-c', 'fast', '--no-sync'];
      execFileSync(program('pg_basebackup'), words, { ...asServerUser(), cwd: copy.folder, stdio: 'ignore' });
      return openServer(copy, settings);
    },
    stop: async () => {
      if (server) await end(server, 'SIGQUIT');
      server = undefined;
      await release();
    },
  };
}

/**
 * Starts the server program and waits until it takes connections; undefined when it has ended instead.
 *
 * @param {string} folder
 * @param {number} port
 * @param {Record<string, string>} settings
 */
async function run(folder, port, settings) {
  const own = { ...ownSettings, port: `${port}`, unix_socket_directories: folder };
  const words = Object.entries({ ...own, ...settings }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = openSync(join(folder, 'log'), 'a');
  const server = spawn(program('postgres'), ['-D', join(folder, 'data'), ...words], {
    ...asServerUser(),
    cwd: folder,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  for (let waited = 0; waited < START_LIMIT_MS; waited += PAUSE_MS) {
    if (server.exitCode !== null || server.signalCode !== null) return undefined;
    if (isReady(folder)) return server;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  await end(server, 'SIGQUIT');
  return undefined;
}

/** @see https://www.postgresql.org/docs/current/storage-file-layout.html the last line of postmaster.pid is the status */
function isReady(/** @type {string} */ folder) {
  const path = join(folder, 'data', 'postmaster.pid');
  return existsSync(path) && /^(ready|standby)\s*$/m.test(readFileSync(path, 'utf8'));
}

const logOf = (/** @type {string} */ folder) => readFileSync(join(folder, 'log'), 'utf8').slice(-2000);

/**
 * @param {import('node:child_process').ChildProcess} server
 * @param {NodeJS.Signals} signal
 */
async function end(server, signal) {
  const ended = endOf(server);
  server.kill(signal);
  await ended;
}

/**
 * The server's processes are sessions of their own: each is killed by its number. The parent stands still first, so that it starts
 * no other meanwhile.
 *
 * @param {import('node:child_process').ChildProcess} server
 */
async function killAll(server) {
  server.kill('SIGSTOP');
  const children = readFileSync(`/proc/${server.pid}/task/${server.pid}/children`, 'utf8').split(' ').filter(Boolean);
  await end(server, 'SIGKILL');
  for (const pid of children.map(Number)) killIfThere(pid);
  while (children.some(isRunning)) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
}

function killIfThere(/** @type {number} */ pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** Whether a process runs still; one that has ended may wait long for somebody to ask how. */
function isRunning(/** @type {string} */ pid) {
  const path = `/proc/${pid}/stat`;
  return existsSync(path) && !/\) [ZX] /.test(readFileSync(path, 'latin1'));
}

/** @param {import('node:child_process').ChildProcess} child */
function endOf(child) {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(undefined);
    else child.once('exit', resolve);
  });
}

/**
 * Waits for the end of its input, which comes at the latest with the end of this process; then ends what still runs in the
 * folder and removes it.
 */
const janitorScript = `
cat >/dev/null
if [ -f "$1/data/postmaster.pid" ]; then
  server=$(head -n 1 "$1/data/postmaster.pid")
  kill -QUIT "$server" 2>/dev/null
  while kill -0 "$server" 2>/dev/null; do sleep 0.05; done
fi
rm -rf "$1"
`;

function watch(/** @type {string} */ folder) {
  const janitor = spawn('sh', ['-c', janitorScript, 'sh', folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  const ended = endOf(janitor);
  janitor.unref();
  return async () => {
    janitor.ref();
    janitor.stdin?.end();
    await ended;
  };
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, HOST, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
