// Requests to fuzz: a valid one of some route, and what is changed of it before it is sent.

import { createProof } from '@tellsafe/core/crypto';
import { type RouteName, routePaths } from '@tellsafe/core/wire';
import { routes } from '@tellsafe/core/wire/schemas';
import fc from 'fast-check';
import { BASE, FORM_ORIGIN, random, SHOP_ORIGIN } from '../harness.ts';
import { type ByteEdit, byteEdits, CANARY, editedBytes, editedJson, type JsonEdit, jsonEdits } from './fuzz-edits.ts';
import { type FuzzText, type FuzzWorld, fuzzTexts } from './fuzz-world.ts';

/** Every route of the protocol. */
export const routeNames = Object.keys(routePaths) as RouteName[];

const proofs = [
  'right',
  'right',
  'right',
  'right',
  'none',
  'foreign',
  'stale',
  'otherBody',
  'otherPath',
  'turned',
  'garbage',
] as const;

const headerValues = {
  'content-type': [
    'text/plain',
    'application/json; charset=utf-16',
    'application/json;charset=UTF-8',
    '',
    `x/${CANARY}`,
  ],
  'content-length': ['0', '1', '65537', '99999999999', '-1', CANARY],
  'content-encoding': ['gzip', 'br', 'identity', CANARY],
  'transfer-encoding': ['chunked', 'gzip, chunked'],
  origin: [
    SHOP_ORIGIN,
    FORM_ORIGIN,
    'https://globex.example',
    'null',
    `https://${CANARY}.example`,
    `${SHOP_ORIGIN}.${CANARY}`,
    '',
  ],
  'sec-purpose': ['prefetch', 'prefetch;prerender', CANARY],
  authorization: ['Bearer ', `Bearer ${CANARY}`, `Basic ${CANARY}`, 'Bearer a b'],
  'last-event-id': ['', '0', CANARY, 'x'.repeat(101), '99999999999999999999'],
  'accept-language': [CANARY, '*', 'x'.repeat(5_000)],
  cookie: [`${CANARY}=1`],
  'x-agent': ['ada', 'cyd', 'nobody', 'paul', CANARY, '__proto__', ''],
  'x-forwarded-for': [CANARY],
} as const;

const headerEdits = fc.oneof(
  ...Object.entries(headerValues).map(([name, values]) => fc.tuple(fc.constant(name), fc.constantFrom(...values))),
);

/** What is changed of a path: its parameter, its query, its spelling. */
const pathEdits = fc.oneof(
  fc.record({ parameter: fc.constantFrom<FuzzText[]>(...fuzzTexts) }),
  fc.record({
    raw: fc.constantFrom(
      CANARY,
      '%00',
      '%2e%2e',
      '..%2f..',
      'a'.repeat(3_000),
      '%ff%fe',
      '__proto__',
      '%E2%80%AE',
      '-',
    ),
  }),
  fc.record({
    query: fc.constantFrom(
      '?',
      `?${CANARY}=1`,
      '?conversation=',
      '?conversation=a&conversation=b',
      '?after=',
      `?after=${CANARY}%20`,
      '?__proto__=1',
      `?conversation=%${CANARY}`,
    ),
  }),
  fc.record({ end: fc.constantFrom('/', '//', '/..', '/.', ';x', '%20', `/${CANARY}`) }),
);
type PathEdit = Partial<Record<'raw' | 'query' | 'end', string>> & { readonly parameter?: FuzzText };

/** One request as data. */
export interface RequestInput {
  readonly route: RouteName;
  readonly edits: readonly JsonEdit[];
  readonly bytes: readonly ByteEdit[];
  readonly headers: readonly (readonly [string, string])[];
  readonly proof: (typeof proofs)[number];
  readonly method: string | null;
  readonly path: PathEdit | null;
}

export const requestInputs: fc.Arbitrary<RequestInput> = fc.record({
  route: fc.constantFrom(...routeNames),
  edits: fc.array(jsonEdits, { maxLength: 4 }),
  bytes: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(byteEdits, { maxLength: 3 }) },
  ),
  headers: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(headerEdits, { maxLength: 3 }) },
  ),
  proof: fc.constantFrom(...proofs),
  method: fc.oneof(
    { weight: 12, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND') },
  ),
  path: fc.oneof(
    { weight: 6, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: pathEdits as fc.Arbitrary<PathEdit> },
  ),
});

/** Nothing changed: the request that a route takes. */
export const untouched = (route: RouteName): RequestInput => ({
  ...{ route, edits: [], bytes: [], headers: [], proof: 'right', method: null, path: null },
});

/** A request in its parts; it can be sent any number of times. */
export interface BuiltRequest {
  readonly url: string;
  readonly init: RequestInit & { readonly method: string; readonly headers: Headers };
}

/** Makes the request of an input. */
export async function buildRequest(world: FuzzWorld, input: RequestInput, sealed: SealedBodies): Promise<BuiltRequest> {
  const { route, edits, bytes, headers, path } = input;
  const row = routePaths[route];
  const method = input.method ?? row.method;
  const body = 'request' in routes[route] && method !== 'GET' && method !== 'HEAD';
  const value = bodyOf(world, route, sealed);
  const content = body
    ? editedBytes(new TextEncoder().encode(editedJson(value, edits, world.texts)), bytes)
    : undefined;
  const target = pathFor(world, route, path);
  const all = new Headers(row.method === 'GET' ? {} : { 'Content-Type': 'application/json' });
  if (row.caller === 'consumer') all.set('Authorization', `Bearer ${world.texts.consumerKey}`);
  if (row.caller === 'login') all.set('x-agent', 'ada');
  if (row.proof !== 'none') await prove(world, input, all, method, target, content ?? new Uint8Array());
  for (const [name, header] of headers) all.set(name, header);
  const init = { method, headers: all, ...(content !== undefined && { body: content }) };
  return { url: FORM_ORIGIN + BASE + target, init };
}

/** Sealed answers of the device's form and of another one. */
export interface SealedBodies {
  readonly viewed: unknown;
  readonly submitted: unknown;
}

function bodyOf({ texts }: FuzzWorld, route: RouteName, sealed: SealedBodies): unknown {
  const requestId = '0b9bd0f4-8a3d-4d6e-9d0c-52d4c0f3b0aa';
  const bodies: Partial<Record<RouteName, unknown>> = {
    received: { handle: texts.sentHandle },
    begin: { handle: texts.sentHandle },
    decline: { handle: texts.sentHandle },
    watch: { handle: texts.viewedHandle },
    resume: { handle: texts.viewedHandle },
    extend: { handle: texts.viewedHandle },
    open: { openKey: texts.openKey, claim: texts.claim },
    submit: { submitKey: texts.submitKey, sealed: sealed.viewed },
    invitationSend: {
      ...{ requestId, conversationId: texts.conversation, formId: 'address', suite: 'x25519' },
      recipientPublicKey: Buffer.alloc(32, 9).toString('base64url'),
    },
    invitationRevoke: { conversationId: texts.conversation },
    read: { submissionId: texts.submission, readKey: texts.readKey },
    fileRead: { messageId: texts.invitation, file: 0 },
    transcriptFind: { text: 'Hello' },
    conversationFind: { channel: 'web', status: 'open' },
    historyRead: {
      ...{ conversationId: texts.conversation },
      reader: { suite: 'x25519', publicKey: Buffer.alloc(32, 9).toString('base64url') },
    },
    conversationStart: { account: texts.account, name: 'Kim', language: 'en' },
    conversationMessage: { requestId, text: 'Hello' },
    conversationTransfer: { agentId: 'bob' },
    consumerMessage: { requestId, text: 'Hello' },
    privacyFind: { kind: 'conversation', id: texts.conversation },
    privacyExport: { consumerId: 'customer-4711' },
    privacyErase: { kind: 'submission', id: texts.submission },
    privacyHold: { kind: 'conversation', id: texts.conversation, holdId: 'case 7' },
    privacyRelease: { kind: 'conversation', id: texts.conversation, holdId: 'case 7' },
    reportFigures: { from: 0, to: 900_000, timeZone: 'UTC', period: 'day', by: ['form'] },
    reportInvitations: { from: 0, to: 900_000, measure: 'sent', form: 'card' },
    reportCsv: { from: 0, to: 900_000, timeZone: 'UTC', period: 'day' },
    reportVolume: { from: 0, to: 900_000, timeZone: 'UTC', period: 'day', by: ['channel'] },
    reportVolumeCsv: { from: 0, to: 900_000, timeZone: 'UTC', period: 'day' },
    auditExport: { format: 'csv', outcome: 'refused' },
    webhookResend: { deliveryId: `msg_${texts.conversation}` },
    webhookReplay: { since: 0, status: 'failed' },
    studioSave: { base: 0, definition: { id: 'fuzz', name: 'Fuzz', description: 'Fuzz', questions: [] } },
    studioSwitch: { enabled: false },
    studioRestore: { base: 1, version: 1 },
    studioSettingsSave: { base: 0, languages: [{ channel: 'web', entryPoint: 'web', language: 'de' }] },
    entryPointSave: { base: 0, name: 'Orders', label: null, language: 'de', routing: 'queue' },
    consumerPushUnsubscribe: { endpoint: 'https://push.example/1' },
    consumerPushSubscribe: {
      endpoint: 'https://push.example/1',
      p256dh: Buffer.alloc(65, 4).toString('base64url'),
      auth: Buffer.alloc(16, 4).toString('base64url'),
    },
  };
  return bodies[route] ?? {};
}

const parameters: Partial<Record<RouteName, FuzzText>> = {
  formPage: 'account',
  agentConversation: 'conversation',
  fileRead: 'conversation',
  transcriptFind: 'conversation',
  invitationRevoke: 'invitation',
  readKey: 'submission',
  historyReads: 'conversation',
  historyRead: 'invitation',
  conversationMessage: 'conversation',
  conversationAssign: 'conversation',
  conversationTransfer: 'conversation',
  conversationClose: 'conversation',
};

function pathFor({ texts }: FuzzWorld, route: RouteName, edit: PathEdit | null): string {
  const usual = texts[edit?.parameter ?? parameters[route] ?? 'claim'];
  const path = routePaths[route].path.replace(/:[a-z]+/, () => edit?.raw ?? usual);
  const query = route === 'invitationList' ? `?conversation=${texts.conversation}` : '';
  return path + (edit?.end ?? '') + (edit?.query ?? query);
}

async function prove(
  world: FuzzWorld,
  input: RequestInput,
  headers: Headers,
  method: string,
  target: string,
  body: Uint8Array,
) {
  const { proof, route } = input;
  if (proof === 'none') return;
  if (proof === 'garbage') return headers.set('Tellsafe-Proof', `v1.${CANARY}.1.a.b`);
  const session = routePaths[route].proof === 'session';
  const agent = proof === 'foreign' ? world.cyd : world.ada;
  const device = proof === 'foreign' ? world.submitter : world.device;
  const [subject, key] = session ? [agent.session.sessionId, agent.key] : ['device', device.key];
  // What is signed is the path as the server gets it.
  const { pathname, search } = new URL(FORM_ORIGIN + BASE + target);
  const path = proof === 'otherPath' ? '/v1/other' : pathname.slice(BASE.length) + search;
  const signed = { subject, method, path, body: proof === 'otherBody' ? new Uint8Array([1]) : body };
  const atMs = world.harness.kitClock() - (proof === 'stale' ? 61_000 : 0);
  const text = await createProof(key, signed, { atMs, random });
  headers.set('Tellsafe-Proof', proof === 'turned' ? text.replace(/.$/, (last) => (last === 'A' ? 'E' : 'A')) : text);
}
