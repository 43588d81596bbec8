// Sends what waits at an entry point. The head of a conversation's queue is taken by a commit, so that of several processes one sends
// it; what a crash leaves is never blindly sent again (CN-GEN-04).
import type { EntryPointSettings } from '../../accounts/entry-point-settings.ts';
import { logFailure } from '../../log.ts';
import { workDue } from '../../services/due.ts';
import { isStopped, noteAccepted, noteError } from '../../services/entry-points/state.ts';
import type { Kit } from '../../services/kit.ts';
import { type ConversationSendState, learnAddress, sendStateOf } from '../gateway/state.ts';
import type { ChannelError, ChannelIo, Plan, SendResult } from '../types.ts';
import { changeOutbox, loadOutbox, type OutboxPlace, skipPlace } from './change.ts';
import { compose } from './compose.ts';
import { correctState } from './correct.ts';
import { applyEarly } from './early.ts';
import { afterLook, afterSend, claimed, ended, type Recovery, STOP_MS, stepOf } from './head.ts';
import { LONGEST_REST_MS, Pace } from './pace.ts';
import { type OutboxRecord, outboxLists, outboxQueueCodec } from './records.ts';
import { SharedPace } from './shared-pace.ts';
import type { OutboxReason } from './states.ts';

/** Conversations that one process writes to at the same time, at one entry point. */
export const OUTBOX_PAGE = 16;

/** Every entry point of a kit. */
export function entryPointsOf({ accounts }: Pick<Kit, 'accounts'>): readonly EntryPointSettings[] {
  return accounts.all.flatMap(({ entryPoints }) => entryPoints);
}

/** Serves one entry point of a kit. */
export class OutboxWorker {
  readonly #kit: Kit;
  readonly #entryPoint: EntryPointSettings;
  readonly #recovery: Recovery;
  readonly #pace: Pace;
  /** Present where other processes may serve the entry point as well. */
  readonly #shared: SharedPace | undefined;
  readonly #io: ChannelIo;
  /** It rests because a credential was not taken. */
  #isStopped = false;

  constructor(kit: Kit, entryPoint: EntryPointSettings) {
    const { channel } = entryPoint;
    this.#kit = kit;
    this.#entryPoint = entryPoint;
    this.#recovery = channel.capabilities.idempotentSend ? 'same-id' : channel.reconcile ? 'reconcile' : 'wait';
    this.#pace = new Pace(channel.name, kit.clock);
    this.#shared = kit.signal.shared ? new SharedPace(kit, entryPoint) : undefined;
    this.#io = { fetch: kit.fetch, now: kit.clock };
  }

  /**
   * One round: looks after what is due, at most {@link OUTBOX_PAGE} conversations.
   *
   * @returns whether there may be more to do at once
   */
  async run(): Promise<boolean> {
    if (this.#pace.isResting() && !(await this.#isResumed())) return false;
    const { accountId: account, id } = this.#entryPoint;
    const list = { account, ...outboxLists.due(id) };
    const round = await workDue(this.#kit, list, OUTBOX_PAGE, this.#where, ({ body }) => {
      const { conversationId, head: seq } = outboxQueueCodec.decode(body);
      return this.#workOn({ account, conversationId, seq });
    });
    return round.any && !this.#pace.isResting();
  }

  /** Somebody let the entry point go on, or another process sends with a credential that is taken. */
  async #isResumed(): Promise<boolean> {
    if (!this.#isStopped || (await isStopped(this.#kit, this.#entryPoint))) return false;
    this.#isStopped = false;
    this.#pace.wake();
    return true;
  }

  get #where(): string {
    return `outbox:${this.#entryPoint.id}`;
  }

  /** @returns whether this process did something about it */
  async #workOn(place: OutboxPlace): Promise<boolean> {
    const found = await loadOutbox(this.#kit, place);
    if (!found) return skipPlace(this.#kit, place);
    const step = this.#stepOf(found.record.value, found.queue.value);
    if (step === 'send') return this.#send(place, found.record.value);
    if (step === 'look') return this.#look(place, found.record.value);
    const next = (record: OutboxRecord, queue: typeof found.queue.value) => {
      const again = this.#stepOf(record, queue);
      return typeof again === 'object' ? again : undefined;
    };
    return step !== undefined && (await changeOutbox(this.#kit, place, next)) !== undefined;
  }

  #stepOf(record: OutboxRecord, queue: Parameters<typeof stepOf>[1]) {
    const { name } = this.#entryPoint.channel;
    return stepOf(record, queue, name, this.#recovery, this.#kit.clock());
  }

  async #send(place: OutboxPlace, seen: OutboxRecord): Promise<boolean> {
    // Its own tokens first, which cost nothing: a process alone is never faster than all together.
    if (!this.#pace.take() || !((await this.#shared?.take()) ?? true)) return false;
    const planned = await this.#plan(place, seen);
    if ('refused' in planned) return this.#refuse(place, seen, planned.refused);
    const attempt = await this.#claim(place, seen, true);
    if (!attempt) return false;
    const { channel, settings } = this.#entryPoint;
    const result = await this.#attempt(() => channel.send(planned, this.#io, settings));
    const wasUnsure = seen.state === 'sending';
    const chance = chanceOf(this.#kit);
    const begun = { record: attempt, wasUnsure, recovery: this.#recovery };
    await changeOutbox(this.#kit, place, (record, queue) =>
      afterSend(begun, result, record, queue, this.#kit.clock(), chance),
    );
    await this.#learn(place, attempt, result);
    return true;
  }

  async #look(place: OutboxPlace, seen: OutboxRecord): Promise<boolean> {
    const { channel, settings } = this.#entryPoint;
    const planned = await this.#plan(place, seen, true);
    const record = await this.#claim(place, seen, false);
    if (!record) return false;
    const found =
      'refused' in planned || !channel.reconcile
        ? ({ found: 'unknown' } as const)
        : await channel.reconcile(planned, seen.sentAt ?? seen.queuedAt, this.#io, settings);
    const providerId = found.found === 'accepted' ? found.providerId : '';
    await changeOutbox(this.#kit, place, (current, queue) =>
      afterLook(found.found, providerId, current, queue, this.#kit.clock()),
    );
    if (found.found === 'accepted') await applyEarly(this.#kit, this.#entryPoint, providerId);
    return true;
  }

  /** @param past only to look for it: as it was when it was sent, whatever has become forbidden since */
  async #plan(
    { account }: OutboxPlace,
    record: OutboxRecord,
    past = false,
  ): Promise<Plan | { readonly refused: OutboxReason | 'expired' }> {
    const { channel, settings } = this.#entryPoint;
    const known = await this.#stateOf(account, record.conversationId);
    if (!known) return { refused: 'invalid_recipient' };
    const { maxText } = channel.capabilities;
    const message = await compose(this.#kit, account, record, { to: known.to, maxText, past });
    if (!message) return { refused: 'expired' };
    const { sentAt = record.queuedAt } = record;
    const state = past
      ? ({ consent: 'unknown', closed: false, lastInboundAt: sentAt, now: sentAt } as const)
      : { ...known.state, now: this.#kit.clock() };
    return channel.plan(message, state, settings);
  }

  async #stateOf(account: string, conversationId: string): Promise<ConversationSendState | undefined> {
    try {
      return await sendStateOf(this.#kit, account, conversationId);
    } catch (error) {
      logFailure(this.#kit.log, this.#where, error);
      return undefined;
    }
  }

  /** What must not be sent; where an attempt before may have been taken, nobody knows. */
  async #refuse(place: OutboxPlace, seen: OutboxRecord, reason: OutboxReason): Promise<boolean> {
    const changed = await changeOutbox(this.#kit, place, (record, queue) => {
      if (record.attempts !== seen.attempts || this.#stepOf(record, queue) !== 'send') return undefined;
      const state = record.state === 'sending' ? 'unknown' : reason === 'expired' ? 'expired' : 'refused';
      return ended(record, queue, state, this.#kit.clock(), state === 'refused' ? { reason } : {});
    });
    return changed !== undefined;
  }

  #claim(place: OutboxPlace, seen: OutboxRecord, sends: boolean): Promise<OutboxRecord | undefined> {
    const wanted = sends ? 'send' : 'look';
    return changeOutbox(this.#kit, place, (record, queue) => {
      if (record.attempts !== seen.attempts || this.#stepOf(record, queue) !== wanted) return undefined;
      return claimed(record, queue, this.#kit.clock(), sends);
    });
  }

  /** A channel never rejects; whatever does is an answer that was lost. */
  async #attempt(send: () => Promise<SendResult>): Promise<SendResult> {
    try {
      return await send();
    } catch (error) {
      logFailure(this.#kit.log, this.#where, error);
      return { state: 'ambiguous', error: { class: 'unknown', retry: 'reconcile-then-backoff', code: 'network' } };
    }
  }

  async #learn(place: OutboxPlace, record: OutboxRecord, result: SendResult): Promise<void> {
    const { account, conversationId } = place;
    if (result.state === 'accepted') {
      await noteAccepted(this.#kit, this.#entryPoint);
      this.#isStopped = false;
      await applyEarly(this.#kit, this.#entryPoint, result.providerId);
      if (result.learned) await learnAddress(this.#kit, account, conversationId, result.learned);
      return;
    }
    const { error } = result;
    this.#tell(error);
    await noteError(this.#kit, this.#entryPoint, error);
    if (error.class === 'auth_failed') {
      this.#pace.rest(STOP_MS);
      this.#isStopped = true;
    }
    await correctState(this.#kit, account, conversationId, error, record.sentAt ?? record.queuedAt);
    if (error.class === 'rate_limited' && error.retry !== 'backoff-per-recipient') await this.#restAsAsked(result);
  }

  async #restAsAsked(result: SendResult): Promise<void> {
    if (result.state !== 'retry' || result.notBefore === undefined) return;
    const ms = Math.min(LONGEST_REST_MS, Math.max(0, result.notBefore - this.#kit.clock()));
    this.#pace.rest(ms);
    await this.#shared?.rest(ms);
  }

  /** **Security:** the provider's code alone; nothing of the message, the link, the person or the credential. */
  #tell({ class: errorClass, code }: ChannelError): void {
    const [level, message] =
      errorClass === 'auth_failed'
        ? (['error', 'A provider does not take the credential of an entry point.'] as const)
        : (['warn', 'A provider did not take a message.'] as const);
    this.#kit.log({ level, message, code, where: this.#where });
  }
}

function chanceOf({ random }: Kit): number {
  const [high = 0, low = 0] = random(2);
  return (high * 256 + low) / 65_536;
}
