// A program of an example in a process of its own, as somebody at a terminal sees it: what it prints, and lines to write.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';

/** A program that runs. */
export interface Program {
  /** All that it printed. */
  readonly output: string;
  /** Writes a line, and waits until what is printed from then on holds a text. */
  type(line: string, expected: string): Promise<void>;
  /** Waits until it has printed a text. */
  printed(text: string): Promise<void>;
  /** Resolves with its exit code. */
  ended(): Promise<number | null>;
  /** @param signal `SIGTERM` for a program that has another one to end */
  kill(signal?: 'SIGKILL' | 'SIGTERM'): Promise<void>;
}

const LIMIT_MS = 30_000;

/** Starts `examples/<path>`, with nothing of this process's environment but the path. */
export function startProgram(path: string, variables: Readonly<Record<string, string>> = {}): Program {
  const file = fileURLToPath(new URL(`../../${path}`, import.meta.url));
  const env = { PATH: process.env.PATH ?? '', ...variables };
  const child: ChildProcessWithoutNullStreams = spawn(process.execPath, [file], { env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const isOver = () => child.exitCode !== null || child.signalCode !== null;
  const printed = (text: string, since = 0) =>
    vi.waitFor(() => {
      if (!output.includes(text, since)) throw new Error(`${path} has not printed “${text}”, but: ${output}`);
    }, LIMIT_MS);
  return {
    get output() {
      return output;
    },
    async type(line, expected) {
      const since = output.length;
      child.stdin.write(`${line}\n`);
      await printed(expected, since);
    },
    printed,
    async ended() {
      if (!isOver()) await once(child, 'close');
      return child.exitCode;
    },
    async kill(signal = 'SIGKILL') {
      if (!isOver() && child.kill(signal)) await once(child, 'exit');
    },
  };
}
