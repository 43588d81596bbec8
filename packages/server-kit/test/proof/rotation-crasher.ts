// Changes a key file and kills itself at a chosen call of the file system; rotation-crash.test.ts starts it. With the word `trace`
// it prints the calls instead. With `careless` it writes the file in place, which the proof must notice.
import fs, { readFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { runKeyCommand } from '../../src/cli/key-command.ts';
import { keysRotate } from '../../src/cli/keys-rotate.ts';

const [manner = '', path = '', at = '0'] = process.argv.slice(2);
const watched = [
  ...['openSync', 'closeSync', 'writeSync', 'readSync', 'fsyncSync', 'renameSync', 'rmSync', 'fstatSync'],
  ...['statSync', 'realpathSync', 'readdirSync'],
];
const names = new Map<number, string>();
let calls = 0;

function watch(name: string): void {
  const functions = fs as unknown as Record<string, (...args: unknown[]) => unknown>;
  const original = functions[name];
  if (!original) throw new Error(`node:fs has no ${name}`);
  functions[name] = (...args) => {
    calls += 1;
    if (calls === Number(at)) die(name, args, original);
    const result = original(...args);
    if (name === 'openSync' && typeof result === 'number') names.set(result, String(args[0]));
    if (manner === 'trace') {
      const [file] = args;
      console.log(`${name} ${typeof file === 'number' ? names.get(file) : file}`);
    }
    return result;
  };
}

/** A write is cut in the middle: half of it is there. */
function die(name: string, args: readonly unknown[], original: (...args: unknown[]) => unknown): void {
  const [descriptor, bytes, from] = args;
  if (name === 'writeSync' && bytes instanceof Uint8Array && typeof from === 'number') {
    original(descriptor, bytes, from, Math.floor((bytes.length - from) / 2));
  }
  process.kill(process.pid, 'SIGKILL');
}

function careless(): void {
  const text = readFileSync(path);
  const descriptor = fs.openSync(path, 'w');
  fs.writeSync(descriptor, text, 0);
  fs.closeSync(descriptor);
}

for (const name of watched) watch(name);
syncBuiltinESMExports();
if (manner === 'careless') careless();
else process.exitCode = runKeyCommand(keysRotate, [path], { write: () => {}, error: console.error });
