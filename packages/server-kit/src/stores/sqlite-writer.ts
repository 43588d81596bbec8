// Group commit: the changes that wait while one transaction runs share the next one, and one sync to the disk.
// Owns the write transaction; what a change does in it is given by the caller.
import type { DatabaseSync } from 'node:sqlite';
import { TellsafeError } from '@tellsafe/core';
import { isBusy } from './sqlite-errors.ts';
import type { ConnectionStatements, Statements, StateRow } from './sqlite-statements.ts';

/** The transaction that a change runs in. */
export interface WriteTransaction {
  readonly statements: Statements;
  readonly incarnation: string;
  /** Last number given out for a version or position. */
  sequence: number;
}

/** Changes the database; must not wait. What it returns is handed out after the transaction is on disk. */
export type Change<T> = (transaction: WriteTransaction) => T;

interface Job {
  readonly change: Change<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** Most changes of one transaction, so that one batch cannot hold everybody else for long. */
const MAX_BATCH = 1000;
/** How often a batch tries to get the lock; each time SQLite itself waits LOCK_WAIT_MS. Together about 5 s. */
const LOCK_ATTEMPTS = 100;
/** How long SQLite blocks this thread for a lock, in ms. Short, so that reads go on between two attempts. */
export const LOCK_WAIT_MS = 50;
/** Pause between two attempts, in ms. */
export const LOCK_PAUSE_MS = 2;

/** Applies changes inside a transaction that is open, one after the other. */
export function applyAll(statements: Statements, changes: readonly Change<unknown>[]): unknown[] {
  const { incarnation, sequence } = statements.state.get() as StateRow;
  const transaction: WriteTransaction = { statements, incarnation, sequence };
  const results = changes.map((change) => change(transaction));
  if (transaction.sequence !== sequence) statements.setSequence.run(transaction.sequence);
  return results;
}

/** Runs changes in batches, in the order they came. */
export class SqliteWriter {
  readonly #database: DatabaseSync;
  readonly #statements: ConnectionStatements;
  readonly #waiting: Job[] = [];
  #isScheduled = false;
  #attempts = 0;
  #onDrained: (() => void) | undefined;
  /** Transactions since the write-ahead log was last written back. */
  #unwritten = 0;

  constructor(database: DatabaseSync, statements: ConnectionStatements) {
    this.#database = database;
    this.#statements = statements;
  }

  /**
   * Runs a change in the next transaction.
   *
   * @throws TellsafeError `store_unavailable` when the transaction failed; then nothing of its batch is stored, unless the
   * failure hit the very end
   */
  run<T>(change: Change<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ change, resolve: (value) => resolve(value as T), reject });
      this.#schedule();
    });
  }

  /** Waits until nothing waits. */
  async drain(): Promise<void> {
    if (this.#waiting.length === 0) return;
    await new Promise<void>((resolve) => {
      this.#onDrained = resolve;
    });
  }

  /** Writes the log back and empties it, so that no old bytes stay there. Skipped while another connection reads. */
  checkpoint(): void {
    if (this.#unwritten === 0) return;
    const row = this.#statements.checkpoint.get() as { busy: number };
    if (row.busy === 0) this.#unwritten = 0;
  }

  /** `setImmediate` runs after all requests of this turn of the event loop were read: their changes share a batch. */
  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => this.#flush());
  }

  #flush(): void {
    this.#isScheduled = false;
    const jobs = this.#waiting.splice(0, MAX_BATCH);
    try {
      const results = this.#transact(jobs);
      this.#attempts = 0;
      jobs.forEach((job, at) => {
        job.resolve(results[at]);
      });
    } catch (error) {
      if (this.#retryLater(error, jobs)) return;
      for (const job of jobs) job.reject(new TellsafeError('store_unavailable', undefined, { cause: error }));
    }
    if (this.#waiting.length > 0) this.#schedule();
    else this.#onDrained?.();
  }

  #transact(jobs: readonly Job[]): unknown[] {
    const { beginImmediate, commit } = this.#statements;
    beginImmediate.run();
    try {
      const results = applyAll(
        this.#statements,
        jobs.map(({ change }) => change),
      );
      commit.run();
      this.#unwritten += 1;
      return results;
    } catch (error) {
      if (this.#database.isTransaction) this.#statements.rollback.run();
      throw error;
    }
  }

  #retryLater(error: unknown, jobs: readonly Job[]): boolean {
    this.#attempts += 1;
    if (!isBusy(error) || this.#attempts >= LOCK_ATTEMPTS) {
      this.#attempts = 0;
      return false;
    }
    this.#waiting.unshift(...jobs);
    this.#isScheduled = true;
    setTimeout(() => this.#flush(), LOCK_PAUSE_MS);
    return true;
  }
}
