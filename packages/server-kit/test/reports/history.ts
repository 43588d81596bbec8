// Random histories of invitations, written straight into the feed as the kit writes them: in the order of time, with changes that tell
// several statuses at once, changes that tell nothing new, repeated and refused readings, what people write and what is no message between.
import { createUuid } from '@tellsafe/core';
import type { ReportMeasure, VolumeMeasure } from '@tellsafe/core/wire';
import { AUDIT_EVENT } from '../../src/audit/audit.ts';
import { encodeAuditEntry } from '../../src/audit/entry.ts';
import {
  conversationEventCodec,
  erasedEventCodec,
  eventTypes,
  type InvitationSnapshot,
  invitationEventCodec,
  messageEventCodec,
} from '../../src/services/events.ts';
import type { Store } from '../../src/stores/types.ts';
import { ACCOUNT, random, START } from '../harness.ts';
import { oneOf, type Seeded } from '../support/seeded.ts';

const DAY = 86_400_000;

interface Occurrence {
  readonly at: number;
  readonly group: string;
  readonly type: string;
  readonly body: Uint8Array;
}

const forms = ['card', 'address', 'code'];
const agents = ['ada', 'bob', '=cmd'];
const vias = [null, { channel: 'sms', entryPoint: '+4930123' }, { channel: 'web', entryPoint: 'shop' }];
const ends = ['declined', 'expired', 'revoked', 'failed'] as const;

/** Writes what happens to some invitations within a number of days, after an instant. */
export async function writeHistory(store: Store, chance: Seeded, invitations: number, days: number, after = START) {
  const occurrences: Occurrence[] = [];
  for (let count = 0; count < invitations; count += 1) {
    occurrences.push(...invitationStory(chance, after + chance(days * 96) * 900_000 + chance(900_000)));
  }
  occurrences.sort((a, b) => a.at - b.at);
  for (const { group, type, body } of occurrences) {
    await store.commit({ account: ACCOUNT, group, append: [{ type, body, expiresAt: START + 500 * DAY }] });
  }
}

function invitationStory(chance: Seeded, sent: number): Occurrence[] {
  const conversationId = createUuid(random);
  const via = oneOf(chance, vias);
  let now = sent;
  let snapshot: InvitationSnapshot = {
    id: createUuid(random),
    conversationId,
    status: 'sent',
    form: { id: oneOf(chance, forms), version: 1, name: 'Form', hash: '' },
    agent: { id: oneOf(chance, agents), name: 'Somebody' },
    ...{ sessionId: '', nonce: '', macKeyId: '', at: { sent }, expiresAt: sent + DAY },
    ...(via && { via }),
  };
  const story: Occurrence[] = [];
  const tell = (type: string, body: Uint8Array) => story.push({ at: now, group: conversationId, type, body });
  const show = (changed = true) =>
    tell(eventTypes.invitation, invitationEventCodec.encode({ to: [], changed, invitation: snapshot }));
  const step = (status: InvitationSnapshot['status'], ...reached: (keyof InvitationSnapshot['at'])[]) => {
    now += chance(oneOf(chance, [3, 5_000, 600_000, 4_000_000]));
    const times = Object.fromEntries(reached.map((name) => [name, now]));
    snapshot = { ...snapshot, status, at: { ...snapshot.at, ...times } };
    show();
    if (chance(4) === 0) show(false);
    for (let words = chance(4); words > 0; words -= 1) tell(eventTypes.message, saying(chance, now, via));
  };
  const end = () => step(oneOf(chance, ends), 'ended');
  const changes = ['start', ...(chance(3) === 0 ? (['assign', 'close'] as const) : [])] as const;
  for (const change of changes) {
    const conversation = {
      id: conversationId,
      status: 'open',
      agent: null,
      startedAt: now,
      ...(via && { via }),
    } as const;
    tell(eventTypes.conversation, conversationEventCodec.encode({ to: [], change, at: now, conversation }));
  }
  show();
  if (chance(6) === 0) end();
  else {
    const isReceived = chance(2) === 0;
    if (isReceived) step('received', 'received');
    if (chance(5) === 0) end();
    else {
      step('viewed', ...(isReceived ? [] : (['received'] as const)), 'viewed');
      if (chance(4) === 0) end();
      else {
        step('submitted', 'submitted');
        for (let readings = chance(4); readings > 0; readings -= 1) {
          now += chance(900_000);
          tell(AUDIT_EVENT, reading(snapshot.id, now, oneOf(chance, ['done', 'repeated', 'refused'] as const)));
        }
      }
    }
  }
  if (chance(10) === 0) tell(eventTypes.erased, erasedEventCodec.encode({ to: [], invitationId: snapshot.id }));
  return story;
}

/** What somebody says, or what only looks like it: the rest of something, an edit, what the system says. */
function saying(chance: Seeded, at: number, via: (typeof vias)[number]): Uint8Array {
  const message = {
    id: createUuid(random),
    from: oneOf(chance, ['agent', 'consumer', 'consumer', 'system'] as const),
    at,
  };
  return messageEventCodec.encode({
    ...{ to: [], message },
    ...(via && { via }),
    ...(chance(4) === 0 && { isPart: true as const }),
  });
}

function reading(id: string, at: number, outcome: 'done' | 'repeated' | 'refused'): Uint8Array {
  return encodeAuditEntry({
    ...{
      who: { kind: 'agent', id: 'ada' },
      action: 'answers-read',
      at,
      origin: null,
      object: { kind: 'invitation', id },
    },
    outcome: outcome === 'refused' ? { refused: 'expired' } : outcome,
  });
}

/** One invitation as a recount of the raw events knows it. */
export interface Counted {
  readonly id: string;
  readonly form: string;
  readonly agent: string;
  readonly channel: string;
  readonly entryPoint: string;
  readonly at: Partial<Record<ReportMeasure, number>>;
}

/** Counts the raw events again, in the simplest way: everything at once, nothing kept. */
export async function recount(store: Store): Promise<readonly Counted[]> {
  const invitations = new Map<string, Counted>();
  let position = '';
  for (;;) {
    const events = await store.read({ account: ACCOUNT }, position, 1000);
    for (const { type, body } of events) {
      const text = Buffer.from(body).toString();
      if (type === 'invitation') countInvitation(invitations, JSON.parse(text)[2]);
      if (type === 'audit') countReading(invitations, JSON.parse(text));
    }
    const last = events.at(-1);
    if (!last) return [...invitations.values()];
    position = last.position;
  }
}

/** Something that a conversation had, as a recount of the raw events knows it. */
export interface CountedVolume {
  readonly measure: VolumeMeasure;
  readonly channel: string;
  readonly entryPoint: string;
  readonly at: number;
}

/** Counts conversations and messages of the raw events again. */
export async function recountVolume(store: Store): Promise<readonly CountedVolume[]> {
  const found: CountedVolume[] = [];
  let position = '';
  for (;;) {
    const events = await store.read({ account: ACCOUNT }, position, 1000);
    for (const { type, body } of events) {
      if (type !== 'conversation' && type !== 'message') continue;
      const { change, conversation, message, isPart, via } = JSON.parse(Buffer.from(body).toString());
      const [channel, entryPoint] = Object.values(conversation?.via ?? via ?? ['web', 'web']) as [string, string];
      if (change === 'start') {
        found.push({ measure: 'conversations', channel, entryPoint, at: conversation.startedAt });
      }
      if (!message || isPart || message.from === 'system') continue;
      const measure = message.from === 'agent' ? 'messagesOut' : 'messagesIn';
      found.push({ measure, channel, entryPoint, at: message.at });
    }
    const last = events.at(-1);
    if (!last) return found;
    position = last.position;
  }
}

// biome-ignore lint/suspicious/noExplicitAny: raw events, read without the code that is tested
function countInvitation(invitations: Map<string, Counted>, kept: any): void {
  const [id, , status, [form], [agent], , , , [sent, received, viewed, submitted, ended], , , , , via] = kept;
  const reached = present({ sent, received, viewed, submitted });
  const before = invitations.get(id)?.at;
  const [channel, entryPoint] = via ?? ['web', 'web'];
  const now = { ...reached, ...(ended && { [status]: ended }), ...before };
  invitations.set(id, { id, form, agent, channel, entryPoint, at: now });
}

/** Times that are there; one that is not is left out of its list, or `null` in it. */
function present(times: Readonly<Record<string, number | null | undefined>>): Partial<Record<ReportMeasure, number>> {
  return Object.fromEntries(Object.entries(times).filter(([, at]) => typeof at === 'number'));
}

// biome-ignore lint/suspicious/noExplicitAny: raw events, read without the code that is tested
function countReading(invitations: Map<string, Counted>, { action, outcome, object, at }: any): void {
  const found = invitations.get(object.id);
  if (action === 'answers-read' && outcome === 'done' && found && found.at.read === undefined) found.at.read = at;
}
