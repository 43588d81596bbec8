// One valid request per route that takes a body or a query, for the schema tests. Keys and ids are made up.
import type { QueryOf, RequestOf, RouteName } from '../src/wire/index.ts';

const uuid = (digit: string): string =>
  `${digit.repeat(8)}-${digit.repeat(4)}-4${digit.repeat(3)}-8${digit.repeat(3)}-${digit.repeat(12)}`;

/** Base64url of a number of zero bytes. */
export const zeros = (bytes: number): string => 'A'.repeat(Math.ceil((bytes * 4) / 3));

const handle = { handle: zeros(36) };
const endpoint = 'https://push.example/send/1';
const ciphertext = zeros(32 + 1_024 + 16);
const recipient = { role: 'agent', keyId: zeros(16), suite: 'x25519', enc: zeros(32), ciphertext } as const;

const studioLimits = {
  ...{ getFormTimeoutSec: 300, submitFormTimeoutSec: 1800, invitationTtlSec: 86400, linkTtlSec: 900 },
  ...{ readKeyTtlSec: 30, offTheRecordTtlSec: 900, idleLogoutSec: 900, extensions: 10 },
};

const auditFilters = {
  ...{ action: ['form-open'], actorKind: 'agent', actorId: 'agent-7', objectKind: 'invitation', objectId: uuid('2') },
  ...{ outcome: 'refused', reason: 'spent', since: 0, until: 1795341600000 },
} satisfies RequestOf<'auditList'>;

/** A valid body for every route that takes one. */
export const requestSamples = {
  received: handle,
  begin: handle,
  decline: handle,
  watch: handle,
  resume: handle,
  extend: handle,
  open: { openKey: zeros(69), claim: zeros(32) },
  submit: {
    submitKey: zeros(69),
    sealed: {
      version: 1,
      parts: [{ class: 'recorded', commitment: zeros(32), recipients: [recipient] }],
    },
  },
  sessionStart: {},
  sessionActivity: {},
  invitationSend: {
    requestId: uuid('1'),
    conversationId: uuid('2'),
    formId: 'payment-card',
    suite: 'x25519',
    recipientPublicKey: zeros(32),
  },
  invitationRevoke: { conversationId: uuid('2') },
  readKey: {},
  read: { submissionId: uuid('3'), readKey: zeros(69) },
  boardList: { status: 'closed', since: 1795341600000, limit: 50, cursor: '1.2' },
  fileRead: { messageId: uuid('4'), file: 0 },
  transcriptFind: { text: 'order 4711', cursor: '1.2' },
  conversationFind: {
    ...{ consumerId: 'customer-4711', address: '+14155550123', channel: 'sms-twilio', entryPoint: 'orders' },
    ...{ agent: 'agent-2', status: 'closed', since: 0, until: 1795341600000, limit: 50, cursor: '1.2' },
  },
  historyList: {
    ...{ form: 'payment-card', agent: 'agent-2', since: 0, until: 1795341600000 },
    ...{ limit: 50, cursor: '1.2' },
  },
  historyRead: { conversationId: uuid('2'), reader: { suite: 'x25519', publicKey: zeros(32) } },
  privacyFind: { kind: 'consumer', id: 'customer-4711', limit: 20, cursor: '1.2' },
  privacyExport: { consumerId: 'customer-4711', cursor: '1.2' },
  privacyErase: { kind: 'submission', id: uuid('3') },
  privacyHolds: { limit: 50, cursor: '1.2' },
  privacyHold: { kind: 'conversation', id: uuid('2'), holdId: 'case 7' },
  privacyRelease: { kind: 'consumer-mac', id: zeros(32), holdId: 'case 7' },
  conversationStart: { account: 'acme', name: 'Ada Lovelace', language: 'en-GB' },
  conversationMessage: { requestId: uuid('4'), text: 'Good morning' },
  conversationAssign: {},
  conversationTransfer: { agentId: 'agent-2' },
  conversationClose: {},
  consumerMessage: { requestId: uuid('5'), text: 'Hello' },
  consumerEvents: { after: '42' },
  consumerPush: { endpoint },
  consumerPushSubscribe: { endpoint, p256dh: zeros(65), auth: zeros(16) },
  consumerPushUnsubscribe: { endpoint },
  reportFigures: {
    ...{ from: 1795305600000, to: 1795392000000, timeZone: 'Europe/Berlin', period: 'hour', cohort: 'event' },
    ...{ by: ['form', 'agent'], form: 'payment-card', agent: 'agent-7', channel: 'web', entryPoint: 'web' },
    cursor: 'WzE3OTUzMDU2MDAwMDBd',
  },
  reportInvitations: {
    ...{ from: 1795305600000, to: 1795392000000, measure: 'declined', cohort: 'sent' },
    ...{ form: 'payment-card', agent: 'agent-7', channel: 'web', entryPoint: 'web', cursor: '1.2' },
  },
  reportCsv: { from: 1795305600000, to: 1795392000000, timeZone: 'UTC', period: 'month' },
  reportVolume: {
    ...{ from: 1795305600000, to: 1795392000000, timeZone: 'Europe/Berlin', period: 'whole' },
    ...{ by: ['channel', 'entryPoint'], channel: 'rcs', entryPoint: 'orders', cursor: 'WzE3OTUzMDU2MDAwMDBd' },
  },
  reportVolumeCsv: { from: 1795305600000, to: 1795392000000, timeZone: 'UTC', period: 'day' },
  auditList: { ...auditFilters, limit: 50, cursor: '911-0000000000041822' },
  auditExport: { format: 'jsonl', outcome: 'done', cursor: '201-912' },
  auditVerify: { head: { number: 871, hash: zeros(32) }, cursor: '200.x.1' },
  auditHead: {},
  webhookDeliveries: { status: 'failed', since: 0, until: 1795341600000, limit: 50, cursor: '1.2' },
  webhookResend: { deliveryId: `msg_${uuid('6')}` },
  webhookReplay: { since: 0, until: 1795341600000, status: 'failed', cursor: '1.2' },
  webhookTest: {},
  webhookEnable: {},
  entryPointSave: { base: 2, name: 'Orders', label: null, language: 'de', routing: 'last-agent' },
  entryPointResume: {},
  studioSave: { base: 3, definition: { id: 'address', name: 'Address', description: 'Where to?', questions: [] } },
  studioSwitch: { enabled: false },
  studioRestore: { base: 3, version: 1 },
  studioSettingsSave: {
    ...{ base: 0, limits: studioLimits, theme: { accentColor: '#0363ad' } },
    languages: [{ channel: 'web', entryPoint: 'web', language: 'de' }],
  },
} satisfies { [Name in RouteName as RequestOf<Name> extends undefined ? never : Name]: RequestOf<Name> };

/** A valid query for every route that takes one. */
export const querySamples = {
  invitationList: { conversation: uuid('2') },
  agentEvents: { after: '42' },
  boardEvents: { after: '42' },
} satisfies { [Name in RouteName as QueryOf<Name> extends undefined ? never : Name]: QueryOf<Name> };
