// The authorisation matrix (T17), written out again from the requirements: who may do what with whose, and how each cell is tried over
// HTTP. Not read from the code's own table, so that a flipped cell there is noticed here.
import { createUuid } from '@tellsafe/core';
import { toBase64url } from '@tellsafe/core/encoding';
import type { Answered } from '../clients.ts';
import { random } from '../harness.ts';
import type { Person, PersonName, World } from './matrix-world.ts';

/** Whose conversation, form, answers or operator it is. */
export const targets = ['own', 'waiting', 'others', 'foreign'] as const;
export type Target = (typeof targets)[number];

/** Who tries: one of each kind. */
export const triers = [
  'agent',
  'bare',
  'manager',
  'floor',
  'archivist',
  'admin',
] as const satisfies readonly PersonName[];
export type Trier = (typeof triers)[number];

/** What comes of it: `ok`, or the code of the problem. */
export type Outcome = string;

/** One operation. */
interface Operation {
  readonly who: readonly Trier[];
  /** What comes of it for those who may, by whose it is; a target that is missing does not exist. */
  readonly outcomes: Partial<Record<Target, Outcome>>;
  /** Tries it. `null`: this person has nothing of that kind. */
  readonly attempt: (world: World, person: Person, target: Target) => Promise<Outcome | null>;
}

const talkers: readonly Trier[] = ['agent', 'bare', 'manager', 'floor', 'archivist'];
const reporters: readonly Trier[] = ['manager', 'admin'];
const senders: readonly Trier[] = ['agent', 'floor'];
const historyReaders: readonly Trier[] = ['archivist'];
const watchers: readonly Trier[] = ['manager', 'archivist'];

const codeOf = ({ status, body }: Answered): Outcome =>
  status < 300 ? 'ok' : ((body as { code?: string }).code ?? `${status}`);

function whose(world: World, person: Person, target: Target): Person {
  if (target === 'others') return world.person('owner');
  return target === 'foreign' ? world.person('foreigner') : person;
}

const isForeign = (target: Target) => target === 'others' || target === 'foreign';

function conversation(world: World, person: Person, target: Target): Promise<string> {
  const make = () => world.conversationOf(whose(world, person, target), target === 'waiting');
  return isForeign(target) ? world.once(`conversation ${target}`, make) : make();
}

function form(world: World, person: Person, target: Target) {
  const make = () => world.formOf(whose(world, person, target));
  return isForeign(target) ? world.once(`form ${target}`, make) : make();
}

/** Reading spends nothing of them. */
function answers(world: World, person: Person, target: Target): Promise<string | null> {
  const owner = whose(world, person, target);
  return world.once(`answers ${owner.name}`, () => world.answersOf(owner));
}

/** Of the owner or of another account; `waiting`: of a conversation that is not closed. */
function history(world: World, target: Target) {
  const owner = world.person(target === 'foreign' ? 'foreigner' : 'owner');
  return world.once(`history ${target}`, () => world.historyOf(owner, target !== 'waiting'));
}

const plain =
  (method: string, path: string, body?: unknown): Operation['attempt'] =>
  async (_world, { agent }) =>
    codeOf(await agent.call(method, path, body));

const streaming =
  (path: string): Operation['attempt'] =>
  async ({ overHttp }, { agent }) => {
    const headers = await agent.headers('GET', path);
    const answer = await overHttp(new Request(`https://desk.example/tellsafe${path}`, { headers }));
    if (answer.status !== 200) return ((await answer.json()) as { code: string }).code;
    await answer.body?.cancel();
    return 'ok';
  };

const onConversation =
  (method: string, path: string, body?: () => unknown): Operation['attempt'] =>
  async (world, person, target) => {
    const id = await conversation(world, person, target);
    return codeOf(await person.agent.call(method, path.replace(':id', id), body?.()));
  };

const none = { own: 'ok' } as const;
const reading = { own: 'ok', waiting: 'ok', others: 'conversation_unknown', foreign: 'conversation_unknown' } as const;
const changing = {
  ...{ own: 'ok', waiting: 'conversation_not_assigned', others: 'conversation_not_assigned' },
  foreign: 'conversation_unknown',
} as const;

/** Routes of agent sessions. */
const sessionOperations: Readonly<Record<string, Operation>> = {
  sessionActivity: {
    ...{ who: triers, outcomes: none },
    attempt: plain('POST', '/v1/agent/sessions/current/activity', {}),
  },
  agentForms: { who: talkers, outcomes: none, attempt: plain('GET', '/v1/agent/forms') },
  agentConversations: { who: talkers, outcomes: none, attempt: plain('GET', '/v1/agent/conversations') },
  agentEvents: { ...{ who: talkers, outcomes: none }, attempt: streaming('/v1/agent/events') },
  agentConversation: { who: talkers, outcomes: reading, attempt: onConversation('GET', '/v1/agent/conversations/:id') },
  transcriptFind: {
    ...{ who: talkers, outcomes: reading },
    attempt: onConversation('POST', '/v1/agent/conversations/:id/find', () => ({ text: 'hello' })),
  },
  fileRead: {
    // None of them came with a file.
    ...{ who: talkers, outcomes: { ...reading, own: 'file_gone', waiting: 'file_gone' } },
    attempt: onConversation('POST', '/v1/agent/conversations/:id/file', () => ({
      messageId: createUuid(random),
      file: 0,
    })),
  },
  invitationList: {
    ...{ who: talkers, outcomes: reading },
    attempt: onConversation('GET', '/v1/agent/invitations?conversation=:id'),
  },
  conversationMessage: {
    ...{ who: talkers, outcomes: changing },
    attempt: onConversation('POST', '/v1/conversations/:id/messages', () => ({
      requestId: createUuid(random),
      text: 'hi',
    })),
  },
  conversationAssign: {
    ...{ who: talkers, outcomes: { ...changing, waiting: 'ok' } },
    attempt: onConversation('POST', '/v1/conversations/:id/assign', () => ({})),
  },
  conversationTransfer: {
    // A conversation that waits is where it would go.
    ...{ who: talkers, outcomes: changing },
    attempt: async (world, person, target) => {
      const id = await conversation(world, person, target);
      const body = { agentId: world.person('owner').id };
      return codeOf(await person.agent.call('POST', `/v1/conversations/${id}/transfer`, body));
    },
  },
  conversationClose: {
    ...{ who: talkers, outcomes: changing },
    attempt: onConversation('POST', '/v1/conversations/:id/close', () => ({})),
  },
  invitationSend: {
    ...{ who: senders, outcomes: changing },
    attempt: async (world, person, target) =>
      codeOf(await person.agent.trySend(await conversation(world, person, target), 'address')),
  },
  invitationRevoke: {
    ...{ who: talkers, outcomes: { own: 'ok', others: 'conversation_not_assigned', foreign: 'conversation_unknown' } },
    attempt: async (world, person, target) => {
      const sent = await form(world, person, target);
      if (!sent) return null;
      const { conversationId, invitationId } = sent;
      return codeOf(
        await person.agent.call('POST', `/v1/agent/invitations/${invitationId}/revoke`, { conversationId }),
      );
    },
  },
  readKey: {
    ...{ who: talkers, outcomes: { own: 'ok', others: 'answers_unavailable', foreign: 'answers_unavailable' } },
    attempt: async (world, person, target) => {
      const submissionId = await answers(world, person, target);
      return submissionId && codeOf(await person.agent.tryReadKey(submissionId));
    },
  },
  read: {
    ...{ who: talkers, outcomes: { own: 'ok', others: 'otk_invalid', foreign: 'otk_invalid' } },
    attempt: async (world, person, target) => {
      const owner = whose(world, person, target);
      const submissionId = await answers(world, person, target);
      if (submissionId === null) return null;
      // The very key that its owner would read with.
      const { readKey } = (await owner.agent.tryReadKey(submissionId)).body;
      return codeOf(await person.agent.tryRead(submissionId, readKey));
    },
  },
};

const watching = { waiting: 'ok', others: 'ok', foreign: 'conversation_unknown' } as const;

/** The board: statuses of every conversation of the account. */
const boardOperations: Readonly<Record<string, Operation>> = {
  boardList: { who: watchers, outcomes: none, attempt: plain('POST', '/v1/manager/conversations', {}) },
  conversationFind: { who: watchers, outcomes: none, attempt: plain('POST', '/v1/manager/conversations/find', {}) },
  boardEvents: { who: watchers, outcomes: none, attempt: streaming('/v1/manager/events') },
  boardConversation: {
    ...{ who: watchers, outcomes: watching },
    attempt: onConversation('GET', '/v1/manager/conversations/:id'),
  },
};

const archived = { waiting: 'permission_denied', others: 'ok', foreign: 'permission_denied' } as const;

/** The history, of an account that has the feature. */
const historyOperations: Readonly<Record<string, Operation>> = {
  historyList: { who: historyReaders, outcomes: none, attempt: plain('POST', '/v1/manager/history', {}) },
  historyReads: {
    ...{ who: historyReaders, outcomes: archived },
    attempt: async (world, { agent }, target) => {
      const { conversationId } = await history(world, target);
      return codeOf(await agent.call('GET', `/v1/manager/history/${conversationId}/reads`));
    },
  },
  historyRead: {
    ...{ who: historyReaders, outcomes: archived },
    attempt: async (world, { agent }, target) => {
      const { conversationId, invitationId } = await history(world, target);
      return codeOf(await agent.call('POST', `/v1/manager/history/${invitationId}/read`, { conversationId }));
    },
  },
};

/** Routes of reports. */
const reportOperations: Readonly<Record<string, Operation>> = {
  reportFigures: {
    ...{ who: reporters, outcomes: none },
    attempt: plain('POST', '/v1/reports/figures', { from: 0, to: 900_000, timeZone: 'UTC', period: 'day' }),
  },
  reportInvitations: {
    ...{ who: reporters, outcomes: none },
    attempt: plain('POST', '/v1/reports/invitations', { from: 0, to: 900_000, measure: 'sent' }),
  },
  reportCsv: {
    ...{ who: reporters, outcomes: none },
    attempt: plain('POST', '/v1/reports/csv', { from: 0, to: 900_000, timeZone: 'UTC', period: 'day' }),
  },
  reportVolume: {
    ...{ who: reporters, outcomes: none },
    attempt: plain('POST', '/v1/reports/volume', { from: 0, to: 900_000, timeZone: 'UTC', period: 'day' }),
  },
  reportVolumeCsv: {
    ...{ who: reporters, outcomes: none },
    attempt: plain('POST', '/v1/reports/volume/csv', { from: 0, to: 900_000, timeZone: 'UTC', period: 'day' }),
  },
};

const gone = { others: 'ok', foreign: 'conversation_unknown' } as const;

const onPrivacy =
  (path: string, more: Readonly<Record<string, string>> = {}): Operation['attempt'] =>
  async (world, person, target) => {
    const id = await conversation(world, person, target);
    return codeOf(await person.agent.call('POST', `/v1/admin/privacy/${path}`, { kind: 'conversation', id, ...more }));
  };

/** Privacy. Erasing comes last: it takes what the others look at. */
const privacyOperations: Readonly<Record<string, Operation>> = {
  privacyStatus: { who: ['admin'], outcomes: none, attempt: plain('GET', '/v1/admin/privacy') },
  privacyHolds: { who: ['admin'], outcomes: none, attempt: plain('POST', '/v1/admin/privacy/holds', {}) },
  privacyExport: {
    ...{ who: ['admin'], outcomes: none },
    attempt: plain('POST', '/v1/admin/privacy/export', { consumerId: 'customer-4711' }),
  },
  privacyFind: { who: ['admin'], outcomes: gone, attempt: onPrivacy('find') },
  privacyHold: { who: ['admin'], outcomes: gone, attempt: onPrivacy('hold', { holdId: 'case 7' }) },
  // There is nothing to release of what is not there.
  privacyRelease: {
    ...{ who: ['admin'], outcomes: { others: 'ok', foreign: 'ok' } },
    attempt: onPrivacy('release', { holdId: 'case 7' }),
  },
  privacyErase: {
    ...{ who: ['admin'], outcomes: { waiting: 'ok', foreign: 'conversation_unknown' } },
    attempt: onPrivacy('erase'),
  },
};

const inStudio = (method: string, path: string, body?: unknown): Operation => ({
  ...{ who: ['admin'], outcomes: none },
  attempt: plain(method, `/v1/admin${path}`, body),
});
const matrixForm = {
  ...{ id: 'matrix', name: 'Matrix', description: 'Of the matrix.' },
  questions: [{ id: 'wish', label: 'Wish', type: 'text' }],
};

/** The studio: forms and settings of the own account; ids and versions are those of this order. */
const studioOperations: Readonly<Record<string, Operation>> = {
  studioSave: inStudio('POST', '/forms/matrix', { base: 0, definition: matrixForm }),
  studioForms: inStudio('GET', '/forms'),
  studioForm: inStudio('GET', '/forms/matrix'),
  studioVersion: inStudio('GET', '/forms/matrix/versions/1'),
  studioSwitch: inStudio('POST', '/forms/matrix/switch', { enabled: false }),
  studioRestore: inStudio('POST', '/forms/matrix/restore', { base: 1, version: 1 }),
  studioSettings: inStudio('GET', '/settings'),
  studioSettingsSave: inStudio('POST', '/settings', { base: 0 }),
};

const auditors: readonly Trier[] = ['admin'];
/** The account has no such endpoint, as far as one may know. */
const noEndpoint = { own: 'request_invalid' } as const;

/** Audit and webhooks. */
const adminOperations: Readonly<Record<string, Operation>> = {
  auditList: { who: auditors, outcomes: none, attempt: plain('POST', '/v1/admin/audit/entries', {}) },
  auditExport: { who: auditors, outcomes: none, attempt: plain('POST', '/v1/admin/audit/export', { format: 'csv' }) },
  auditVerify: { who: auditors, outcomes: none, attempt: plain('POST', '/v1/admin/audit/verify', {}) },
  auditHead: { who: auditors, outcomes: none, attempt: plain('POST', '/v1/admin/audit/head', {}) },
  webhookEndpoints: { who: ['admin'], outcomes: none, attempt: plain('GET', '/v1/admin/webhooks') },
  webhookDeliveries: {
    ...{ who: ['admin'], outcomes: noEndpoint },
    attempt: plain('POST', '/v1/admin/webhooks/crm/deliveries', {}),
  },
  webhookResend: {
    ...{ who: ['admin'], outcomes: noEndpoint },
    attempt: plain('POST', '/v1/admin/webhooks/crm/resend', { deliveryId: `msg_${createUuid(random)}` }),
  },
  webhookReplay: {
    ...{ who: ['admin'], outcomes: noEndpoint },
    attempt: plain('POST', '/v1/admin/webhooks/crm/replay', { since: 0 }),
  },
  webhookTest: { who: ['admin'], outcomes: noEndpoint, attempt: plain('POST', '/v1/admin/webhooks/crm/test', {}) },
  webhookEnable: { who: ['admin'], outcomes: noEndpoint, attempt: plain('POST', '/v1/admin/webhooks/crm/enable', {}) },
  entryPointList: { who: ['admin'], outcomes: none, attempt: plain('GET', '/v1/admin/entry-points') },
  entryPointSave: {
    ...{ who: ['admin'], outcomes: noEndpoint },
    attempt: plain('POST', '/v1/admin/entry-points/sms', {
      ...{ base: 0, name: 'SMS', label: null, language: null, routing: 'queue' },
    }),
  },
  entryPointResume: {
    ...{ who: ['admin'], outcomes: noEndpoint },
    attempt: plain('POST', '/v1/admin/entry-points/sms/resume', {}),
  },
  entryPointQuarantine: {
    ...{ who: ['admin'], outcomes: noEndpoint },
    attempt: plain('GET', '/v1/admin/entry-points/sms/quarantine'),
  },
};

const adminOnly = { who: ['admin'] as const, outcomes: { others: 'ok', foreign: 'request_invalid' } } as const;

/** What an admin does with somebody of the account, and with somebody of another one. Last, because it ends what they have. */
const onOperator = (action: string, body: unknown = {}): Operation => ({
  ...adminOnly,
  attempt: async (world, { browser }, target) =>
    codeOf(
      await browser.post(
        `/admin/operators/${world.person(target === 'others' ? 'owner' : 'foreigner').id}/${action}`,
        body,
      ),
    ),
});

/** Routes of the login. */
const loginOperations: Readonly<Record<string, Operation>> = {
  ownState: { who: triers, outcomes: none, attempt: async (_, { browser }) => codeOf(await browser.get('/me')) },
  activity: { who: triers, outcomes: none, attempt: async (_, { browser }) => codeOf(await browser.post('/activity')) },
  listOperators: {
    who: ['admin'],
    outcomes: none,
    attempt: async (_, { browser }) => codeOf(await browser.get('/admin/operators')),
  },
  policy: {
    who: ['admin'],
    outcomes: none,
    attempt: async (_, { browser }) => codeOf(await browser.get('/admin/policy')),
  },
  profiles: {
    who: ['admin'],
    outcomes: none,
    attempt: async (_, { browser }) => codeOf(await browser.get('/admin/profiles')),
  },
  createOperator: {
    ...{ who: ['admin'], outcomes: none },
    attempt: async (_, { browser }) => {
      const name = toBase64url(random(9));
      return codeOf(await browser.post('/admin/operators', { name, displayName: name, role: 'agent' }));
    },
  },
  updateOperator: onOperator('update', { displayName: 'O.' }),
  removeSecondFactor: onOperator('remove-second-factor'),
  resetOperator: onOperator('reset'),
  disableOperator: onOperator('disable'),
  enableOperator: onOperator('enable'),
};

export const operations: Readonly<Record<string, Operation>> = {
  ...studioOperations,
  ...sessionOperations,
  ...boardOperations,
  ...historyOperations,
  ...reportOperations,
  ...privacyOperations,
  ...adminOperations,
  ...loginOperations,
};

/** Names of the operations that carry the proof of an agent session. */
export const sessionOperationNames: readonly string[] = Object.keys({
  ...studioOperations,
  ...sessionOperations,
  ...boardOperations,
  ...historyOperations,
  ...reportOperations,
  ...privacyOperations,
  ...adminOperations,
});

/** One cell and what was found in it. */
export interface Cell {
  readonly cell: string;
  readonly expected: Outcome;
  readonly found: Outcome;
}

/** Tries every cell, or those of some operations. */
export async function tryMatrix(world: World, names = Object.keys(operations)): Promise<readonly Cell[]> {
  const cells: Cell[] = [];
  for (const [name, { who, outcomes, attempt }] of Object.entries(operations)) {
    if (!names.includes(name)) continue;
    for (const trier of triers) {
      for (const target of targets) {
        const outcome = outcomes[target];
        const found = outcome === undefined ? null : await attempt(world, world.person(trier), target);
        if (outcome === undefined || found === null) continue;
        cells.push({
          cell: `${trier} ${name} ${target}`,
          expected: who.includes(trier) ? outcome : 'permission_denied',
          found,
        });
      }
    }
  }
  return cells;
}

/** The cells that are not as they must be. */
export const wrongCells = (cells: readonly Cell[]): readonly Cell[] =>
  cells.filter(({ expected, found }) => expected !== found);
