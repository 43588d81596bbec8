// What must hold in every state and over every step of the exploration, said without the rules of core and of the services: only
// the records are looked at. A promise that is broken throws.

import type { AgentSessionRecord } from '../../src/services/records/agent-session.ts';
import type { ConversationRecord } from '../../src/services/records/conversation.ts';
import type { InvitationRecord } from '../../src/services/records/invitation.ts';
import { ACCOUNT } from '../harness.ts';
import { textOfRecord } from '../support/record-text.ts';
import type { Slots } from './explore-slots.ts';
import { found, isEnd, type Purpose, REPEAT_MS } from './model-state.ts';

/** A key that was given out, and the request that it was used for. */
export interface Issued {
  readonly text: string;
  readonly at: number;
  readonly incarnation: string;
  readonly used?: { readonly by: string; readonly at: number; readonly body?: number };
}

/** Keys of an invitation, in the order in which they were given out. */
export type Notes = { readonly [Name in Purpose]: readonly Issued[] };

/** What is true of an invitation now. */
export interface Facts {
  readonly number: number;
  readonly record: InvitationRecord;
  readonly closed: boolean;
  /** The session's record is there and not marked as ended. */
  readonly signedIn: boolean;
  readonly live: boolean;
  readonly underWay: boolean;
  readonly readable: boolean;
  readonly visible: string;
  readonly deadline: number;
  readonly inMemory: boolean;
  readonly hasDataKey: boolean;
  readonly now: number;
}

interface Limits {
  readonly getFormTimeoutSec: number;
  readonly submitFormTimeoutSec: number;
  readonly offTheRecordTtlSec: number;
  readonly readKeyTtlSec: number;
  readonly extensions: number;
}

/** A promise that was broken. */
export class Broken extends Error {}

function must(holds: boolean, promise: string): asserts holds {
  if (!holds) throw new Broken(promise);
}

/** When something happened is history; only that it did is looked at. */
export function canonicalText(slot: string, text: string): string {
  if (!slot.includes('|invitation|') && !slot.includes('|conversation|')) return text;
  const collection = slot.includes('|invitation|') ? 'invitation' : 'conversation';
  const named = textOfRecord({ collection, body: new TextEncoder().encode(text) });
  return named.replace(/"(received|viewed|submitted|ended|closedAt)":\d+/g, '"$1":1').replace(/"at":1\b/g, '"at":1');
}

const ranks = ['sent', 'received', 'viewed'];
const rankOf = (status: string) => ranks.indexOf(status) + 1 || 4;

/** Looks at a world. */
export class Watch {
  readonly #slots: Slots;
  readonly #limits: Limits;
  #conversation = '';
  #invitations: readonly string[] = [];
  #sessions: readonly string[] = [];
  #submissions: readonly string[] = [];
  readonly #known = new Map<string, Facts>();

  constructor(slots: Slots, limits: Limits) {
    this.#slots = slots;
    this.#limits = limits;
  }

  see(conversation: string, sessions: readonly string[], invitations: readonly string[]): void {
    this.#conversation = `records|${ACCOUNT}|${conversation}|conversation|${conversation}`;
    this.#sessions = sessions;
    this.#invitations = invitations.map((id) => `records|${ACCOUNT}|${conversation}|invitation|${id}`);
  }

  /** Once every invitation was submitted, to know where its answers go. */
  seeSubmissions(): void {
    const [, , conversation] = this.#conversation.split('|');
    this.#submissions = this.#invitations.map((slot) => {
      const { submissionId } = JSON.parse(this.#slots.read(slot)) as InvitationRecord;
      return `${conversation}|%|${submissionId}`;
    });
    for (const at of this.#invitations.keys()) this.facts(at);
  }

  slotNames(): string[] {
    return this.#invitations.flatMap((_, at) => ['open', 'submit', 'read'].map((purpose) => noteSlot(at, purpose)));
  }

  notes(at: number): Notes {
    return { open: this.#note(at, 'open'), submit: this.#note(at, 'submit'), read: this.#note(at, 'read') };
  }

  issued(at: number, purpose: Purpose, text: string): void {
    const keys = this.#note(at, purpose);
    if (keys.some((key) => key.text === text)) return;
    const key: Issued = { text, at: this.#slots.now(), incarnation: this.#slots.incarnation() };
    this.#slots.write(noteSlot(at, purpose), JSON.stringify([...keys, key]));
  }

  opened(at: number, device: string, key: Issued): void {
    const before = this.#before(at);
    must(before.underWay, 'a form opens only while its sender is there');
    if (!this.#use(at, 'open', key, { by: device })) return;
    must(['sent', 'received'].includes(before.visible), 'only a form that waits is opened');
    must(before.now < key.at + this.#limits.getFormTimeoutSec * 1000, 'an open key ends');
  }

  ownDevice(at: number, device: string): void {
    const { record, visible, underWay } = this.#before(at);
    must(record.deviceId === device, 'only the device that opened a form goes on with it');
    must(visible === 'viewed' && underWay, 'only an open form goes on');
  }

  submitted(at: number, device: string, body: number, key: Issued): void {
    const { record, visible, underWay } = this.#before(at);
    must(record.deviceId === device, 'only the device that opened a form submits it');
    if (!this.#use(at, 'submit', key, { by: device, body })) return;
    must(visible === 'viewed' && underWay, 'only an open form is submitted');
  }

  mayRead(at: number, session: number): void {
    must(this.#before(at).readable, 'a read key is for answers that can be read');
    must(session === 0, 'a read key is for the session that sent the form');
  }

  read(at: number, session: number, key: Issued, offTheRecord: boolean): void {
    const before = this.#before(at);
    must(before.readable, 'answers are read only while they can be read');
    must(session === 0, 'only the session that sent the form reads');
    const since = this.#note(at, 'submit').find(({ used }) => used)?.used?.at ?? 0;
    const until = since + this.#limits.offTheRecordTtlSec * 1000;
    must(!offTheRecord || (before.inMemory && before.now < until), 'what is off the record ends');
    if (!this.#use(at, 'read', key, { by: String(session) })) return;
    must(before.now < key.at + this.#limits.readKeyTtlSec * 1000, 'a read key ends');
  }

  /** What was true before the step that runs. */
  #before(at: number): Facts {
    return this.#slots.lookBack(() => this.facts(at));
  }

  /** Facts of an invitation in the state that runs. */
  facts(at: number): Facts {
    const slots = this.#slots;
    const sender = `records|${ACCOUNT}|session:${this.#sessions[0]}|agent-session|${this.#sessions[0]}`;
    const answers = (store: string, collection: string) =>
      `${store}|${ACCOUNT}|${found(this.#submissions[at]).replace('%', collection)}`;
    const parts = [this.#invitations[at] ?? '', this.#conversation, sender, 'clock'];
    const known = this.#submissions.length > 0;
    if (known) parts.push(answers('volatile', 'off-the-record'), answers('sealed', 'data-key'));
    const numbers = parts.map((name) => slots.numberIn(name));
    const name = numbers.join();
    const facts = this.#known.get(name) ?? this.#factsOf(parts);
    this.#known.set(name, facts);
    return facts;
  }

  #factsOf([invitation = '', conversation = '', sender = '', , memory, dataKey]: readonly string[]): Facts {
    const slots = this.#slots;
    const now = slots.now();
    const record = JSON.parse(slots.read(invitation)) as InvitationRecord;
    const { status: open, agent } = JSON.parse(slots.read(conversation)) as ConversationRecord;
    const session = JSON.parse(slots.read(sender) || 'null') as AgentSessionRecord | null;
    const signedIn = session !== null && session.endedAt === undefined;
    const live = signedIn && now < session.idleEndsAt;
    const underWay = open === 'open' && agent?.id === record.agent.id && live;
    const deadline = record.submitUntil ?? Math.max(record.tapUntil, record.openKey?.expiresAt ?? 0);
    return {
      ...{ number: this.#known.size, record, closed: open === 'closed', signedIn, live, underWay, deadline, now },
      readable: underWay && record.status === 'submitted' && record.accessEnded === undefined,
      visible: !isEnd(record.status) && now >= deadline ? 'expired' : record.status,
      inMemory: memory !== undefined && slots.expiryOf(memory) > now,
      hasDataKey: dataKey !== undefined && slots.read(dataKey) !== '',
    };
  }

  /**
   * A success with a key: the last one of its purpose, of this incarnation, and either nobody used one before or the same caller
   * asks the same again within a minute.
   *
   * @returns whether it was the first use
   */
  #use(at: number, purpose: Purpose, key: Issued, by: { readonly by: string; readonly body?: number }): boolean {
    const keys = this.#note(at, purpose);
    const now = this.#slots.now();
    must(keys.at(-1)?.text === key.text, 'a newer key replaces the older ones');
    must(key.incarnation === this.#slots.incarnation(), 'a fail-over ends the keys from before');
    if (key.used) {
      must(key.used.by === by.by && key.used.body === by.body, 'a key is spent by one caller for one request');
      must(now < key.used.at + REPEAT_MS, 'a request is repeated within a minute');
      return false;
    }
    if (purpose !== 'read') must(!keys.some(({ used }) => used), 'a form is opened once and submitted once');
    const rest = keys.filter(({ text }) => text !== key.text);
    this.#slots.write(noteSlot(at, purpose), JSON.stringify([...rest, { ...key, used: { ...by, at: now } }]));
    return true;
  }

  #note(at: number, purpose: Purpose): readonly Issued[] {
    return JSON.parse(this.#slots.read(noteSlot(at, purpose)) || '[]') as readonly Issued[];
  }
}

const noteSlot = (at: number, purpose: string) => `notes ${purpose} ${at}`;

/** What must hold in a state. */
export function checkState(facts: Facts): void {
  const { record, closed, signedIn, visible, inMemory, hasDataKey } = facts;
  const { status, accessEnded, submissionId, deviceId, openKey, submitKey } = record;
  must(!closed || isEnd(visible as typeof status), 'a closed conversation has no form under way');
  must(
    !inMemory || (status === 'submitted' && accessEnded === undefined && !closed),
    'memory forgets when access ends',
  );
  must((status === 'submitted') === (submissionId !== undefined), 'what is submitted has a submission');
  must((status === 'submitted') === hasDataKey, 'what is kept was submitted');
  const ended = isEnd(status) && (status !== 'submitted' || accessEnded !== undefined);
  must(signedIn || ended, 'the end of a session ends what it sent');
  if (status !== 'viewed' && status !== 'submitted') return;
  must(deviceId !== undefined && openKey?.spent?.by === deviceId, 'a form that was opened has its device');
  must(status === 'viewed' || submitKey?.spent?.by === deviceId, 'that device submitted it');
}

/** What must hold between the state before a step and the one after it. */
export function checkStep(before: Facts, after: Facts, step: string, refused: boolean, limits: Limits): void {
  must(
    !isEnd(before.visible as InvitationRecord['status']) || after.visible === before.visible,
    'no status leaves an end',
  );
  must(rankOf(after.visible) >= rankOf(before.visible), 'no status goes back');
  must(
    before.readable || before.record.status !== 'submitted' || !after.readable,
    'access that ended does not come back',
  );
  must(before.live || !after.live, 'a session that ended does not come back');
  must(!before.closed || after.closed, 'a closed conversation stays closed');
  must(after.record.extensionsUsed <= limits.extensions, 'there are so many extensions and no more');
  for (const name of ['deviceId', 'submissionId', 'accessEnded', 'tapUntil'] as const) {
    const former = before.record[name];
    must(former === undefined || after.record[name] === former, `${name} stays`);
  }
  for (const name of ['openKey', 'submitKey', 'readKey'] as const) {
    const [former, latter] = [before.record[name], after.record[name]];
    const same = former?.mac === latter?.mac && former?.spent !== undefined;
    must(!same || JSON.stringify(latter?.spent) === JSON.stringify(former?.spent), 'a spent key stays spent');
  }
  checkDeadline(before, after, step, limits);
  if (refused) must(coreOf(before) === coreOf(after), 'a refusal changes nothing but who is told of it');
}

/** It moves by the tap, which buys the life of its key, by opening and by an extension, and each time to a known instant. */
function checkDeadline(before: Facts, after: Facts, step: string, limits: Limits): void {
  const moved = after.deadline - after.now;
  if (after.deadline === before.deadline) return;
  const { getFormTimeoutSec, submitFormTimeoutSec } = limits;
  if (step.startsWith('begin')) {
    must(moved === getFormTimeoutSec * 1000, 'a tap buys the life of its key');
    return;
  }
  must(/ (opens|extends) /.test(step), 'the deadline moves by opening and by extensions only');
  must(moved === submitFormTimeoutSec * 1000, 'the deadline moves by one period');
  const further = after.record.extensionsUsed === before.record.extensionsUsed + 1;
  must(/ opens /.test(step) || further, 'each extension counts');
}

const coreOf = ({ record }: Facts) => JSON.stringify({ ...record, openedElsewhere: true });
