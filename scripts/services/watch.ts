// For the tests of the throwaway servers: sees from outside whether one runs, and starts one from a process that can be killed.
import { type ChildProcess, spawn } from 'node:child_process';
import { createConnection } from 'node:net';

/** Whether a server listens on a port of loopback. */
export function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1');
    socket.once('connect', () => resolve(!socket.destroy().connecting));
    socket.once('error', () => resolve(false));
  });
}

/** A process that started a server and lives until it is killed. */
export interface Starter {
  readonly child: ChildProcess;
  readonly port: number;
  readonly folder: string;
}

/**
 * Starts a server from a process of its own.
 *
 * @param module URL of the module
 * @param start name of the function that starts the server
 */
export async function startFromAnotherProcess(module: string, start: string): Promise<Starter> {
  const program = `import { ${start} } from ${JSON.stringify(module)};
    const { port, folder } = await ${start}();
    console.log(JSON.stringify({ port, folder }));`;
  const stdio: ['ignore', 'pipe', 'inherit'] = ['ignore', 'pipe', 'inherit'];
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio });
  const line = await new Promise<string>((resolve) => child.stdout.setEncoding('utf8').once('data', resolve));
  return { child, ...(JSON.parse(line) as { port: number; folder: string }) };
}
