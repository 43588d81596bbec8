// The consumer's part of the rules: watch, receive, begin, open, resume, extend, submit, decline.
import {
  type Answer,
  formParts,
  isEnd,
  MISFIT,
  type ModelInvitation,
  type ModelKey,
  ModelState,
  refused,
} from './model-state.ts';

const unavailable = refused('invitation_unavailable');
const badKey = refused('otk_invalid');

export class ConsumerRules extends ModelState {
  received(at: number): Answer {
    return this.#withHandle(at, (invitation) => {
      if (this.statusOf(invitation) === 'sent') this.put(invitation, { status: 'received' });
      return { code: 'ok', status: this.statusOf(invitation) };
    });
  }

  decline(at: number): Answer {
    return this.#withHandle(at, (invitation) => {
      const status = this.statusOf(invitation);
      if (status !== 'declined' && isEnd(status)) return unavailable;
      if (status !== 'declined') this.put(invitation, { status: 'declined', endedAt: this.now });
      return { code: 'ok', status: 'declined' };
    });
  }

  begin(at: number): Answer {
    return this.#withHandle(at, (invitation) => {
      this.#tellElsewhere(invitation);
      if (!['sent', 'received'].includes(this.statusOf(invitation))) return unavailable;
      if (!this.isUnderWay(invitation) || this.now >= invitation.tapUntil) return unavailable;
      this.notice();
      const expiresAt = this.inSeconds(this.limits.getFormTimeoutSec);
      const openKey = this.issue({ purpose: 'open', invitation: at, expiresAt });
      this.put(invitation, { openKey });
      return { code: 'ok', key: openKey.serial, secondsLeft: this.limits.getFormTimeoutSec };
    });
  }

  open(device: number, key: ModelKey): Answer {
    if (key.purpose === 'open') this.current();
    const invitation = this.invitation(key.invitation);
    if (!this.isKept(invitation) || invitation.openKey !== key) return badKey;
    const verdict = this.judge(key, device);
    if (verdict === 'spent' && key.spent?.by !== device) this.#tellElsewhere(invitation);
    if (verdict === 'spent' || verdict === 'refused' || !this.isUnderWay(invitation)) return badKey;
    if (verdict === 'repeat') return this.statusOf(invitation) === 'viewed' ? this.#opened(invitation) : badKey;
    if (!['sent', 'received'].includes(this.statusOf(invitation)) || this.notice()) return badKey;
    key.spent = { by: device, at: this.now };
    const submitUntil = this.inSeconds(this.limits.submitFormTimeoutSec);
    const submitKey = this.issue({ purpose: 'submit', invitation: key.invitation, expiresAt: submitUntil });
    const receivedInferred = invitation.status === 'sent';
    this.put(invitation, { status: 'viewed', receivedInferred, device, submitUntil, submitKey });
    return this.#opened(invitation);
  }

  resume(at: number, device: number): Answer {
    return this.#asDevice(at, device, (invitation, submitUntil) => {
      this.notice();
      this.put(invitation, { submitKey: this.issue({ purpose: 'submit', invitation: at, expiresAt: submitUntil }) });
      return this.#opened(invitation);
    });
  }

  /** The submit key stays, unless the store failed over: then it may have been spent in what was lost. */
  extend(at: number, device: number): Answer {
    return this.#asDevice(at, device, (invitation) => {
      if (invitation.extensionsUsed === this.limits.extensions) return unavailable;
      this.notice();
      const submitUntil = this.inSeconds(this.limits.submitFormTimeoutSec);
      const { submitKey: former } = invitation;
      const stays = former?.incarnation === this.incarnation;
      const submitKey = stays ? former : this.issue({ purpose: 'submit', invitation: at, expiresAt: submitUntil });
      submitKey.expiresAt = submitUntil;
      this.put(invitation, { submitUntil, submitKey, extensionsUsed: invitation.extensionsUsed + 1 });
      return this.#opened(invitation);
    });
  }

  /** @param body which of several; {@link MISFIT} has other parts than the form must give */
  submit(device: number, key: ModelKey, body: number): Answer {
    if (key.purpose === 'submit') this.current();
    const invitation = this.invitation(key.invitation);
    if (this.now >= invitation.keptUntil || invitation.device === undefined) return badKey;
    const mine = invitation.submitKey === key;
    const verdict = mine ? this.judge(key, invitation.device, body) : 'refused';
    if (invitation.device !== device && (verdict === 'fresh' || verdict === 'repeat')) this.#tellElsewhere(invitation);
    if (invitation.device !== device || !this.isKept(invitation)) return badKey;
    if (verdict === 'repeat') return { code: 'ok', status: 'submitted' };
    if (verdict !== 'fresh') return badKey;
    if (this.statusOf(invitation) !== 'viewed' || !this.isUnderWay(invitation)) return badKey;
    if (body === MISFIT) return refused('request_invalid');
    if (this.notice()) return badKey;
    key.spent = { by: device, at: this.now, body };
    const offTheRecordUntil = this.inSeconds(this.limits.offTheRecordTtlSec);
    this.put(invitation, {
      ...{ status: 'submitted', endedAt: this.now, inMemory: formParts[invitation.form].offTheRecord },
      submitted: { body, keptUntil: this.keep(), offTheRecordUntil },
    });
    return { code: 'ok', status: 'submitted' };
  }

  /** What the consumer sees of an invitation. */
  watch(at: number): Answer {
    const invitation = this.invitation(at);
    if (this.now >= invitation.keptUntil) return unavailable;
    const left = isEnd(invitation.status) ? 0 : Math.max(0, this.deadlineOf(invitation) - this.now);
    return { code: 'ok', status: this.statusOf(invitation), secondsLeft: Math.floor(left / 1000) };
  }

  #withHandle(at: number, rule: (invitation: ModelInvitation) => Answer): Answer {
    const invitation = this.invitation(at);
    return this.isKept(invitation) ? rule(invitation) : unavailable;
  }

  #asDevice(at: number, device: number, rule: (invitation: ModelInvitation, until: number) => Answer): Answer {
    return this.#withHandle(at, (invitation) => {
      if (invitation.device !== device) this.#tellElsewhere(invitation);
      const { submitUntil } = invitation;
      if (invitation.device !== device || submitUntil === undefined) return unavailable;
      if (this.statusOf(invitation) !== 'viewed' || !this.isUnderWay(invitation)) return unavailable;
      return rule(invitation, submitUntil);
    });
  }

  #tellElsewhere(invitation: ModelInvitation): void {
    const news = this.isKept(invitation) && this.statusOf(invitation) === 'viewed' && !invitation.openedElsewhere;
    if (news) this.put(invitation, { openedElsewhere: true });
  }

  #opened(invitation: ModelInvitation): Answer {
    return {
      code: 'ok',
      key: invitation.submitKey?.serial,
      secondsLeft: Math.floor((this.deadlineOf(invitation) - this.now) / 1000),
      extensionsLeft: this.limits.extensions - invitation.extensionsUsed,
    };
  }
}
