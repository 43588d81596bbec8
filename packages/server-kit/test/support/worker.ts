// Processes that answer questions: the proofs' redeemers and nodes of the kit. This end starts them, asks them and kills them;
// the other end is worker-end.ts.
import { type ChildProcess, spawn } from 'node:child_process';

/** The process had died before it answered. */
export class WorkerDied extends Error {
  override readonly name = 'WorkerDied';
}

/** A running process. */
export interface Worker {
  readonly pid: number;
  /** Asks it something; many questions may be under way. Rejects when the process fails to answer or dies before. */
  ask<Answer>(question: unknown): Promise<Answer>;
  /** Kills it at once, as a crash does. */
  kill(): Promise<void>;
  /** Ends it, if it has not ended. */
  stop(): Promise<void>;
  /** Resolves when the process has ended, however it did. */
  readonly ended: Promise<void>;
}

/** How a process is started. */
export interface WorkerOptions {
  /** Flags for Node. */
  readonly flags?: readonly string[];
  /** Gets what it prints, which else goes where the tests' output does. */
  readonly onOutput?: (text: string) => void;
}

interface Answered {
  readonly id: number;
  readonly answer?: unknown;
  readonly failure?: string;
}

/**
 * Starts a bundled program that uses worker-end.ts.
 *
 * @param setting - what the program is given, as JSON
 * @returns when it is ready for questions
 */
export async function startWorker(program: string, setting: unknown, options: WorkerOptions = {}): Promise<Worker> {
  const { flags = [], onOutput } = options;
  const out = onOutput ? 'pipe' : 'inherit';
  const child = spawn(process.execPath, [...flags, program, JSON.stringify(setting)], {
    stdio: ['ignore', out, out, 'ipc'],
    serialization: 'advanced',
  });
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => onOutput?.(text));
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  const waiting = new Map<number, { answer(value: unknown): void; fail(error: Error): void }>();
  await new Promise<void>((ready, fail) => {
    child.once('error', fail);
    child.once('exit', (code) => fail(new Error(`the process ended before it was ready: ${code}`)));
    child.on('message', (message) => {
      if (message === 'ready') return ready();
      const { id, answer, failure } = message as Answered;
      const asked = waiting.get(id);
      waiting.delete(id);
      if (failure === undefined) asked?.answer(answer);
      else asked?.fail(new Error(failure));
    });
  });
  void ended.then(() => {
    for (const { fail } of waiting.values()) fail(new WorkerDied());
    waiting.clear();
  });
  let asked = 0;
  return {
    pid: child.pid ?? 0,
    ended,
    ask: <Answer>(question: unknown) =>
      new Promise<Answer>((resolve, reject) => {
        if (hasEnded(child)) return reject(new WorkerDied());
        asked += 1;
        const id = asked;
        waiting.set(id, { answer: (value) => resolve(value as Answer), fail: reject });
        child.send({ id, question }, (error) => error && waiting.get(id)?.fail(error));
      }),
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    stop: async () => {
      if (!hasEnded(child) && child.connected) child.disconnect();
      await ended;
    },
  };
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
