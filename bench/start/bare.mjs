// node:http and node:sqlite with nothing around them: opens two files, reads a row, answers.
import { createServer } from 'node:http';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const folder = process.argv[2] ?? '.';
const [records] = ['records.db', 'vault.db'].map((name) => {
  const database = new DatabaseSync(join(folder, name));
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    CREATE TABLE IF NOT EXISTS rows (id TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT;
    INSERT INTO rows VALUES ('page', '<!doctype html><title>Form</title>') ON CONFLICT DO NOTHING`);
  return database;
});
const page = records?.prepare('SELECT text FROM rows WHERE id = ?');

const server = createServer((_incoming, outgoing) => {
  const row = page?.get('page');
  outgoing.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
  outgoing.end(String(row?.text));
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  console.log(`http://127.0.0.1:${port}/`);
});
