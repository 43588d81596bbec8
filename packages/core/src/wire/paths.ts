// Every route of the protocol: method, path, who may call it, which proof it carries and what kind of answer it gives.
// Data only and free of zod, for the form page and the clients; wire/routes.ts adds the schemas.

/** Where the routes live below the origin when nobody says otherwise. */
export const DEFAULT_BASE_PATH = '/tellsafe';

/**
 * Who may call a route.
 *
 * - `anyone`: no credential; the answer holds no personal data
 * - `handle`: whoever holds the invitation's handle (in the body)
 * - `open-key`: whoever holds the open one-time key (in the body)
 * - `device`: the device that opened the form, proven by its device key
 * - `login`: an agent whom the host's own login knows
 * - `agent`: an agent session, proven by its session key
 * - `page`: a page on an origin that the account allows
 * - `consumer`: the consumer's side of one conversation, by its consumer key (`Authorization: Bearer`)
 * - `provider`: the provider of a channel, by its own signature over the bytes; body and answer are the provider's as well
 */
export type RouteCaller =
  | 'anyone'
  | 'handle'
  | 'open-key'
  | 'device'
  | 'login'
  | 'agent'
  | 'page'
  | 'consumer'
  | 'provider';

/** The proof a request carries in the `Tellsafe-Proof` header. */
export type RouteProof = 'none' | 'device' | 'session';

/**
 * What a successful answer is: JSON, an event stream, a document, a static file, a consumer's file to be saved, 204 without a body, or what
 * a provider expects.
 */
export type RouteAnswer = 'json' | 'events' | 'html' | 'file' | 'attachment' | 'empty' | 'provider';

/** One row of the table. Paths are relative to the base path; `:name` marks a parameter. */
export interface RoutePath {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: `/${string}`;
  readonly caller: RouteCaller;
  readonly proof: RouteProof;
  readonly answer: RouteAnswer;
}

/**
 * The routes of design.md §5 that exist so far. A GET changes nothing (SF-OTK-07); every change is a POST or a DELETE. The one exception
 * is a GET that a channel's provider signed.
 */
export const routePaths = {
  formPage: { method: 'GET', path: '/form/:account', caller: 'anyone', proof: 'none', answer: 'html' },
  asset: { method: 'GET', path: '/assets/:file', caller: 'anyone', proof: 'none', answer: 'file' },
  widget: { method: 'GET', path: '/widget/:file', caller: 'anyone', proof: 'none', answer: 'file' },
  integrity: { method: 'GET', path: '/integrity.json', caller: 'anyone', proof: 'none', answer: 'file' },
  preview: { method: 'GET', path: '/preview/:account', caller: 'anyone', proof: 'none', answer: 'html' },

  live: { method: 'GET', path: '/v1/health/live', caller: 'anyone', proof: 'none', answer: 'json' },
  ready: { method: 'GET', path: '/v1/health/ready', caller: 'anyone', proof: 'none', answer: 'json' },

  received: { method: 'POST', path: '/v1/invitations/received', caller: 'handle', proof: 'none', answer: 'json' },
  begin: { method: 'POST', path: '/v1/invitations/begin', caller: 'handle', proof: 'none', answer: 'json' },
  decline: { method: 'POST', path: '/v1/invitations/decline', caller: 'handle', proof: 'none', answer: 'json' },
  watch: { method: 'POST', path: '/v1/invitations/watch', caller: 'handle', proof: 'none', answer: 'events' },

  open: { method: 'POST', path: '/v1/forms/open', caller: 'open-key', proof: 'none', answer: 'json' },
  resume: { method: 'POST', path: '/v1/forms/resume', caller: 'device', proof: 'device', answer: 'json' },
  extend: { method: 'POST', path: '/v1/forms/extend', caller: 'device', proof: 'device', answer: 'json' },
  submit: { method: 'POST', path: '/v1/forms/submit', caller: 'device', proof: 'device', answer: 'json' },

  sessionStart: { method: 'POST', path: '/v1/agent/sessions', caller: 'login', proof: 'none', answer: 'json' },
  sessionEnd: {
    method: 'DELETE',
    path: '/v1/agent/sessions/current',
    caller: 'agent',
    proof: 'session',
    answer: 'empty',
  },
  sessionActivity: {
    method: 'POST',
    path: '/v1/agent/sessions/current/activity',
    caller: 'agent',
    proof: 'session',
    answer: 'json',
  },
  agentForms: { method: 'GET', path: '/v1/agent/forms', caller: 'agent', proof: 'session', answer: 'json' },
  agentConversations: {
    method: 'GET',
    path: '/v1/agent/conversations',
    caller: 'agent',
    proof: 'session',
    answer: 'json',
  },
  agentConversation: {
    method: 'GET',
    path: '/v1/agent/conversations/:id',
    caller: 'agent',
    proof: 'session',
    answer: 'json',
  },
  fileRead: {
    method: 'POST',
    path: '/v1/agent/conversations/:id/file',
    caller: 'agent',
    proof: 'session',
    answer: 'attachment',
  },
  transcriptFind: {
    method: 'POST',
    path: '/v1/agent/conversations/:id/find',
    caller: 'agent',
    proof: 'session',
    answer: 'json',
  },
  invitationSend: { method: 'POST', path: '/v1/agent/invitations', caller: 'agent', proof: 'session', answer: 'json' },
  invitationList: { method: 'GET', path: '/v1/agent/invitations', caller: 'agent', proof: 'session', answer: 'json' },
  invitationRevoke: {
    method: 'POST',
    path: '/v1/agent/invitations/:id/revoke',
    caller: 'agent',
    proof: 'session',
    answer: 'json',
  },
  readKey: {
    method: 'POST',
    path: '/v1/agent/submissions/:id/read-key',
    caller: 'agent',
    proof: 'session',
    answer: 'json',
  },
  read: { method: 'POST', path: '/v1/submissions/read', caller: 'agent', proof: 'session', answer: 'json' },
  agentEvents: { method: 'GET', path: '/v1/agent/events', caller: 'agent', proof: 'session', answer: 'events' },

  boardList: { method: 'POST', path: '/v1/manager/conversations', caller: 'agent', proof: 'session', answer: 'json' },
  conversationFind: {
    method: 'POST',
    path: '/v1/manager/conversations/find',
    caller: 'agent',
    proof: 'session',
    answer: 'json',
  },
  boardConversation: {
    method: 'GET',
    path: '/v1/manager/conversations/:id',
    caller: 'agent',
    proof: 'session',
    answer: 'json',
  },
  boardEvents: { method: 'GET', path: '/v1/manager/events', caller: 'agent', proof: 'session', answer: 'events' },

  historyList: { method: 'POST', path: '/v1/manager/history', caller: 'agent', proof: 'session', answer: 'json' },
  historyReads: {
    method: 'GET',
    path: '/v1/manager/history/:id/reads',
    caller: 'agent',
    proof: 'session',
    answer: 'json',
  },
  historyRead: {
    method: 'POST',
    path: '/v1/manager/history/:id/read',
    caller: 'agent',
    proof: 'session',
    answer: 'json',
  },

  privacyStatus: { method: 'GET', path: '/v1/admin/privacy', caller: 'agent', proof: 'session', answer: 'json' },
  privacyFind: { method: 'POST', path: '/v1/admin/privacy/find', caller: 'agent', proof: 'session', answer: 'json' },
  privacyExport: {
    method: 'POST',
    path: '/v1/admin/privacy/export',
    caller: 'agent',
    proof: 'session',
    answer: 'json',
  },
  privacyErase: { method: 'POST', path: '/v1/admin/privacy/erase', caller: 'agent', proof: 'session', answer: 'json' },
  privacyHolds: { method: 'POST', path: '/v1/admin/privacy/holds', caller: 'agent', proof: 'session', answer: 'json' },
  privacyHold: { method: 'POST', path: '/v1/admin/privacy/hold', caller: 'agent', proof: 'session', answer: 'empty' },
  privacyRelease: {
    method: 'POST',
    path: '/v1/admin/privacy/release',
    caller: 'agent',
    proof: 'session',
    answer: 'empty',
  },

  conversationStart: { method: 'POST', path: '/v1/conversations', caller: 'page', proof: 'none', answer: 'json' },
  conversationMessage: {
    method: 'POST',
    path: '/v1/conversations/:id/messages',
    caller: 'agent',
    proof: 'session',
    answer: 'json',
  },
  conversationAssign: {
    method: 'POST',
    path: '/v1/conversations/:id/assign',
    caller: 'agent',
    proof: 'session',
    answer: 'json',
  },
  conversationTransfer: {
    method: 'POST',
    path: '/v1/conversations/:id/transfer',
    caller: 'agent',
    proof: 'session',
    answer: 'json',
  },
  conversationClose: {
    method: 'POST',
    path: '/v1/conversations/:id/close',
    caller: 'agent',
    proof: 'session',
    answer: 'json',
  },
  consumerMessage: {
    method: 'POST',
    path: '/v1/consumer/messages',
    caller: 'consumer',
    proof: 'none',
    answer: 'json',
  },
  consumerEvents: {
    method: 'POST',
    path: '/v1/consumer/events',
    caller: 'consumer',
    proof: 'none',
    answer: 'events',
  },
  consumerPush: { method: 'POST', path: '/v1/consumer/push', caller: 'consumer', proof: 'none', answer: 'json' },
  consumerPushSubscribe: {
    method: 'POST',
    path: '/v1/consumer/push/subscribe',
    caller: 'consumer',
    proof: 'none',
    answer: 'empty',
  },
  consumerPushUnsubscribe: {
    method: 'POST',
    path: '/v1/consumer/push/unsubscribe',
    caller: 'consumer',
    proof: 'none',
    answer: 'empty',
  },

  channelHandshake: {
    method: 'GET',
    path: '/v1/channels/:channel/:entryPoint',
    caller: 'provider',
    proof: 'none',
    answer: 'provider',
  },
  channelEvents: {
    method: 'POST',
    path: '/v1/channels/:channel/:entryPoint',
    caller: 'provider',
    proof: 'none',
    answer: 'provider',
  },

  // Their questions name agents, and addresses are what logs keep: so these are POSTs although they change nothing.
  reportFigures: { method: 'POST', path: '/v1/reports/figures', caller: 'agent', proof: 'session', answer: 'json' },
  reportInvitations: {
    method: 'POST',
    path: '/v1/reports/invitations',
    caller: 'agent',
    proof: 'session',
    answer: 'json',
  },
  reportCsv: { method: 'POST', path: '/v1/reports/csv', caller: 'agent', proof: 'session', answer: 'json' },
  reportVolume: { method: 'POST', path: '/v1/reports/volume', caller: 'agent', proof: 'session', answer: 'json' },
  reportVolumeCsv: {
    method: 'POST',
    path: '/v1/reports/volume/csv',
    caller: 'agent',
    proof: 'session',
    answer: 'json',
  },

  auditList: { method: 'POST', path: '/v1/admin/audit/entries', caller: 'agent', proof: 'session', answer: 'json' },
  auditExport: { method: 'POST', path: '/v1/admin/audit/export', caller: 'agent', proof: 'session', answer: 'json' },
  auditVerify: { method: 'POST', path: '/v1/admin/audit/verify', caller: 'agent', proof: 'session', answer: 'json' },
  auditHead: { method: 'POST', path: '/v1/admin/audit/head', caller: 'agent', proof: 'session', answer: 'json' },
  webhookEndpoints: { method: 'GET', path: '/v1/admin/webhooks', caller: 'agent', proof: 'session', answer: 'json' },
  webhookDeliveries: {
    method: 'POST',
    path: '/v1/admin/webhooks/:id/deliveries',
    caller: 'agent',
    proof: 'session',
    answer: 'json',
  },
  webhookResend: {
    method: 'POST',
    path: '/v1/admin/webhooks/:id/resend',
    caller: 'agent',
    proof: 'session',
    answer: 'json',
  },
  webhookReplay: {
    method: 'POST',
    path: '/v1/admin/webhooks/:id/replay',
    caller: 'agent',
    proof: 'session',
    answer: 'json',
  },
  webhookTest: {
    method: 'POST',
    path: '/v1/admin/webhooks/:id/test',
    caller: 'agent',
    proof: 'session',
    answer: 'json',
  },
  webhookEnable: {
    method: 'POST',
    path: '/v1/admin/webhooks/:id/enable',
    caller: 'agent',
    proof: 'session',
    answer: 'empty',
  },
  entryPointList: { method: 'GET', path: '/v1/admin/entry-points', caller: 'agent', proof: 'session', answer: 'json' },
  entryPointSave: {
    method: 'POST',
    path: '/v1/admin/entry-points/:id',
    caller: 'agent',
    proof: 'session',
    answer: 'json',
  },
  entryPointResume: {
    method: 'POST',
    path: '/v1/admin/entry-points/:id/resume',
    caller: 'agent',
    proof: 'session',
    answer: 'json',
  },
  entryPointQuarantine: {
    method: 'GET',
    path: '/v1/admin/entry-points/:id/quarantine',
    caller: 'agent',
    proof: 'session',
    answer: 'json',
  },

  studioForms: { method: 'GET', path: '/v1/admin/forms', caller: 'agent', proof: 'session', answer: 'json' },
  studioForm: { method: 'GET', path: '/v1/admin/forms/:id', caller: 'agent', proof: 'session', answer: 'json' },
  studioVersion: {
    method: 'GET',
    path: '/v1/admin/forms/:id/versions/:version',
    caller: 'agent',
    proof: 'session',
    answer: 'json',
  },
  studioSave: { method: 'POST', path: '/v1/admin/forms/:id', caller: 'agent', proof: 'session', answer: 'json' },
  studioSwitch: {
    method: 'POST',
    path: '/v1/admin/forms/:id/switch',
    caller: 'agent',
    proof: 'session',
    answer: 'json',
  },
  studioRestore: {
    method: 'POST',
    path: '/v1/admin/forms/:id/restore',
    caller: 'agent',
    proof: 'session',
    answer: 'json',
  },
  studioSettings: { method: 'GET', path: '/v1/admin/settings', caller: 'agent', proof: 'session', answer: 'json' },
  studioSettingsSave: {
    method: 'POST',
    path: '/v1/admin/settings',
    caller: 'agent',
    proof: 'session',
    answer: 'json',
  },
} as const satisfies Record<string, RoutePath>;

/** Name of a route, the key into the table. */
export type RouteName = keyof typeof routePaths;

type ParameterOf<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParameterOf<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

/** Names of the path parameters of a route, `never` when it has none. */
export type RouteParameter<Name extends RouteName> = ParameterOf<(typeof routePaths)[Name]['path']>;

/**
 * The path of a route below the base path, parameters percent-encoded. Proofs are made over exactly this text (plus query).
 *
 * @param name which route
 * @param parameters one text per `:name` in the path
 * @throws {RangeError} when a parameter is missing or empty
 */
export function pathOf<Name extends RouteName>(
  name: Name,
  ...[parameters]: [RouteParameter<Name>] extends [never] ? [] : [Readonly<Record<RouteParameter<Name>, string>>]
): string {
  const given: Readonly<Record<string, string>> = parameters ?? {};
  return routePaths[name].path.replace(/:([a-zA-Z]+)/g, (_, key: string) => {
    const value = given[key];
    if (value === undefined || value === '') throw new RangeError(`parameter "${key}" of this route must not be empty`);
    return encodeURIComponent(value);
  });
}
