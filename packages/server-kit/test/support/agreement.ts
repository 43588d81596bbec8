// What must agree in the stores of a kit whatever happened to it: the status of each invitation, its keys, its times, the events
// and the audit that tell about it, and the answers that it names (SF-OTK-02, SF-STA-05).
import { AUDIT_EVENT } from '../../src/audit/audit.ts';
import type { AuditEntry } from '../../src/audit/entry.ts';
import { eventTypes, invitationEventCodec } from '../../src/services/events.ts';
import type { Stores } from '../../src/services/kit.ts';
import { type InvitationRecord, invitationCodec } from '../../src/services/records/invitation.ts';
import { dataKeyKey } from '../../src/services/records/keys.ts';
import type { StoredEvent } from '../../src/stores/types.ts';
import { ACCOUNT } from '../harness.ts';

/** Statuses in the order in which an invitation may take them. */
const order = ['sent', 'received', 'viewed', 'submitted'];

/** The invitations of a conversation, as they are stored. */
export async function invitationRecords({ records }: Stores, group: string): Promise<InvitationRecord[]> {
  const page = await records.list({ account: ACCOUNT, group, collection: 'invitation', limit: 1000 });
  return page.records.map(({ body }) => invitationCodec.decode(body));
}

/** Everything that does not agree; nothing when all is well. */
export async function disagreements(stores: Stores, conversationId: string): Promise<string[]> {
  const events = await stores.records.read({ account: ACCOUNT, group: conversationId }, '', 1000);
  const found: string[] = [];
  for (const record of await invitationRecords(stores, conversationId)) {
    const claims = {
      ...claimsOfKeys(record),
      ...claimsOfEvents(record, events),
      ...(await claimsOfAnswers(record, stores)),
    };
    for (const [claim, holds] of Object.entries(claims)) {
      if (!holds) found.push(`${record.status} ${record.form.id}: ${claim}`);
    }
  }
  return found;
}

function claimsOfKeys(record: InvitationRecord): Record<string, boolean> {
  const { status, at, openKey, submitKey, readKey, deviceId, submissionId, submitUntil } = record;
  const [opened, submitted] = [at.viewed !== undefined, status === 'submitted'];
  const openedBy = openKey?.spent?.by;
  return {
    'the open key is spent when the form was opened, and only then': (openedBy !== undefined) === opened,
    'the device that spent it has the form': deviceId === openedBy,
    'a form that was opened has a submit key and a deadline':
      !opened || (submitKey !== undefined && submitUntil !== undefined),
    'only a form that was opened has a submit key': opened || submitKey === undefined,
    'the status is viewed or later when the form was opened': !opened || !['sent', 'received'].includes(status),
    'the submit key is spent when the form was submitted, and only then':
      (submitKey?.spent !== undefined) === submitted,
    'a submission is named when the form was submitted, and only then': (submissionId !== undefined) === submitted,
    'the time of submitting is told when it was, and only then': (at.submitted !== undefined) === submitted,
    'only submitted answers have a read key': readKey === undefined || submitted,
    'the read key is of the session that sent the form': !readKey || readKey.sessionId === record.sessionId,
    'no other session has spent the read key': !readKey?.spent || readKey.spent.by === record.sessionId,
  };
}

function claimsOfEvents({ id, status, at }: InvitationRecord, events: readonly StoredEvent[]): Record<string, boolean> {
  const told = events
    .filter(({ type }) => type === eventTypes.invitation)
    .map(({ body }) => invitationEventCodec.decode(body).invitation)
    .filter((invitation) => invitation.id === id)
    .map((invitation) => invitation.status);
  const steps = told.filter((one, index) => one !== told[index - 1]);
  const ranks = steps.map((one) => (order.includes(one) ? order.indexOf(one) : order.length));
  const done = (action: AuditEntry['action']) =>
    events
      .filter(({ type }) => type === AUDIT_EVENT)
      .map(({ body }) => JSON.parse(new TextDecoder().decode(body)) as AuditEntry)
      .filter((entry) => entry.action === action && entry.object.id === id && entry.outcome === 'done').length;
  return {
    'the last event tells the status': told.at(-1) === status,
    'statuses go forward and none is told twice': ranks.every(
      (rank, index) => index === 0 || rank > (ranks[index - 1] ?? 0),
    ),
    'the first event tells that it was sent': told[0] === 'sent',
    'it was sent once': done('invitation-send') === 1,
    'it was opened once, if it was': done('form-open') === (at.viewed === undefined ? 0 : 1),
    'it was submitted once, if it was': done('form-submit') === (at.submitted === undefined ? 0 : 1),
  };
}

/** What makes answers reachable is written after they are. */
async function claimsOfAnswers(record: InvitationRecord, { sealed }: Stores): Promise<Record<string, boolean>> {
  const { submissionId, conversationId } = record;
  if (submissionId === undefined) return {};
  const [dataKey] = await sealed.get([dataKeyKey(ACCOUNT, conversationId, submissionId)]);
  return { 'the answers that it names are there': dataKey !== null };
}
