// The wire with zod: the table of routes with schemas, for servers and tests. Pages and clients use ./index.ts.
export {
  AUDIT_PAGE_LIMIT,
  auditExportRequestSchema,
  auditListRequestSchema,
  auditVerifyRequestSchema,
} from './audit-requests.ts';
export {
  auditExportResponseSchema,
  auditHeadResponseSchema,
  auditListResponseSchema,
  auditVerifyResponseSchema,
} from './audit-responses.ts';
export { boardEventsQuerySchema, boardListRequestSchema } from './board-requests.ts';
export { boardConversationResponseSchema, boardListResponseSchema } from './board-responses.ts';
export { agentEventSchemas, boardEventSchemas, consumerEventSchemas, watchEventSchemas } from './events.ts';
export { HISTORY_PAGE_LIMIT, historyListRequestSchema, historyReadRequestSchema } from './history-requests.ts';
export {
  historyListResponseSchema,
  historyReadResponseSchema,
  historyReadsResponseSchema,
} from './history-responses.ts';
export { issuesOf, parseRequest } from './issues.ts';
export {
  HOLD_PAGE_LIMIT,
  PRIVACY_PAGE_LIMIT,
  privacyEraseRequestSchema,
  privacyExportRequestSchema,
  privacyFindRequestSchema,
  privacyHoldRequestSchema,
  privacyHoldsRequestSchema,
  privacyReleaseRequestSchema,
} from './privacy-requests.ts';
export {
  privacyEraseResponseSchema,
  privacyExportResponseSchema,
  privacyFindResponseSchema,
  privacyHoldsResponseSchema,
  privacyStatusResponseSchema,
} from './privacy-responses.ts';
export {
  reportFiguresRequestSchema,
  reportInvitationsRequestSchema,
  reportVolumeRequestSchema,
} from './report-requests.ts';
export {
  reportCsvResponseSchema,
  reportFiguresResponseSchema,
  reportInvitationsResponseSchema,
  reportVolumeResponseSchema,
} from './report-responses.ts';
export {
  agentEventsQuerySchema,
  consumerEventsRequestSchema,
  consumerPushRequestSchema,
  consumerPushSubscribeRequestSchema,
  consumerPushUnsubscribeRequestSchema,
  conversationStartRequestSchema,
  conversationTransferRequestSchema,
  emptyRequestSchema,
  extendRequestSchema,
  handleRequestSchema,
  invitationListQuerySchema,
  invitationRevokeRequestSchema,
  invitationSendRequestSchema,
  messageRequestSchema,
  openRequestSchema,
  readRequestSchema,
  submitRequestSchema,
} from './requests.ts';
export {
  agentConversationResponseSchema,
  agentConversationsResponseSchema,
  agentFormsResponseSchema,
  beginResponseSchema,
  consumerPushResponseSchema,
  conversationResponseSchema,
  conversationStartResponseSchema,
  extendResponseSchema,
  invitationListResponseSchema,
  invitationResponseSchema,
  messageResponseSchema,
  openedResponseSchema,
  readKeyResponseSchema,
  readResponseSchema,
  sessionActivityResponseSchema,
  sessionStartResponseSchema,
  statusResponseSchema,
  submitResponseSchema,
} from './responses.ts';
export { type Route, routes } from './routes.ts';
export { desktopPolicySchema, languageSchema, nameSchema } from './settings.ts';
export {
  studioRestoreRequestSchema,
  studioSaveRequestSchema,
  studioSettingsSaveRequestSchema,
  studioSwitchRequestSchema,
} from './studio-requests.ts';
export {
  studioFormResponseSchema,
  studioFormsResponseSchema,
  studioSettingsResponseSchema,
  studioVersionResponseSchema,
} from './studio-responses.ts';
export {
  conversationFindRequestSchema,
  fileReadRequestSchema,
  transcriptFindRequestSchema,
} from './transcript-requests.ts';
export {
  conversationFindResponseSchema,
  FIND_LIMIT,
  transcriptFindResponseSchema,
} from './transcript-responses.ts';
export {
  accountIdSchema,
  formIdSchema,
  messageTextSchema,
  positionSchema,
  sealContextSchema,
  sealedAnswersSchema,
  sealedPartSchema,
  uuidSchema,
} from './values.ts';
export { conversationSummarySchema, invitationViewSchema, messageSchema } from './views.ts';
