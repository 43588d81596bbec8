// The table of paths.ts with the schemas of each route. Clients import only its types; servers need no more than incoming-routes.ts.
import type * as z from 'zod';
import * as audit from './audit-responses.ts';
import * as board from './board-responses.ts';
import * as entryPoints from './entry-point-responses.ts';
import { agentEventSchemas, boardEventSchemas, consumerEventSchemas, watchEventSchemas } from './events.ts';
import * as history from './history-responses.ts';
import { type IncomingRoute, incomingRoutes } from './incoming-routes.ts';
import type { RouteName, routePaths } from './paths.ts';
import * as privacy from './privacy-responses.ts';
import * as reports from './report-responses.ts';
import * as responses from './responses.ts';
import * as studio from './studio-responses.ts';
import * as transcripts from './transcript-responses.ts';
import * as webhooks from './webhook-responses.ts';

/** A route with the schemas of what goes in and out; a missing schema means that there is no such part. */
export interface Route extends IncomingRoute {
  readonly response?: z.ZodType;
  readonly events?: Readonly<Record<string, z.ZodType>>;
}

/** Every route with its schemas, by name. */
export const routes = {
  formPage: incomingRoutes.formPage,
  asset: incomingRoutes.asset,
  widget: incomingRoutes.widget,
  integrity: incomingRoutes.integrity,
  preview: incomingRoutes.preview,
  live: { ...incomingRoutes.live, response: responses.healthResponseSchema },
  ready: { ...incomingRoutes.ready, response: responses.healthResponseSchema },
  received: { ...incomingRoutes.received, response: responses.statusResponseSchema },
  begin: { ...incomingRoutes.begin, response: responses.beginResponseSchema },
  decline: { ...incomingRoutes.decline, response: responses.statusResponseSchema },
  watch: { ...incomingRoutes.watch, events: watchEventSchemas },
  open: { ...incomingRoutes.open, response: responses.openedResponseSchema },
  resume: { ...incomingRoutes.resume, response: responses.openedResponseSchema },
  extend: { ...incomingRoutes.extend, response: responses.extendResponseSchema },
  submit: { ...incomingRoutes.submit, response: responses.submitResponseSchema },
  sessionStart: { ...incomingRoutes.sessionStart, response: responses.sessionStartResponseSchema },
  sessionEnd: incomingRoutes.sessionEnd,
  sessionActivity: { ...incomingRoutes.sessionActivity, response: responses.sessionActivityResponseSchema },
  agentForms: { ...incomingRoutes.agentForms, response: responses.agentFormsResponseSchema },
  agentConversations: { ...incomingRoutes.agentConversations, response: responses.agentConversationsResponseSchema },
  agentConversation: { ...incomingRoutes.agentConversation, response: responses.agentConversationResponseSchema },
  fileRead: incomingRoutes.fileRead,
  transcriptFind: { ...incomingRoutes.transcriptFind, response: transcripts.transcriptFindResponseSchema },
  invitationSend: { ...incomingRoutes.invitationSend, response: responses.invitationResponseSchema },
  invitationList: { ...incomingRoutes.invitationList, response: responses.invitationListResponseSchema },
  invitationRevoke: { ...incomingRoutes.invitationRevoke, response: responses.invitationResponseSchema },
  readKey: { ...incomingRoutes.readKey, response: responses.readKeyResponseSchema },
  read: { ...incomingRoutes.read, response: responses.readResponseSchema },
  agentEvents: { ...incomingRoutes.agentEvents, events: agentEventSchemas },
  boardList: { ...incomingRoutes.boardList, response: board.boardListResponseSchema },
  conversationFind: { ...incomingRoutes.conversationFind, response: transcripts.conversationFindResponseSchema },
  boardConversation: { ...incomingRoutes.boardConversation, response: board.boardConversationResponseSchema },
  boardEvents: { ...incomingRoutes.boardEvents, events: boardEventSchemas },
  historyList: { ...incomingRoutes.historyList, response: history.historyListResponseSchema },
  historyReads: { ...incomingRoutes.historyReads, response: history.historyReadsResponseSchema },
  historyRead: { ...incomingRoutes.historyRead, response: history.historyReadResponseSchema },
  privacyStatus: { ...incomingRoutes.privacyStatus, response: privacy.privacyStatusResponseSchema },
  privacyFind: { ...incomingRoutes.privacyFind, response: privacy.privacyFindResponseSchema },
  privacyExport: { ...incomingRoutes.privacyExport, response: privacy.privacyExportResponseSchema },
  privacyErase: { ...incomingRoutes.privacyErase, response: privacy.privacyEraseResponseSchema },
  privacyHolds: { ...incomingRoutes.privacyHolds, response: privacy.privacyHoldsResponseSchema },
  privacyHold: incomingRoutes.privacyHold,
  privacyRelease: incomingRoutes.privacyRelease,
  conversationStart: { ...incomingRoutes.conversationStart, response: responses.conversationStartResponseSchema },
  conversationMessage: { ...incomingRoutes.conversationMessage, response: responses.messageResponseSchema },
  conversationAssign: { ...incomingRoutes.conversationAssign, response: responses.conversationResponseSchema },
  conversationTransfer: { ...incomingRoutes.conversationTransfer, response: responses.conversationResponseSchema },
  conversationClose: { ...incomingRoutes.conversationClose, response: responses.conversationResponseSchema },
  consumerMessage: { ...incomingRoutes.consumerMessage, response: responses.messageResponseSchema },
  consumerEvents: { ...incomingRoutes.consumerEvents, events: consumerEventSchemas },
  consumerPush: { ...incomingRoutes.consumerPush, response: responses.consumerPushResponseSchema },
  consumerPushSubscribe: incomingRoutes.consumerPushSubscribe,
  consumerPushUnsubscribe: incomingRoutes.consumerPushUnsubscribe,
  channelHandshake: incomingRoutes.channelHandshake,
  channelEvents: incomingRoutes.channelEvents,
  reportFigures: { ...incomingRoutes.reportFigures, response: reports.reportFiguresResponseSchema },
  reportInvitations: { ...incomingRoutes.reportInvitations, response: reports.reportInvitationsResponseSchema },
  reportCsv: { ...incomingRoutes.reportCsv, response: reports.reportCsvResponseSchema },
  reportVolume: { ...incomingRoutes.reportVolume, response: reports.reportVolumeResponseSchema },
  reportVolumeCsv: { ...incomingRoutes.reportVolumeCsv, response: reports.reportCsvResponseSchema },
  auditList: { ...incomingRoutes.auditList, response: audit.auditListResponseSchema },
  auditExport: { ...incomingRoutes.auditExport, response: audit.auditExportResponseSchema },
  auditVerify: { ...incomingRoutes.auditVerify, response: audit.auditVerifyResponseSchema },
  auditHead: { ...incomingRoutes.auditHead, response: audit.auditHeadResponseSchema },
  webhookEndpoints: { ...incomingRoutes.webhookEndpoints, response: webhooks.webhookEndpointsResponseSchema },
  webhookDeliveries: { ...incomingRoutes.webhookDeliveries, response: webhooks.webhookDeliveriesResponseSchema },
  webhookResend: { ...incomingRoutes.webhookResend, response: webhooks.webhookReplayResponseSchema },
  webhookReplay: { ...incomingRoutes.webhookReplay, response: webhooks.webhookReplayResponseSchema },
  webhookTest: { ...incomingRoutes.webhookTest, response: webhooks.webhookTestResponseSchema },
  webhookEnable: incomingRoutes.webhookEnable,
  entryPointList: { ...incomingRoutes.entryPointList, response: entryPoints.entryPointListResponseSchema },
  entryPointSave: { ...incomingRoutes.entryPointSave, response: entryPoints.entryPointListResponseSchema },
  entryPointResume: { ...incomingRoutes.entryPointResume, response: entryPoints.entryPointListResponseSchema },
  entryPointQuarantine: {
    ...incomingRoutes.entryPointQuarantine,
    response: entryPoints.entryPointQuarantineResponseSchema,
  },
  studioForms: { ...incomingRoutes.studioForms, response: studio.studioFormsResponseSchema },
  studioForm: { ...incomingRoutes.studioForm, response: studio.studioFormResponseSchema },
  studioVersion: { ...incomingRoutes.studioVersion, response: studio.studioVersionResponseSchema },
  studioSave: { ...incomingRoutes.studioSave, response: studio.studioFormResponseSchema },
  studioSwitch: { ...incomingRoutes.studioSwitch, response: studio.studioFormResponseSchema },
  studioRestore: { ...incomingRoutes.studioRestore, response: studio.studioFormResponseSchema },
  studioSettings: { ...incomingRoutes.studioSettings, response: studio.studioSettingsResponseSchema },
  studioSettingsSave: { ...incomingRoutes.studioSettingsSave, response: studio.studioSettingsResponseSchema },
} as const satisfies { readonly [Name in RouteName]: Route & (typeof routePaths)[Name] };

type PartOf<Name extends RouteName, Part extends 'query' | 'request' | 'response'> =
  (typeof routes)[Name] extends Readonly<Record<Part, infer Schema extends z.ZodType>> ? z.infer<Schema> : undefined;

/** Body of a request, `undefined` when the route takes none. */
export type RequestOf<Name extends RouteName> = PartOf<Name, 'request'>;
/** Query of a request, `undefined` when the route takes none. */
export type QueryOf<Name extends RouteName> = PartOf<Name, 'query'>;
/** Body of a successful JSON answer, `undefined` for streams, documents and 204. */
export type ResponseOf<Name extends RouteName> = PartOf<Name, 'response'>;
