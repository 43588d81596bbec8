// `npm start -w examples/cluster`: starts the cluster, prints where it is, and ends everything on Ctrl-C.
import { resolve } from 'node:path';
import { type Cluster, startCluster } from './cluster.ts';
import { type Databases, databasesFrom, startThrowaway, type Throwaway } from './databases.ts';
import { type Flags, flagsFrom, usage } from './flags.ts';

function read(): { flags: Flags; given: Databases | undefined } {
  try {
    return { flags: flagsFrom(process.argv.slice(2)), given: databasesFrom(process.env) };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    process.exit(2);
  }
}

const { flags, given } = read();
const { DATA_DIR } = process.env;
let throwaway: Throwaway | undefined;
let cluster: Cluster | undefined;

async function end(code: number): Promise<never> {
  await cluster?.close();
  await throwaway?.redis.stop();
  await throwaway?.postgres.stop();
  process.exit(code);
}

try {
  if (given && !DATA_DIR)
    throw new Error('DATA_DIR is not set: without its keys what is in the databases cannot be read.');
  let databases = given;
  if (!databases) {
    const started = await startThrowaway();
    throwaway = started;
    databases = started;
  }
  cluster = await startCluster({ ...flags, databases, ...(given && DATA_DIR && { dataDir: resolve(DATA_DIR) }) });
  const pids = (role: string) =>
    cluster?.processes
      .filter((one) => one.role === role)
      .map(({ pid }) => pid)
      .join(', ');
  console.log(`
  Tellsafe cluster

  Desks    ${cluster.deskOrigin}/tellsafe   processes ${pids('desk')}
  Vaults   ${cluster.formOrigin}/tellsafe   processes ${pids('vault')}
  Agents   Authorization: Agent ada ${cluster.agentToken}
  Data     ${throwaway ? `PostgreSQL on port ${throwaway.postgres.port}, Redis on port ${throwaway.redis.port}; gone at the end` : 'in the databases of RECORDS_URL, SEALED_URL and REDIS_URL'}

  Kill any process: another one takes its place. Ctrl-C stops everything.
`);
  let ending = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (!ending) void end(0);
      ending = true;
    });
  }
} catch (error) {
  const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE' && 'port' in error;
  if (taken) console.error(`Port ${error.port} is taken: choose others with --port and --form-port.`);
  else console.error(`The cluster could not start: ${error instanceof Error ? error.message : 'unknown'}`);
  await end(1);
}
