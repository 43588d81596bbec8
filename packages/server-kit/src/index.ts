// @tellsafe/server-kit: the server of Tellsafe as a fetch handler over small storage, key and signal ports.
// Stores, keys, signals, the Node listener and the test suites are entry points of their own.

export type { ArchiveKeyOptions } from './accounts/archive-key.ts';
export type { EntryPointOptions, EntryPointRouting } from './accounts/entry-point-settings.ts';
export type { Features, Permission, Role } from './accounts/permissions.ts';
export type { Authenticate, EndedLogin, Principal } from './accounts/principal.ts';
export type { AccountOptions } from './accounts/settings.ts';
export type {
  AuditAction,
  AuditActor,
  AuditEntry,
  AuditObject,
  AuditOutcome,
  RefusalReason,
} from './audit/entry.ts';
export type { AuditExport } from './audit/export.ts';
export type { AuditFilters } from './audit/filters.ts';
export type { AuditPage, AuditQuery } from './audit/list.ts';
export type { AuditRecord } from './audit/read.ts';
export type { AuditAnchor, AuditFinding, AuditFindingKind, AuditReport } from './audit/verify.ts';
export type { AuditHead, AuditVerification } from './audit/verify-kit.ts';
export type { Quarantined } from './channels/gateway/quarantine.ts';
export type { ConversationBeginning, RouteConversation, RoutedConversation } from './channels/gateway/routing.ts';
export type {
  Channel,
  ChannelCapabilities,
  ChannelIo,
  InboundEvent,
  OutboundMessage,
  RawRequest,
  SendResult,
  SendState,
} from './channels/types.ts';
export { createTellsafe, type Tellsafe } from './create-tellsafe.ts';
export type { AuditMethods } from './handlers/audit-methods.ts';
export type { ChannelMethods, EntryPointPlace } from './handlers/channel-methods.ts';
export type { HistoryMethods } from './handlers/history-methods.ts';
export type {
  AgentSessionMethods,
  ConversationMethods,
  FormMethods,
  FormPlace,
  HostInvitationSend,
  InvitationMethods,
  SessionPlace,
  TellsafeMethods,
} from './handlers/methods.ts';
export type { PrivacyMethods } from './handlers/privacy-methods.ts';
export type { ReadRequestId } from './http/request-id.ts';
export type { ArchivedCopy, KeyProvider } from './keys/types.ts';
export type { Log, LogEntry } from './log.ts';
export type { CloseOptions } from './operation/closing.ts';
export type { ClientRequest, LimitOptions } from './operation/limits.ts';
export type { DeskOptions, TellsafeOptions, VaultOptions } from './options.ts';
export type { SplitKeys } from './process-parts.ts';
export type { Notify, NotifyEvent } from './push/notify.ts';
export { knownPushServices } from './push/services.ts';
export type { PushOptions } from './push/settings.ts';
export { createVapidKeys, type VapidKeys } from './push/vapid.ts';
export type { ReportInvitationsQuery, ReportMethods, ReportQuery, ReportVolumeQuery } from './reports/methods.ts';
export type { Health, HealthCheck } from './services/health.ts';
export type { HistoryQuery } from './services/history/list.ts';
export type { Stores } from './services/kit.ts';
export type {
  ConsumerExport,
  ConversationExport,
  ExportedConversation,
  ExportedInvitation,
  ExportedSubmission,
} from './services/privacy/export.ts';
export type { PurgeLag } from './services/privacy/purge-lag.ts';
export type { TranscriptExport } from './services/privacy/transcript-text.ts';
export type { Signal, SignalListener } from './signals/types.ts';
export type { Store } from './stores/types.ts';
export type { Attributes, HeaderReader, Observation, Span, SpanKind, Telemetry } from './telemetry/types.ts';
export type {
  WebhookDelivery,
  WebhookDeliveryPage,
  WebhookDeliveryQuery,
  WebhookEndpoint,
  WebhookMethods,
  WebhookPlace,
  WebhookReplay,
} from './webhooks/methods.ts';
export type { WebhookAttempt, WebhookDeliveryStatus } from './webhooks/records.ts';
export { createWebhookSecret } from './webhooks/secret.ts';
export type { WebhookFetch, WebhookOptions, WebhookRequest, WebhookSendingOptions } from './webhooks/settings.ts';
export { type WebhookEventType, webhookEventTypes } from './webhooks/types.ts';
