// Records of readings out of the history: who read the answers of which invitation, and when. Ids and a name; no answers.
import { jsonCodec } from './codec.ts';
import type { AgentName } from './conversation.ts';

/** One reading by a manager (SF-ACC-04). */
export interface HistoryReadRecord {
  readonly invitationId: string;
  readonly agent: AgentName;
  /** Epoch ms. */
  readonly at: number;
}

export const historyReadCodec = jsonCodec<HistoryReadRecord>();
