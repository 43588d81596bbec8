// The product's rules as a reducer: each method is one request, gives the answer that must come and changes the state. The
// ways in which a request can fail stand in the order in which they are looked at. Here is the agent's part and the operator's.
import type { InvitationStatus } from '@tellsafe/core/invitation';
import { ConsumerRules } from './model-consumer.ts';
import {
  type Answer,
  type FormId,
  formParts,
  GRACE_MS,
  isEnd,
  type ModelConversation,
  type ModelInvitation,
  type ModelKey,
  refused,
} from './model-state.ts';

const badKey = refused('otk_invalid');
const unreadable = refused('answers_unavailable');
const ok: Answer = { code: 'ok' };

/** The account of the model's conversations. */
export const HOME = 'acme';

export class Model extends ConsumerRules {
  signIn(agent: string, account: string): Answer {
    this.agentsKnownUntil.set(`${account}/${agent}`, this.keep());
    this.sessions.push({ agent, account, idleEndsAt: this.inSeconds(this.limits.idleLogoutSec), ended: false });
    return ok;
  }

  activity(session: number): Answer {
    return this.#asAgent(session, () => {
      this.session(session).idleEndsAt = this.inSeconds(this.limits.idleLogoutSec);
      return ok;
    });
  }

  logout(session: number): Answer {
    return this.#asAgent(session, () => {
      this.#endSession(session);
      return ok;
    });
  }

  start(): Answer {
    this.conversations.push({ agent: null, open: true, keptUntil: this.keep() });
    return ok;
  }

  assign(session: number, at: number): Answer {
    return this.#inConversation(session, at, (conversation, me) => {
      if (!conversation.open) return refused('conversation_closed');
      if (conversation.agent === me) return ok;
      if (conversation.agent !== null) return refused('conversation_not_assigned');
      Object.assign(conversation, { agent: me, keptUntil: this.keep() });
      return ok;
    });
  }

  /** Who hands over a conversation again gets the same answer. What was sent ends, whoever has it next. */
  transfer(session: number, at: number, to: string | null): Answer {
    return this.#asAgent(session, () => {
      const { account } = this.session(session);
      const knownUntil = this.agentsKnownUntil.get(`${account}/${to}`) ?? 0;
      if (to !== null && this.now >= knownUntil) return refused('request_invalid');
      return this.#inConversation(session, at, (conversation, me) => {
        if (!conversation.open) return refused('conversation_closed');
        if (conversation.agent === to && (to === me || conversation.handedOverBy === me)) return ok;
        if (conversation.agent !== me) return refused('conversation_not_assigned');
        Object.assign(conversation, { agent: to, handedOverBy: me, keptUntil: this.keep() });
        this.#endAll((each) => each.conversation === at);
        return ok;
      });
    });
  }

  close(session: number, at: number): Answer {
    return this.#inConversation(session, at, (conversation, me) => {
      if (conversation.agent !== me) return refused('conversation_not_assigned');
      if (!conversation.open) return ok;
      Object.assign(conversation, { open: false, keptUntil: this.keep() });
      this.#endAll((each) => each.conversation === at);
      return ok;
    });
  }

  message(session: number, at: number, request: number, text: string): Answer {
    return this.#inConversation(session, at, (conversation, me) => {
      return this.#once(`${at}/${me}/${request}`, text, () => {
        if (!conversation.open) return refused('conversation_closed');
        return conversation.agent === me ? undefined : refused('conversation_not_assigned');
      });
    });
  }

  consumerMessage(at: number, request: number, text: string): Answer {
    const { open, keptUntil } = this.conversation(at);
    if (this.now >= keptUntil) return refused('consumer_key_invalid');
    return this.#once(`${at}/consumer/${request}`, text, () => (open ? undefined : refused('conversation_closed')));
  }

  send(session: number, at: number, form: FormId | 'vip', request: number): Answer {
    return this.#inConversation(session, at, (conversation, me) => {
      const id = `${at}/send/${session}/${request}`;
      const before = this.requests.get(id);
      if (before && this.now < before.keptUntil) {
        return before.content === form ? this.#sent(before.made, session) : refused('conflict');
      }
      if (!conversation.open) return refused('conversation_closed');
      if (conversation.agent !== me) return refused('conversation_not_assigned');
      if (form === 'vip') return refused('form_unknown');
      const made = this.invitations.length;
      this.requests.set(id, { content: form, made, keptUntil: this.keep() });
      this.invitations.push({
        ...{ conversation: at, session, agent: me, form, status: 'sent', keptUntil: this.keep() },
        ...{ tapUntil: this.inSeconds(this.limits.invitationTtlSec), extensionsUsed: 0 },
        ...{ receivedInferred: false, openedElsewhere: false, inMemory: false, accessEnded: false },
      });
      return this.#sent(made, session);
    });
  }

  revoke(session: number, at: number): Answer {
    const invitation = this.invitation(at);
    return this.#inConversation(session, invitation.conversation, (conversation, me) => {
      if (!this.isKept(invitation)) return refused('conversation_unknown');
      if (conversation.agent !== me) return refused('conversation_not_assigned');
      if (this.statusOf(invitation) === 'submitted') return refused('conflict');
      if (!isEnd(this.statusOf(invitation))) this.put(invitation, { status: 'revoked', endedAt: this.now });
      return { code: 'ok', view: this.#view(at, session) };
    });
  }

  readKey(session: number, at: number): Answer {
    return this.#asAgent(session, () => {
      const invitation = this.invitation(at);
      if (!this.#isReadable(session, invitation)) return unreadable;
      this.notice();
      const { readKeyTtlSec: secondsLeft } = this.limits;
      const expiresAt = this.inSeconds(secondsLeft);
      const readKey = this.issue({ purpose: 'read', invitation: at, expiresAt, session });
      this.put(invitation, { readKey });
      return { code: 'ok', key: readKey.serial, secondsLeft };
    });
  }

  /** Reads with a key and the submission id of an invitation, its own or another one's. */
  read(session: number, at: number, key: ModelKey): Answer {
    return this.#asAgent(session, () => {
      const invitation = this.invitation(at);
      if (this.session(session).account !== HOME) return badKey;
      if (key.purpose === 'read') this.current();
      if (this.now >= invitation.keptUntil) return badKey;
      if (invitation.readKey !== key) return badKey;
      const verdict = this.judge(key, session);
      if (verdict !== 'fresh' && verdict !== 'repeat') return badKey;
      if (!this.#isReadable(session, invitation)) return unreadable;
      if (verdict === 'fresh' && this.notice()) return badKey;
      if (verdict === 'fresh') {
        key.spent = { by: session, at: this.now };
        this.put(invitation, {});
      }
      const { submitted, inMemory, form } = invitation;
      if (!submitted || this.now >= submitted.keptUntil) return unreadable;
      const left = inMemory ? Math.max(0, submitted.offTheRecordUntil - this.now) : 0;
      return {
        code: 'ok',
        recorded: formParts[form].recorded ? submitted.body : null,
        offTheRecord: left > 0 ? submitted.body : null,
        offTheRecordSecondsLeft: Math.floor(left / 1000),
      };
    });
  }

  /** What an agent sees of a conversation: their own and those that wait. */
  look(session: number, at: number): Answer {
    return this.#inConversation(session, at, ({ agent, open }, me) => {
      if (agent !== null && agent !== me) return refused('conversation_unknown');
      const views = this.invitations.flatMap((each, place) =>
        each.conversation === at && this.now < each.keptUntil ? [this.#view(place, session)] : [],
      );
      return { code: 'ok', agent, status: open ? 'open' : 'closed', views };
    });
  }

  /** Maintenance makes true in the records what holds already, and ends what idle sessions left. */
  maintain(): Answer {
    for (const invitation of this.invitations) {
      const due = !isEnd(invitation.status) && this.statusOf(invitation) === 'expired';
      if (due && this.now < invitation.keptUntil) this.put(invitation, { status: 'expired', endedAt: this.now });
    }
    this.sessions.forEach(({ ended, idleEndsAt }, at) => {
      if (!ended && this.now >= idleEndsAt && this.now < idleEndsAt + GRACE_MS) this.#endSession(at);
    });
    return ok;
  }

  /** Another process takes over. What only memory held is gone, unless the test keeps the memory. */
  restart(memoryStays: boolean): Answer {
    this.knownIncarnation = undefined;
    if (!memoryStays) for (const invitation of this.invitations) invitation.inMemory = false;
    return ok;
  }

  failOver(): Answer {
    this.incarnation += 1;
    return ok;
  }

  /** New keys of the operator; what the old ones signed goes on. */
  rotateKeys(): Answer {
    return ok;
  }

  #asAgent(session: number, rule: () => Answer): Answer {
    return this.isLive(session) ? rule() : refused('session_invalid');
  }

  #inConversation(session: number, at: number, rule: (conversation: ModelConversation, me: string) => Answer): Answer {
    return this.#asAgent(session, () => {
      const { agent, account } = this.session(session);
      const conversation = this.conversation(at);
      if (account !== HOME || this.now >= conversation.keptUntil) return refused('conversation_unknown');
      return rule(conversation, agent);
    });
  }

  /** The same request id makes a thing once; another content under it is refused. */
  #once(id: string, content: string, obstacle: () => Answer | undefined): Answer {
    const before = this.requests.get(id);
    if (before && this.now < before.keptUntil) {
      return before.content === content ? { code: 'ok', made: before.made } : refused('conflict');
    }
    const why = obstacle();
    if (why) return why;
    const made = this.messages;
    this.messages += 1;
    this.requests.set(id, { content, made, keptUntil: this.keep() });
    return { code: 'ok', made };
  }

  #isReadable(session: number, invitation: ModelInvitation): boolean {
    const mine = invitation.session === session && invitation.status === 'submitted' && !invitation.accessEnded;
    return mine && this.isKept(invitation) && this.isUnderWay(invitation);
  }

  #endSession(session: number): void {
    this.session(session).ended = true;
    this.#endAll((each) => each.session === session);
  }

  /** What was not submitted is revoked; what was submitted cannot be read any more, and memory forgets its part. */
  #endAll(which: (invitation: ModelInvitation) => boolean): void {
    for (const invitation of this.invitations.filter(which)) {
      if (this.now >= invitation.keptUntil) continue;
      if (invitation.status === 'submitted') {
        if (!invitation.accessEnded) this.put(invitation, { accessEnded: true, inMemory: false });
      } else if (!isEnd(invitation.status)) {
        const status: InvitationStatus = this.statusOf(invitation) === 'expired' ? 'expired' : 'revoked';
        this.put(invitation, { status, endedAt: this.now });
      }
    }
  }

  #sent(made: number, session: number): Answer {
    return { code: 'ok', invitation: made, view: this.#view(made, session) };
  }

  #view(at: number, session: number): unknown {
    const invitation = this.invitation(at);
    const { receivedInferred, openedElsewhere, endedAt, submitted } = invitation;
    const mine = invitation.session === session;
    return {
      ...{ invitation: at, status: this.statusOf(invitation), receivedInferred, openedElsewhere, mine },
      submitted: mine && submitted !== undefined,
      expiresAt: isEnd(invitation.status) ? endedAt : this.deadlineOf(invitation),
    };
  }
}
