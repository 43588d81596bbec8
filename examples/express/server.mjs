// Tellsafe in an Express app: the app's login says who an agent is, its pages hold the chat. README.md has the steps.
import { AsyncLocalStorage } from 'node:async_hooks';
import { existsSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createTellsafe } from '@tellsafe/server-kit';
import { createKeyFile, fileKeys } from '@tellsafe/server-kit/keys/file';
import { nodeListener } from '@tellsafe/server-kit/node';
import { memoryStore } from '@tellsafe/server-kit/stores/memory';
import { sqliteStore } from '@tellsafe/server-kit/stores/sqlite';
import express from 'express';

const { AGENT_TOKEN, DATA_DIR = 'data', PORT = '3000' } = process.env;
if (!AGENT_TOKEN) {
  console.error('Not set: AGENT_TOKEN. It is what the agent signs in with.');
  process.exit(1);
}
mkdirSync(DATA_DIR, { recursive: true });
if (!existsSync(`${DATA_DIR}/tellsafe.keys`)) createKeyFile(`${DATA_DIR}/tellsafe.keys`);

const card = {
  id: 'card',
  name: 'Payment card',
  description: 'Pay for your order.',
  questions: [
    { id: 'number', label: 'Card number', type: 'numeric', format: 'card', masked: true },
    { id: 'cvv', label: 'CVV', type: 'cvv' },
  ],
};
const signedIn = new AsyncLocalStorage();
const tellsafe = createTellsafe({
  stores: {
    records: sqliteStore(`${DATA_DIR}/tellsafe.db`),
    sealed: sqliteStore(`${DATA_DIR}/tellsafe-vault.db`),
    volatile: memoryStore(),
  },
  keys: fileKeys(`${DATA_DIR}/tellsafe.keys`),
  accounts: [
    {
      id: 'acme',
      formOrigin: `http://127.0.0.1:${PORT}`, // where consumers fill in forms: an origin of its own
      allowedOrigins: [`http://localhost:${PORT}`], // where the page with the chat lives
      forms: [card],
    },
  ],
  authenticate: () => signedIn.getStore() ?? null,
});
await tellsafe.ready;

const app = express().disable('x-powered-by');
app.use((request, _response, next) => {
  // The app's own login goes here: sessions, passport, a header.
  const isAna = request.get('authorization') === `Bearer ${AGENT_TOKEN}`;
  request.agent = isAna ? { accountId: 'acme', agentId: 'ana', name: 'Ana' } : undefined;
  next();
});
// Before express.json() and its like: the kit reads its bodies itself. `all` leaves the path whole, `use` would cut it.
const listen = nodeListener(tellsafe.fetch);
app.all('/tellsafe/*path', (request, response) => signedIn.run(request.agent, () => listen(request, response)));
app.get('/', (_request, response) => response.sendFile(fileURLToPath(new URL('../page.html', import.meta.url))));

app.listen(Number(PORT), '127.0.0.1', () => console.log(`The shop: http://localhost:${PORT}`));
