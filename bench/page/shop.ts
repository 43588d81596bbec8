// A page with a chat's invitation on one origin, the kit and its form page on another.
import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generateRecipientKeyPair } from '@tellsafe/core/crypto/hpke';
import { toBase64url } from '@tellsafe/core/encoding';
import { createTellsafe } from '@tellsafe/server-kit';
import { memoryKeys } from '@tellsafe/server-kit/keys/memory';
import { nodeListener } from '@tellsafe/server-kit/node';
import { memoryStore } from '@tellsafe/server-kit/stores/memory';

const ACCOUNT = 'bench';

/** As performance.md has it for sizes: a payment card. */
const form = {
  id: 'card',
  name: 'Payment card',
  description: 'Pay for your order by card.',
  questions: [
    { id: 'holder', label: 'Name on the card', type: 'text', characters: 'any', maxLength: 80 },
    { id: 'number', label: 'Card number', type: 'numeric', format: 'card', masked: true },
    { id: 'expiry', label: 'Expiry date', type: 'text', format: 'expiry' },
    { id: 'cvv', label: 'Security code', type: 'cvv' },
  ],
};

/** Two servers on this machine. */
export interface Shop {
  /** Sends the form anew; gives the address of a page that shows it, and of the link to it. */
  invite(): Promise<{ readonly page: string; readonly link: string }>;
  close(): Promise<void>;
}

/** Starts them. */
export async function openShop(): Promise<Shop> {
  let endpoint = '';
  const shop = createServer((request, response) => {
    const handle = new URL(request.url ?? '', 'http://shop').searchParams.get('handle') ?? '';
    response.writeHead(200, { 'content-type': 'text/html' }).end(`<!doctype html><html lang="en"><title>Shop</title>
      <meta name="viewport" content="width=device-width"><script type="module" src="${endpoint}/widget/tellsafe.js"></script>
      <tellsafe-invitation endpoint="${endpoint}" handle="${handle}"></tellsafe-invitation>`);
  });
  const shopPort = await listen(shop);
  const forms = createServer();
  const formOrigin = `http://127.0.0.1:${await listen(forms)}`;
  endpoint = `${formOrigin}/tellsafe`;
  const tellsafe = createTellsafe({
    stores: { records: memoryStore(), sealed: memoryStore(), volatile: memoryStore() },
    keys: memoryKeys(),
    accounts: [
      { id: ACCOUNT, desktop: 'allow', formOrigin, allowedOrigins: [`http://localhost:${shopPort}`], forms: [form] },
    ],
    authenticate: async () => null,
    maintenance: 'manual',
  });
  await tellsafe.ready;
  forms.on('request', nodeListener(tellsafe.fetch));
  const agent = { id: 'agent', name: 'Agent' };
  const { sessionId } = await tellsafe.agentSessions.start({ accountId: ACCOUNT, agentId: agent.id, name: agent.name });
  const recipientPublicKey = toBase64url((await generateRecipientKeyPair('x25519')).publicKey);
  return {
    async invite() {
      const { conversationId } = await tellsafe.conversations.start({ accountId: ACCOUNT, name: 'Kim', agent });
      const { id: invitationId } = await tellsafe.invitations.send({
        ...{ accountId: ACCOUNT, sessionId, requestId: randomUUID(), conversationId },
        ...{ formId: form.id, suite: 'x25519', recipientPublicKey },
      });
      const handle = await tellsafe.invitations.handle({ accountId: ACCOUNT, conversationId, invitationId });
      const link = await tellsafe.invitations.link({ accountId: ACCOUNT, conversationId, invitationId });
      return { page: `http://localhost:${shopPort}/?handle=${encodeURIComponent(handle)}`, link };
    },
    async close() {
      for (const server of [shop, forms]) {
        server.closeAllConnections();
        server.close();
      }
      await tellsafe.close();
    },
  };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
