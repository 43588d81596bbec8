// Tellsafe beside the routes of a Hono app, on Cloudflare Workers. All of a brand is in one Durable Object: records and sealed answers in
// its SQLite database, live feeds in its memory, the sweep by its alarm. README.md has the steps.
import { DurableObject, env } from 'cloudflare:workers';
import { createTellsafe } from '@tellsafe/server-kit';
import { textKeys } from '@tellsafe/server-kit/keys/text';
import { durableObjectStore } from '@tellsafe/server-kit/stores/durable-object';
import { memoryStore } from '@tellsafe/server-kit/stores/memory';
import { Hono } from 'hono';
import page from '../../page.html';

for (const name of ['AGENT_TOKEN', 'TELLSAFE_KEYS', 'FORM_ORIGIN', 'PAGE_ORIGIN']) {
  if (!env[name]) throw new Error(`Not set: ${name}. README.md says what it is.`);
}
const keys = textKeys(env.TELLSAFE_KEYS); // refuses at start what is no key file
const SWEEP_MS = 60_000;

const card = {
  id: 'card',
  name: 'Payment card',
  description: 'Pay for your order.',
  questions: [
    { id: 'number', label: 'Card number', type: 'numeric', format: 'card', masked: true },
    { id: 'cvv', label: 'CVV', type: 'cvv' },
  ],
};

/** The app's own login goes here: a session, a token of Access, a header. */
function agentOf(request) {
  const isAna = request.headers.get('authorization') === `Bearer ${env.AGENT_TOKEN}`;
  return isAna ? { accountId: 'acme', agentId: 'ana', name: 'Ana' } : null;
}

export class Desk extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    // The object is the one place where this brand's one-time keys are used, one transaction at a time.
    const store = durableObjectStore(ctx.storage);
    this.tellsafe = createTellsafe({
      stores: { records: store, sealed: store, volatile: memoryStore() },
      keys,
      accounts: [{ id: 'acme', formOrigin: env.FORM_ORIGIN, allowedOrigins: [env.PAGE_ORIGIN], forms: [card] }],
      authenticate: agentOf,
      maintenance: 'manual', // a timer ends with the object, an alarm wakes it
      limits: { clientAddress: ({ headers }) => headers.get('cf-connecting-ip') ?? undefined },
    });
    ctx.blockConcurrencyWhile(async () => {
      if ((await ctx.storage.getAlarm()) === null) await ctx.storage.setAlarm(Date.now() + SWEEP_MS);
    });
  }

  fetch(request) {
    return this.tellsafe.fetch(request);
  }

  async alarm() {
    const { more } = await this.tellsafe.maintain();
    await this.ctx.storage.setAlarm(Date.now() + (more ? 0 : SWEEP_MS));
  }
}

const app = new Hono();
app.get('/', (context) => context.html(page));
// Every brand has an object of its own. This shop is one brand; with several, the request's host says which.
app.all('/tellsafe/*', (context) => context.env.DESK.getByName('acme').fetch(context.req.raw));
export default app;
