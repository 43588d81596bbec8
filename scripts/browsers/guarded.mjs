// Starts programs that must not outlive this process, however it ends, nor leave children of theirs behind.
import { spawn } from 'node:child_process';

/**
 * A shell leads a process group of its own; when its input ends, because the program was released or because this process died,
 * it ends the whole group, and with it every child that a browser starts.
 */
const guardScript = `
exec 3<&0
"$@" </dev/null 2>/dev/null 3<&- &
exec >/dev/null
cat <&3
kill -KILL 0
`;

/**
 * @typedef {object} Guarded
 * @property {import('node:stream').Readable} output what the program prints
 * @property {() => Promise<void>} release ends the program and its children
 */

/**
 * Starts a program under guard.
 *
 * @param {string} program
 * @param {readonly string[]} parameters
 * @param {Record<string, string>} [variables] beside those of this process
 * @returns {Guarded}
 */
export function startGuarded(program, parameters, variables = {}) {
  const shell = spawn('sh', ['-c', guardScript, 'sh', program, ...parameters], {
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, ...variables },
  });
  /** @type {Promise<void>} */
  const closed = new Promise((resolve) => {
    shell.once('exit', () => resolve());
  });
  shell.stdin.on('error', () => {}); // it has ended already
  return {
    output: shell.stdout,
    release: async () => {
      shell.stdin.end();
      await closed;
    },
  };
}
