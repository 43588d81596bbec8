// The floor's rows in two SQLite files: every commit is durable, and commits that wait together share a transaction.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { FloorStore } from './steps.ts';

/** Two files of a folder. */
export function sqliteFloor(folder: string): FloorStore {
  const rows = new Rows(join(folder, 'records.db'));
  const vault = new Rows(join(folder, 'vault.db'));
  return {
    get: async (_step, { id }) => rows.get(id),
    put: (_step, { id }, text) => rows.put(id, text),
    keep: ({ id }, text) => vault.put(id, text),
    kept: async ({ id }) => vault.get(id),
    close: async () => {
      rows.close();
      vault.close();
    },
  };
}

interface Waiting {
  readonly id: string;
  readonly text: string;
  readonly done: () => void;
}

class Rows {
  readonly #database: DatabaseSync;
  readonly #statements;
  #waiting: Waiting[] = [];

  constructor(path: string) {
    this.#database = new DatabaseSync(path);
    this.#database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -16384;
      CREATE TABLE rows (id TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT`);
    const prepare = (sql: string) => this.#database.prepare(sql);
    this.#statements = {
      get: prepare('SELECT text FROM rows WHERE id = ?'),
      put: prepare('INSERT INTO rows (id, text) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET text = excluded.text'),
      begin: prepare('BEGIN IMMEDIATE'),
      commit: prepare('COMMIT'),
    };
  }

  get(id: string): string | undefined {
    return (this.#statements.get.get(id) as { text: string } | undefined)?.text;
  }

  put(id: string, text: string): Promise<void> {
    return new Promise((done) => {
      if (this.#waiting.length === 0) setImmediate(() => this.#flush());
      this.#waiting.push({ id, text, done });
    });
  }

  close(): void {
    this.#database.close();
  }

  #flush(): void {
    const jobs = this.#waiting;
    this.#waiting = [];
    this.#statements.begin.run();
    for (const { id, text } of jobs) this.#statements.put.run(id, text);
    this.#statements.commit.run();
    for (const { done } of jobs) done();
  }
}
