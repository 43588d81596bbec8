// The kit on SQLite as an application starts it: two files and the key file in a folder. Says where the form page is.
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { createTellsafe } from '@tellsafe/server-kit';
import { createKeyFile, fileKeys } from '@tellsafe/server-kit/keys/file';
import { nodeListener } from '@tellsafe/server-kit/node';
import { memoryStore } from '@tellsafe/server-kit/stores/memory';
import { sqliteStore } from '@tellsafe/server-kit/stores/sqlite';

const folder = process.argv[2] ?? '.';
const keyFile = join(folder, 'tellsafe.keys');
if (!existsSync(keyFile)) createKeyFile(keyFile);

const tellsafe = createTellsafe({
  stores: {
    records: sqliteStore(join(folder, 'records.db')),
    sealed: sqliteStore(join(folder, 'vault.db')),
    volatile: memoryStore(),
  },
  keys: fileKeys(keyFile),
  accounts: [
    {
      id: 'bench',
      formOrigin: 'https://forms.bench.example',
      allowedOrigins: [],
      forms: [
        {
          id: 'address',
          name: 'Address',
          description: 'Where you live.',
          questions: [{ id: 'street', label: 'Street', type: 'text', characters: 'any' }],
        },
      ],
    },
  ],
  authenticate: async () => null,
});

const server = createServer(nodeListener(tellsafe.fetch));
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  console.log(`http://127.0.0.1:${port}/tellsafe/form/bench`);
});
