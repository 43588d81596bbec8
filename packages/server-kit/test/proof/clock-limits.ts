// Every time limit of the product: what it ends, when, and how to find out whether it has ended yet.
import { REPEAT_WINDOW_MS } from '@tellsafe/core/otk';
import { retentionExpiry } from '@tellsafe/core/retention';
import { Agent, type Answered, call, ok, proofFor, sentForm, submittedForm } from '../clients.ts';
import { ACCOUNT, answers, type Harness, type HarnessOptions, START, withHarness } from '../harness.ts';
import { auditOf } from '../support/audit.ts';

/** Short, and all below the time that a session lives without activity; no two alike. */
export const clockAccount = {
  ...{ getFormTimeoutSec: 50, submitFormTimeoutSec: 70, invitationTtlSec: 90, linkTtlSec: 40 },
  ...{ readKeyTtlSec: 30, offTheRecordTtlSec: 110, idleLogoutSec: 900, extensions: 1, retentionMonths: 1 },
} as const;

/** Something that ends, begun. */
export interface Begun {
  /** Epoch ms: it lives before this instant. */
  readonly end: number;
  /** Whether it lives now; may use it up. */
  alive(): Promise<boolean>;
}

/** One limit. */
export interface Limit {
  /** The setting or the constant that says how long. */
  readonly limit: string;
  readonly what: string;
  /** Who decides: the kit's clock, which never goes back, or a record's expiry by the store's clock until the purge comes. */
  readonly by?: 'store';
  /** The instant itself still belongs to it. */
  readonly inclusive?: true;
  begin(harness: Harness): Promise<Begun>;
}

const went = async (answered: Promise<Answered>): Promise<boolean> => (await answered).status < 300;

const seconds = (setting: keyof typeof clockAccount) => clockAccount[setting] * 1000;

const month = () => retentionExpiry(START, clockAccount.retentionMonths);

/** A proof that was made at the start, sent at another time. */
async function staleProof(harness: Harness, ahead: -1 | 1): Promise<Begun> {
  const { agent, device } = await submittedForm(harness);
  const path = '/v1/agent/forms';
  const { key } = device;
  if (!key) throw new Error('the device has not opened the form');
  // Made for an instant to come, a proof begins to hold; that is the same limit from the other side.
  const atMs = ahead === 1 ? START + 2 * PROOF_WINDOW : START;
  const headers = await agent.headers('GET', path, undefined, atMs);
  const body = { handle: device.handle };
  const proof = await proofFor(harness, key, {
    subject: 'device',
    method: 'POST',
    path: '/v1/forms/extend',
    body,
    atMs,
  });
  const fresh = async () => {
    const asAgent = await harness.tellsafe.fetch(
      new Request(`https://forms.acme.example/tellsafe${path}`, { headers }),
    );
    const asDevice = await device.post<{ code?: string }>('/v1/forms/extend', body, { 'Tellsafe-Proof': proof });
    const [one, other] = [asAgent.status === 200, asDevice.body.code !== 'proof_stale'];
    if (one !== other) throw new Error('agents and devices are told apart');
    return one;
  };
  return { end: START + PROOF_WINDOW, alive: ahead === 1 ? async () => !(await fresh()) : fresh };
}

/** How far a proof may be from the kit's clock (protocol.md §2). */
const PROOF_WINDOW = 60_000;

export const limits: readonly Limit[] = [
  {
    limit: 'getFormTimeoutSec',
    what: 'an open key',
    begin: async (harness) => {
      const { device } = await sentForm(harness);
      const { openKey } = ok(await device.tryBegin());
      return { end: START + seconds('getFormTimeoutSec'), alive: () => went(device.tryOpen(openKey)) };
    },
  },
  {
    limit: 'submitFormTimeoutSec',
    what: 'an open form',
    begin: async (harness) => {
      const { device } = await sentForm(harness);
      await device.open();
      return { end: START + seconds('submitFormTimeoutSec'), alive: () => went(device.trySubmit(answers.card)) };
    },
  },
  {
    limit: 'extensions',
    what: 'an open form that was extended',
    begin: async (harness) => {
      const { device } = await sentForm(harness);
      await device.open();
      harness.clock.advance(20_000);
      ok(await device.tryExtend());
      return {
        end: START + 20_000 + seconds('submitFormTimeoutSec'),
        alive: () => went(device.trySubmit(answers.card)),
      };
    },
  },
  {
    limit: 'invitationTtlSec',
    what: 'a form that was sent',
    begin: async (harness) => {
      const { device } = await sentForm(harness);
      return { end: START + seconds('invitationTtlSec'), alive: () => went(device.tryBegin()) };
    },
  },
  {
    limit: 'readKeyTtlSec',
    what: 'a read key',
    begin: async (harness) => {
      const { agent, submissionId } = await submittedForm(harness);
      const { readKey } = ok(await agent.tryReadKey(submissionId));
      return { end: START + seconds('readKeyTtlSec'), alive: () => went(agent.tryRead(submissionId, readKey)) };
    },
  },
  {
    limit: 'offTheRecordTtlSec',
    what: 'off-the-record answers',
    begin: async (harness) => {
      const { agent, submissionId } = await submittedForm(harness);
      const alive = async () => (await agent.read(submissionId)).answer.parts.offTheRecord !== null;
      return { end: START + seconds('offTheRecordTtlSec'), alive };
    },
  },
  {
    limit: 'idleLogoutSec',
    what: 'a session without activity',
    begin: async (harness) => {
      const { agent } = await sentForm(harness);
      return { end: START + seconds('idleLogoutSec'), alive: () => went(agent.call('GET', '/v1/agent/forms')) };
    },
  },
  {
    limit: 'REPEAT_WINDOW_MS',
    what: 'repeating an open',
    begin: async (harness) => {
      const { device } = await sentForm(harness);
      await device.open();
      return { end: START + REPEAT_WINDOW_MS, alive: () => went(device.tryOpen()) };
    },
  },
  {
    limit: 'REPEAT_WINDOW_MS',
    what: 'repeating a submit',
    begin: async (harness) => {
      const { device } = await sentForm(harness);
      const { submitKey } = await device.open();
      const body = { submitKey, sealed: await device.seal(answers.card) };
      const submit = () => device.proven('/v1/forms/submit', body);
      ok(await submit());
      return { end: START + REPEAT_WINDOW_MS, alive: () => went(submit()) };
    },
  },
  {
    limit: 'REPEAT_WINDOW_MS',
    what: 'repeating a read',
    begin: async (harness) => {
      const { agent, submissionId } = await submittedForm(harness);
      const { readKey } = ok(await agent.tryReadKey(submissionId));
      ok(await agent.tryRead(submissionId, readKey));
      return { end: START + REPEAT_WINDOW_MS, alive: () => went(agent.tryRead(submissionId, readKey)) };
    },
  },
  {
    limit: 'PROOF_WINDOW_MS',
    what: 'a proof of a client whose clock is behind',
    inclusive: true,
    begin: (harness) => staleProof(harness, -1),
  },
  {
    limit: 'PROOF_WINDOW_MS',
    what: 'the refusal of a client whose clock is ahead',
    begin: (harness) => staleProof(harness, 1),
  },
  {
    limit: 'retentionMonths',
    what: 'a conversation',
    by: 'store',
    begin: async (harness) => {
      const { conversationId } = await sentForm(harness);
      const place = { accountId: ACCOUNT, conversationId };
      const alive = async () => (await harness.tellsafe.conversations.get(place).catch(() => undefined)) !== undefined;
      return { end: month(), alive };
    },
  },
  {
    limit: 'retentionMonths',
    what: 'sealed answers',
    by: 'store',
    begin: async (harness) => {
      const { conversationId } = await submittedForm(harness);
      const query = { account: ACCOUNT, group: conversationId, collection: 'data-key', limit: 1 };
      return { end: month(), alive: async () => (await harness.stores.sealed.list(query)).records.length > 0 };
    },
  },
  {
    limit: 'AUDIT_MONTHS',
    what: 'an audit entry',
    by: 'store',
    begin: async (harness) => {
      await sentForm(harness);
      const alive = async () => (await auditOf(harness)).some(({ at }) => at === START);
      return { end: retentionExpiry(START, 12), alive };
    },
  },
  {
    limit: 'GRACE_MS',
    what: 'the effects that an ended session is still owed',
    by: 'store',
    begin: async (harness) => {
      await sentForm(harness);
      const end = START + seconds('idleLogoutSec') + 86_400_000;
      return { end, alive: async () => (await harness.tellsafe.maintain()).sessionsEnded === 1 };
    },
  },
];

/** Times in the sources that end nothing for anybody. */
export const noLimits: Readonly<Record<string, string>> = {
  linkTtlSec: 'of links that channels send (channels/outbox/sending.test.ts)',
  KEEP_MS: 'how long an unwrapped data key is kept for the next request',
  WIPE_AFTER_MS: 'how long a request that began may go on with a data key',
  POLL_MS: 'how often a feed is looked at without a signal',
  HEARTBEAT_MS: 'how often a stream gives a sign of life',
  LATEST_ZONE_MS: 'where on earth a card may still be valid today',
  HOLD_AGAIN_MS: 'how often what is held for a court is held again',
  LAST_LOOK_MS: 'after which an erased conversation is looked at once more',
  SEAL_EVERY_MS: 'how often audit entries are linked into their chain',
  YIELD_MS: 'how long a process leaves that to another one',
  KEY_CHECK_MS: 'how often the signature of a quiet audit is looked at',
  KEY_PATIENCE_MS: 'how long a key of an audit may be on its way to this process (audit-chain.test.ts)',
  UNSEALED_MS: 'after which a verification misses the chain over an entry (audit-chain.test.ts)',
  LATE_MS: 'after which a verification doubts the beginning of a chain (audit-chain.test.ts)',
  SLACK_MS: 'how far around a time entries of an audit are looked for',
  REPORT_STEP_MS: 'the smallest step of time that reports know',
  TOLD_MS: 'how long a desk believes a vault that said it is full (vault-apart)',
  NOTE_MS: 'how exactly the page of entry points tells when something happened',
  HEALTH_LIMIT_MS: 'how long a look at the health waits for a store',
  HEALTH_KEPT_MS: 'how long what such a look found is told again',
  WINDOW_MS: 'in which requests are counted for limits (operation/rates.test.ts)',
  TOGETHER_MS: 'how much longer a data key is kept so that several are wiped at once',
  PORTION_MS: 'how long a portion of the purge should take',
  HELD_MS: 'what a store adds to the end of what is held',
};

/** Goes to an instant beside the end of a limit. */
export async function livesBeside({ begin }: Limit, harness: Harness, offset: number): Promise<boolean> {
  const { end, alive } = await begin(harness);
  harness.clock.now = end + offset;
  return alive();
}

/** Whether something lives before its end and not after it. */
export const livesAt = ({ inclusive }: Limit, offset: number): boolean =>
  offset < 0 || (offset === 0 && inclusive === true);

/** The end was seen; then the clock is set back to before it. What the store alone decides was purged by then. */
export async function livesAfterJump({ begin, by }: Limit, harness: Harness, back: number): Promise<boolean> {
  const { end, alive } = await begin(harness);
  harness.clock.now = end + 1;
  const bob = await Agent.signIn(harness, 'bob');
  ok(await bob.call('GET', '/v1/agent/forms'));
  if (by === 'store') await maintainAll(harness);
  harness.clock.now -= back;
  await followKit(harness);
  return alive();
}

/** Ends that maintenance writes down; the others are known to the clock of a running kit alone. */
export const writtenDown = [
  'submitFormTimeoutSec',
  'extensions',
  'invitationTtlSec',
  'idleLogoutSec',
  'offTheRecordTtlSec',
];

/** The end was written down; then a process takes over by a clock that is behind it. */
export async function livesAfterRestart({ begin }: Limit, harness: Harness, back: number): Promise<boolean> {
  const { end, alive } = await begin(harness);
  harness.clock.now = end + 1;
  await maintainAll(harness);
  harness.clock.now -= back;
  await harness.restart();
  await followKit(harness);
  return alive();
}

async function maintainAll({ tellsafe }: Harness): Promise<void> {
  for (;;) {
    const { expired, sessionsEnded, purged } = await tellsafe.maintain();
    if (expired + sessionsEnded + purged === 0) return;
  }
}

/** Clients sign by the time that the kit tells them (protocol.md §2). */
async function followKit(harness: Harness): Promise<void> {
  const { headers } = await call(harness, 'GET', `/form/${ACCOUNT}`);
  const told = Date.parse(headers.get('date') ?? '');
  Object.assign(harness, { kitClock: () => told });
}

export const OFFSETS = [-1, 0, 1] as const;
export const MINUTES = 5 * 60_000;
export const YEAR = 365 * 86_400_000;

/** For controls: the limits that a kit does not keep. */
export async function brokenLimits(when: 'beside' | 'jump', given: HarnessOptions = {}): Promise<ReadonlySet<string>> {
  const broken = new Set<string>();
  const options = { account: clockAccount, ...given };
  for (const limit of limits) {
    for (const by of when === 'beside' ? OFFSETS : [MINUTES, YEAR]) {
      await withHarness('memory', options, async (harness) => {
        const look = when === 'beside' ? livesBeside : livesAfterJump;
        const expected = when === 'beside' && livesAt(limit, by);
        const actual = await look(limit, harness, by).catch(() => undefined);
        if (actual !== expected) broken.add(limit.limit);
      });
    }
  }
  return broken;
}
