// The smallest server that takes SMS by Twilio: the first text of a conversation is answered with a secure form. README.md has the steps.
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { createAgentClient } from '@tellsafe/agent-client';
import { createTellsafe } from '@tellsafe/server-kit';
import { smsTwilio } from '@tellsafe/server-kit/channels/sms-twilio';
import { createKeyFile, fileKeys } from '@tellsafe/server-kit/keys/file';
import { nodeListener, serverTimes } from '@tellsafe/server-kit/node';
import { memoryStore } from '@tellsafe/server-kit/stores/memory';
import { sqliteStore } from '@tellsafe/server-kit/stores/sqlite';

const required = ['PUBLIC_URL', 'TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_SENDER'];
const missing = required.filter((name) => !process.env[name]);
if (missing.length > 0) {
  console.error(`Not set: ${missing.join(', ')}. Copy .env.example to .env and fill it in.`);
  process.exit(1);
}
const { PUBLIC_URL = '', DATA_DIR = 'data', PORT = '3000' } = process.env;

const formOrigin = new URL(PUBLIC_URL).origin;
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
const texts = {
  id: 'texts', // in its address
  channel: smsTwilio,
  settings: {
    accountSid: process.env.TWILIO_ACCOUNT_SID,
    authToken: process.env.TWILIO_AUTH_TOKEN,
    sender: process.env.TWILIO_SENDER,
    webhookUrl: `${formOrigin}/tellsafe/v1/channels/sms-twilio/texts`,
    apiUrl: process.env.TWILIO_API_URL, // left out, it is Twilio's own
  },
};
const ticket = randomUUID(); // of the program below: nobody else signs in here
const tellsafe = createTellsafe({
  stores: {
    records: sqliteStore(`${DATA_DIR}/tellsafe.db`),
    sealed: sqliteStore(`${DATA_DIR}/tellsafe-vault.db`),
    volatile: memoryStore(),
  },
  keys: fileKeys(`${DATA_DIR}/tellsafe.keys`),
  accounts: [{ id: 'acme', formOrigin, allowedOrigins: [], forms: [card], entryPoints: [texts] }],
  authenticate: ({ headers }) =>
    headers.get('authorization') === ticket ? { accountId: 'acme', agentId: 'ana', name: 'Ana' } : null,
});
await tellsafe.ready;
createServer(serverTimes, nodeListener(tellsafe.fetch)).listen(Number(PORT), '127.0.0.1');

// The agent is a program: it takes every conversation that waits, sends the form, and alone can open what comes back.
const agent = createAgentClient({
  endpoint: `${formOrigin}/tellsafe`,
  fetch: tellsafe.fetch,
  login: () => ({ authorization: ticket }),
});
const taken = new Set();
async function answer({ id, agent: owner }) {
  if (owner || taken.has(id)) return;
  taken.add(id);
  await agent.assign(id);
  await agent.send(id, 'card');
  console.log(`${id}: sent the form`);
}
async function follow(invitation) {
  console.log(`${invitation.conversationId}: the form is ${invitation.status}`);
  if (invitation.status !== 'submitted') return;
  const { questions } = await agent.read(invitation); // values in memory: use them, never print them
  await agent.close(invitation.conversationId); // the next text begins another, with another form
  console.log(`${invitation.conversationId}: the agent has read ${questions.map(({ question }) => question.label)}`);
}
agent.on('conversation-changed', (conversation) => void answer(conversation).catch(console.error));
agent.on('invitation-changed', (invitation) => void follow(invitation).catch(console.error));
async function begin() {
  await agent.signIn();
  // What is left of an earlier session has lost its keys: closed, so that the next text begins anew.
  for (const each of await agent.conversations()) await (each.agent ? agent.close(each.id) : answer(each));
}
agent.on('session-ended', () => void begin().catch(console.error));
await begin();
setInterval(() => agent.touch(), 60_000); // without activity its session, and with it its keys, would end
console.log(`Twilio sends to ${await tellsafe.channels.address({ accountId: 'acme', entryPoint: 'texts' })}`);
