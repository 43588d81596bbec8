// The server of a starter project. With the default answers it is the README's, letter by letter; a test compares them.
import type { StarterAnswers } from './answers.ts';

/** `server.mjs`. */
export function serverFile({ account, formPort, pagePort }: StarterAnswers): string {
  return `import { createServer } from 'node:http';
import { createTellsafe } from '@tellsafe/server-kit';
import { fileKeys } from '@tellsafe/server-kit/keys/file';
import { nodeListener, serverTimes } from '@tellsafe/server-kit/node';
import { memoryStore } from '@tellsafe/server-kit/stores/memory';
import { sqliteStore } from '@tellsafe/server-kit/stores/sqlite';

const tellsafe = createTellsafe({
  stores: { records: sqliteStore('tellsafe.db'), sealed: sqliteStore('tellsafe-vault.db'), volatile: memoryStore() },
  keys: fileKeys('tellsafe.keys'),
  accounts: [
    {
      id: '${account}',
      formOrigin: 'http://127.0.0.1:${formPort}', // where consumers fill in forms: an origin of its own
      allowedOrigins: ['http://localhost:${pagePort}'], // where your pages live
      forms: [
        {
          id: 'card',
          name: 'Payment card',
          description: 'Pay for your order.',
          questions: [
            { id: 'number', label: 'Card number', type: 'numeric', format: 'card', masked: true },
            { id: 'cvv', label: 'CVV', type: 'cvv' },
          ],
        },
      ],
    },
  ],
  // Your own login goes here: who is this request from? Return null when it is nobody.
  authenticate: async (request) => ({ accountId: '${account}', agentId: 'ana', name: 'Ana' }),
});

await tellsafe.ready;
createServer(serverTimes, nodeListener(tellsafe.fetch)).listen(${formPort}, '127.0.0.1');
`;
}
