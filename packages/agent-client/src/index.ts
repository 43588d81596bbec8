// @tellsafe/agent-client: the headless client of an agent, for browsers and Node. Elements are in ./elements.
export { type AgentClient, type AgentClientOptions, createAgentClient } from './agent-client.ts';
export type { AnsweredQuestion, Answers } from './answers.ts';
export type { Audit, AuditProgress, AuditVerdict, AuditVerification } from './audit.ts';
export type { Board, BoardState } from './board.ts';
export { type BoardCounts, type BoardEntry, boardCounts } from './board-state.ts';
export type { InvitationRef, ResendRef } from './commands.ts';
export type { AgentClientEvents } from './context.ts';
export type { Observable, Unsubscribe } from './emitter.ts';
export type { EntryPoints } from './entry-points.ts';
export type { Connection } from './feed.ts';
export type { ArchiveKeyFile, History, HistoryQuery, HistoryRef, ImportedArchiveKey } from './history.ts';
export { type IndexedDbKeysOptions, indexedDbKeys } from './indexed-db-keys.ts';
export { type KeyStorage, memoryKeys } from './key-storage.ts';
export type { ResumeOptions, SignOutResult } from './lifecycle.ts';
export {
  createLoginClient,
  type LoginClient,
  type LoginClientOptions,
  type SecondFactorEnrolment,
} from './login/login-client.ts';
export {
  type LoginFailure,
  type LoginFailureReason,
  loginFailureOf,
  type PasswordIssue,
} from './login/login-failure.ts';
export type { BegunLogin, LoginOperator, LoginState, LoginStep, PasswordRules } from './login/login-state.ts';
export {
  createOperators,
  DEFAULT_LOGIN_PATH,
  type NewOperator,
  type OperatorChanges,
  type Operators,
  type OperatorsOptions,
  type OperatorWithPassword,
} from './operators.ts';
export type { Privacy } from './privacy.ts';
export type { ReportInvitationsQuery, ReportQuery, Reports, ReportVolumeQuery } from './reports.ts';
export type { AgentSession, SessionEndReason } from './session.ts';
export type { AgentState, Transcript } from './state.ts';
export type { Saved, Studio } from './studio.ts';
export { systemTimers, type Timers } from './timers.ts';
export type { Fetch } from './transport.ts';
export type { WebhookReplayTime, Webhooks } from './webhooks.ts';
