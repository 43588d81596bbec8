// The wire without zod: the table of routes, problems, and the types of every body and event, for pages and clients.
export { PROOF_HEADER } from '../crypto/proof-format.ts';
export { answerRoutes, isAnswerRoute } from './answer-routes.ts';
export type { AuditExportRequest, AuditFilter, AuditListRequest, AuditVerifyRequest } from './audit-requests.ts';
export type {
  AuditExportResponse,
  AuditFindingView,
  AuditHeadResponse,
  AuditHeadView,
  AuditItem,
  AuditListResponse,
  AuditVerifyResponse,
} from './audit-responses.ts';
export {
  type AuditAction,
  type AuditFindingKind,
  type AuditFormat,
  type AuditObjectKind,
  auditActions,
  auditActorKinds,
  auditFindingKinds,
  auditFormats,
  auditObjectKinds,
  auditOutcomes,
  type RefusalReason,
  refusalReasons,
} from './audit-values.ts';
export type { BoardEventsQuery, BoardListRequest } from './board-requests.ts';
export type {
  BoardChange,
  BoardConversation,
  BoardConversationResponse,
  BoardForm,
  BoardListResponse,
} from './board-responses.ts';
export type { EntryPointRouting, EntryPointSaveRequest } from './entry-point-requests.ts';
export type {
  EntryPointListResponse,
  EntryPointQuarantineResponse,
  EntryPointView,
  QuarantinedView,
  QuarantineReason,
} from './entry-point-responses.ts';
export type { AgentEvent, BoardEvent, ConsumerEvent, ConsumerInvitation, WatchEvent, WatchStatus } from './events.ts';
export { FILE_LIMIT_BYTES, fileExtensions, pictureTypes, savedFileName } from './file-types.ts';
export {
  BOARD_FORM_LIMIT,
  BOARD_PAGE_LIMIT,
  BODY_LIMIT_BYTES,
  CONVERSATION_LIST_LIMIT,
  EVENT_STREAM_MEDIA_TYPE,
  MESSAGE_LIMIT,
  messageLimitOf,
  PROBLEM_MEDIA_TYPE,
} from './headers.ts';
export type { HistoryListRequest, HistoryReadRequest } from './history-requests.ts';
export type {
  HistoryEntry,
  HistoryListResponse,
  HistoryReadResponse,
  HistoryReadsResponse,
} from './history-responses.ts';
export type {
  OperatorView,
  PermissionGrant,
  PolicyLine,
  PolicyView,
  ProfilesView,
} from './operator-views.ts';
export {
  DEFAULT_BASE_PATH,
  pathOf,
  type RouteAnswer,
  type RouteCaller,
  type RouteName,
  type RouteParameter,
  type RoutePath,
  type RouteProof,
  routePaths,
} from './paths.ts';
export type {
  PrivacyEraseRequest,
  PrivacyExportRequest,
  PrivacyFindRequest,
  PrivacyHoldRequest,
  PrivacyHoldsRequest,
  PrivacyReleaseRequest,
} from './privacy-requests.ts';
export type {
  HeldConversation,
  HoldView,
  PrivacyEraseResponse,
  PrivacyExportResponse,
  PrivacyFindResponse,
  PrivacyHoldsResponse,
  PrivacyStatusResponse,
} from './privacy-responses.ts';
export {
  errorOfProblem,
  isProblemCode,
  type LocalErrorCode,
  localProblems,
  PROBLEM_ISSUE_LIMIT,
  type Problem,
  type ProblemAnswer,
  type ProblemCode,
  type ProblemIssue,
  parseProblem,
  problemCodes,
  problemOf,
  problemOfError,
  problemResponse,
  problemStatuses,
  shapeIssueCodes,
} from './problem.ts';
export type { ReportFiguresRequest, ReportInvitationsRequest, ReportVolumeRequest } from './report-requests.ts';
export type {
  ReportCsvResponse,
  ReportFiguresResponse,
  ReportInvitation,
  ReportInvitationsResponse,
  ReportRow,
  ReportVolumeResponse,
  ReportVolumeRow,
} from './report-responses.ts';
export {
  REPORT_STEP_MS,
  type ReportCohort,
  type ReportDimension,
  type ReportMeasure,
  type ReportPeriod,
  type ReportTime,
  reportCohorts,
  reportDimensions,
  reportMeasures,
  reportPeriods,
  reportTimes,
  type VolumeDimension,
  type VolumeMeasure,
  volumeDimensions,
  volumeMeasures,
} from './report-values.ts';
export type {
  AgentEventsQuery,
  ConsumerEventsRequest,
  ConsumerPushRequest,
  ConsumerPushSubscribeRequest,
  ConsumerPushUnsubscribeRequest,
  ConversationStartRequest,
  ConversationTransferRequest,
  EmptyRequest,
  ExtendRequest,
  HandleRequest,
  InvitationListQuery,
  InvitationRevokeRequest,
  InvitationSendRequest,
  MessageRequest,
  OpenRequest,
  ReadRequest,
  SubmitRequest,
} from './requests.ts';
export type {
  AgentConversationResponse,
  AgentConversationsResponse,
  AgentForm,
  AgentFormsResponse,
  BeginResponse,
  ConsumerPushResponse,
  ConversationResponse,
  ConversationStartResponse,
  ExtendResponse,
  InvitationListResponse,
  InvitationResponse,
  MessageResponse,
  Opened,
  ReadKeyResponse,
  ReadResponse,
  SessionActivityResponse,
  SessionStartResponse,
  StatusResponse,
  SubmitResponse,
} from './responses.ts';
export type { QueryOf, RequestOf, ResponseOf } from './routes.ts';
export type {
  DesktopPolicy,
  EntryPointLanguage,
  StudioLimitName,
  StudioLimits,
  StudioRestoreRequest,
  StudioSaveRequest,
  StudioSettingsSaveRequest,
  StudioSwitchRequest,
} from './studio-requests.ts';
export type {
  StudioFormResponse,
  StudioFormSummary,
  StudioFormsResponse,
  StudioSettingsResponse,
  StudioVersion,
  StudioVersionResponse,
} from './studio-responses.ts';
export type { ConversationFindRequest, FileReadRequest, TranscriptFindRequest } from './transcript-requests.ts';
export type {
  ConversationFindResponse,
  FoundConversation,
  FoundText,
  TranscriptFindResponse,
} from './transcript-responses.ts';
export type { OperatorRole } from './values.ts';
export type {
  AgentView,
  ConversationSending,
  ConversationSummary,
  ConversationVia,
  Delivery,
  HistoryReading,
  InvitationView,
  MediaView,
  Message,
  Sending,
} from './views.ts';
export type { WebhookDeliveriesRequest, WebhookReplayRequest, WebhookResendRequest } from './webhook-requests.ts';
export type {
  WebhookDeliveriesResponse,
  WebhookDeliveryView,
  WebhookEndpointsResponse,
  WebhookEndpointView,
  WebhookReplayResponse,
  WebhookTestResponse,
} from './webhook-responses.ts';
export {
  type WebhookDeliveryStatus,
  type WebhookEventType,
  webhookDeliveryStatuses,
  webhookEventTypes,
} from './webhook-values.ts';
