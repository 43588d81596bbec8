// The table of paths.ts with the schemas of what comes in: what a server needs to check requests. What goes out is in routes.ts.
import type * as z from 'zod';
import * as audit from './audit-requests.ts';
import * as board from './board-requests.ts';
import { entryPointSaveRequestSchema } from './entry-point-requests.ts';
import * as history from './history-requests.ts';
import { type RouteName, type RoutePath, routePaths } from './paths.ts';
import * as privacy from './privacy-requests.ts';
import * as reports from './report-requests.ts';
import * as requests from './requests.ts';
import * as studio from './studio-requests.ts';
import * as transcripts from './transcript-requests.ts';
import * as webhooks from './webhook-requests.ts';

/** A route with the schemas of what goes in; a missing schema means that there is no such part. */
export interface IncomingRoute extends RoutePath {
  readonly query?: z.ZodType;
  readonly request?: z.ZodType;
}

const { emptyRequestSchema, handleRequestSchema, messageRequestSchema } = requests;

/** Every route with the schemas of its requests, by name. */
export const incomingRoutes = {
  formPage: routePaths.formPage,
  asset: routePaths.asset,
  widget: routePaths.widget,
  integrity: routePaths.integrity,
  preview: routePaths.preview,
  live: routePaths.live,
  ready: routePaths.ready,
  received: { ...routePaths.received, request: handleRequestSchema },
  begin: { ...routePaths.begin, request: handleRequestSchema },
  decline: { ...routePaths.decline, request: handleRequestSchema },
  watch: { ...routePaths.watch, request: handleRequestSchema },
  open: { ...routePaths.open, request: requests.openRequestSchema },
  resume: { ...routePaths.resume, request: handleRequestSchema },
  extend: { ...routePaths.extend, request: requests.extendRequestSchema },
  submit: { ...routePaths.submit, request: requests.submitRequestSchema },
  sessionStart: { ...routePaths.sessionStart, request: emptyRequestSchema },
  sessionEnd: routePaths.sessionEnd,
  sessionActivity: { ...routePaths.sessionActivity, request: emptyRequestSchema },
  agentForms: routePaths.agentForms,
  agentConversations: routePaths.agentConversations,
  agentConversation: routePaths.agentConversation,
  fileRead: { ...routePaths.fileRead, request: transcripts.fileReadRequestSchema },
  transcriptFind: { ...routePaths.transcriptFind, request: transcripts.transcriptFindRequestSchema },
  invitationSend: { ...routePaths.invitationSend, request: requests.invitationSendRequestSchema },
  invitationList: { ...routePaths.invitationList, query: requests.invitationListQuerySchema },
  invitationRevoke: { ...routePaths.invitationRevoke, request: requests.invitationRevokeRequestSchema },
  readKey: { ...routePaths.readKey, request: emptyRequestSchema },
  read: { ...routePaths.read, request: requests.readRequestSchema },
  agentEvents: { ...routePaths.agentEvents, query: requests.agentEventsQuerySchema },
  boardList: { ...routePaths.boardList, request: board.boardListRequestSchema },
  conversationFind: { ...routePaths.conversationFind, request: transcripts.conversationFindRequestSchema },
  boardConversation: routePaths.boardConversation,
  boardEvents: { ...routePaths.boardEvents, query: board.boardEventsQuerySchema },
  historyList: { ...routePaths.historyList, request: history.historyListRequestSchema },
  historyReads: routePaths.historyReads,
  historyRead: { ...routePaths.historyRead, request: history.historyReadRequestSchema },
  privacyStatus: routePaths.privacyStatus,
  privacyFind: { ...routePaths.privacyFind, request: privacy.privacyFindRequestSchema },
  privacyExport: { ...routePaths.privacyExport, request: privacy.privacyExportRequestSchema },
  privacyErase: { ...routePaths.privacyErase, request: privacy.privacyEraseRequestSchema },
  privacyHolds: { ...routePaths.privacyHolds, request: privacy.privacyHoldsRequestSchema },
  privacyHold: { ...routePaths.privacyHold, request: privacy.privacyHoldRequestSchema },
  privacyRelease: { ...routePaths.privacyRelease, request: privacy.privacyReleaseRequestSchema },
  conversationStart: { ...routePaths.conversationStart, request: requests.conversationStartRequestSchema },
  conversationMessage: { ...routePaths.conversationMessage, request: messageRequestSchema },
  conversationAssign: { ...routePaths.conversationAssign, request: emptyRequestSchema },
  conversationTransfer: { ...routePaths.conversationTransfer, request: requests.conversationTransferRequestSchema },
  conversationClose: { ...routePaths.conversationClose, request: emptyRequestSchema },
  consumerMessage: { ...routePaths.consumerMessage, request: messageRequestSchema },
  consumerEvents: { ...routePaths.consumerEvents, request: requests.consumerEventsRequestSchema },
  consumerPush: { ...routePaths.consumerPush, request: requests.consumerPushRequestSchema },
  consumerPushSubscribe: { ...routePaths.consumerPushSubscribe, request: requests.consumerPushSubscribeRequestSchema },
  consumerPushUnsubscribe: {
    ...routePaths.consumerPushUnsubscribe,
    request: requests.consumerPushUnsubscribeRequestSchema,
  },
  channelHandshake: routePaths.channelHandshake,
  channelEvents: routePaths.channelEvents,
  reportFigures: { ...routePaths.reportFigures, request: reports.reportFiguresRequestSchema },
  reportInvitations: { ...routePaths.reportInvitations, request: reports.reportInvitationsRequestSchema },
  reportCsv: { ...routePaths.reportCsv, request: reports.reportFiguresRequestSchema },
  reportVolume: { ...routePaths.reportVolume, request: reports.reportVolumeRequestSchema },
  reportVolumeCsv: { ...routePaths.reportVolumeCsv, request: reports.reportVolumeRequestSchema },
  auditList: { ...routePaths.auditList, request: audit.auditListRequestSchema },
  auditExport: { ...routePaths.auditExport, request: audit.auditExportRequestSchema },
  auditVerify: { ...routePaths.auditVerify, request: audit.auditVerifyRequestSchema },
  auditHead: { ...routePaths.auditHead, request: emptyRequestSchema },
  webhookEndpoints: routePaths.webhookEndpoints,
  webhookDeliveries: { ...routePaths.webhookDeliveries, request: webhooks.webhookDeliveriesRequestSchema },
  webhookResend: { ...routePaths.webhookResend, request: webhooks.webhookResendRequestSchema },
  webhookReplay: { ...routePaths.webhookReplay, request: webhooks.webhookReplayRequestSchema },
  webhookTest: { ...routePaths.webhookTest, request: emptyRequestSchema },
  webhookEnable: { ...routePaths.webhookEnable, request: emptyRequestSchema },
  entryPointList: routePaths.entryPointList,
  entryPointSave: { ...routePaths.entryPointSave, request: entryPointSaveRequestSchema },
  entryPointResume: { ...routePaths.entryPointResume, request: emptyRequestSchema },
  entryPointQuarantine: routePaths.entryPointQuarantine,
  studioForms: routePaths.studioForms,
  studioForm: routePaths.studioForm,
  studioVersion: routePaths.studioVersion,
  studioSave: { ...routePaths.studioSave, request: studio.studioSaveRequestSchema },
  studioSwitch: { ...routePaths.studioSwitch, request: studio.studioSwitchRequestSchema },
  studioRestore: { ...routePaths.studioRestore, request: studio.studioRestoreRequestSchema },
  studioSettings: routePaths.studioSettings,
  studioSettingsSave: { ...routePaths.studioSettingsSave, request: studio.studioSettingsSaveRequestSchema },
} as const satisfies { readonly [Name in RouteName]: IncomingRoute & (typeof routePaths)[Name] };
