// The viewer of one submission's answers: reads, masks, reveals, copies, forgets. How a row looks is in answer-row.ts.
import { isTellsafeError } from '@tellsafe/core';
import type { InvitationView } from '@tellsafe/core/wire';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { AgentClient } from '../../agent-client.ts';
import type { AnsweredQuestion, Answers } from '../../answers.ts';
import type { Unsubscribe } from '../../emitter.ts';
import { AgentElement } from '../shared/agent-element.ts';
import { createGuardedClipboard } from '../shared/guarded-clipboard.ts';
import { icon } from '../shared/icons.ts';
import { fullTime } from '../shared/times.ts';
import { withoutActing } from '../shared/visible-text.ts';
import type { Words } from '../shared/words.ts';
import { answerRow, type RowActions } from './answer-row.ts';
import { answersStyles } from './styles.ts';

/** A revealed value goes back behind dots after this long, in milliseconds. */
export const REVEAL_LIMIT_MS = 20_000;

/** Where answers come from when they are not those of the agent's own invitation: whoever shows them has read them already said why. */
export interface AnswersSource {
  readonly invitationId: string;
  readonly formName: string;
  read(): Promise<Answers>;
  /** Instead of what the viewer says about answers of one's own. */
  readonly says: { readonly note: string; readonly gone: string; readonly withdrawn: string };
  /** A failure in words. */
  explain(error: unknown): string;
}

/** Where the viewer is. `gone`: the answers cannot be read any more. `closed`: they were wiped from this page. */
type Phase = 'none' | 'reading' | 'shown' | 'gone' | 'failed' | 'closed';

/**
 * Shows the answers of one invitation, sensitive ones behind dots until they are revealed.
 *
 * Values live in a private field and, while visible, in text nodes of the shadow root: never in attributes, events, URLs,
 * storage or logs. They are wiped when the viewer closes, the session ends or idles out, the answers are withdrawn, or the
 * page is hidden for good.
 *
 * @fires answers-closed - the person closed the viewer
 * @fires resend-wanted - the person wants the form to be sent again; detail `{ invitation }`. Unless prevented, it is sent.
 * @csspart header - title and close button
 * @csspart row - one question
 * @csspart label - its label
 * @csspart value - its value or dots
 * @csspart button - every button
 * @csspart mismatch - mark of a value that breaks the form's rules
 */
export class TellsafeAnswers extends AgentElement {
  static override styles = answersStyles;
  static override properties = {
    ...AgentElement.properties,
    invitation: { attribute: false },
    source: { attribute: false },
  };

  /** Whose answers to show. Setting it reads them. */
  declare invitation: InvitationView | undefined;
  /** Other answers to show instead; each one that is set is read once. Nothing is sent again from there. */
  declare source: AnswersSource | undefined;

  #phase: Phase = 'none';
  #answers: Answers | undefined;
  #failure: unknown;
  #revealed: string | undefined;
  #note = '';
  #reading = 0;
  #offTheRecordEndsAt = 0;
  #maskTimer: ReturnType<typeof setTimeout> | undefined;
  #clock: ReturnType<typeof setInterval> | undefined;
  readonly #clipboard = createGuardedClipboard({ onCleared: () => this.#announce('clipboardCleared') });
  readonly #actions: RowActions = {
    reveal: (id, button) => this.#reveal(id, button),
    mask: (id) => {
      if (this.#revealed === id) this.#mask();
    },
    copy: (id) => void this.#copy(id),
  };
  readonly #onPageHide = (): void => this.wipe();
  readonly #onVisibility = (): void => {
    if (document.visibilityState === 'hidden') this.#mask();
  };

  constructor() {
    super();
    this.invitation = undefined;
    this.source = undefined;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('pagehide', this.#onPageHide);
    document.addEventListener('visibilitychange', this.#onVisibility);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('pagehide', this.#onPageHide);
    document.removeEventListener('visibilitychange', this.#onVisibility);
    this.wipe();
  }

  override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const former = changed.get('invitation') as InvitationView | undefined;
    const sameOne = changed.has('invitation') && former?.id === this.invitation?.id;
    const news = sameOne && former?.submissionId !== this.invitation?.submissionId;
    if (changed.has('client') || changed.has('source') || (changed.has('invitation') && !sameOne) || news)
      void this.#read();
  }

  /** Moves the focus to the title. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('h2')?.focus();
  }

  /** Forgets every value and clears the clipboard if it still holds one of them. */
  wipe(): void {
    this.#reading += 1;
    if (this.#phase === 'shown' || this.#phase === 'reading') this.#phase = 'closed';
    this.#drop();
    void this.#clipboard.clear();
  }

  protected override follow(client: AgentClient): readonly Unsubscribe[] {
    return [
      client.on('session-ended', () => this.#withdraw()),
      client.on('answers-withdrawn', ({ invitationIds }) => {
        const id = this.source?.invitationId ?? this.invitation?.id;
        if (id !== undefined && invitationIds.includes(id)) this.#withdraw();
      }),
      client.on('idle-warning', () => this.#mask()),
    ];
  }

  protected override view(words: Words): TemplateResult {
    const name = this.#answers?.formName ?? this.source?.formName ?? this.invitation?.formName ?? '';
    return html`<section dir=${words.direction} aria-labelledby="title">
      <header part="header">
        <span class="badge">${icon('lock')}</span>
        <div>
          <h2 id="title" tabindex="-1">${words.say('answersTitle', { form: name })}</h2>
          ${this.#answers ? html`<p class="when">${words.say('submittedAt', { time: fullTime(this.#answers.submittedAt, words.locale) })}</p>` : nothing}
        </div>
        <button class="quiet round" part="button" type="button" aria-label=${words.say('closeAnswers')} @click=${this.#close}>${icon('close')}</button>
      </header>
      ${this.#body(words)}
      <p class="status" role="status">${this.#note}</p>
    </section>`;
  }

  #body(words: Words): TemplateResult | typeof nothing {
    if (this.#phase === 'shown' && this.#answers) return this.#list(words, this.#answers);
    if (this.#phase === 'reading') {
      return html`<div class="empty" role="status"><span class="spinner"></span><span>${words.say('reading')}</span></div>`;
    }
    const { source } = this;
    if (source && (this.#phase === 'gone' || this.#phase === 'closed'))
      return this.#message(words, source.says.withdrawn, 'none');
    if (this.#phase === 'gone') return this.#message(words, words.say('errorAnswersUnavailable'), 'again');
    if (source && this.#phase === 'failed') return this.#message(words, source.explain(this.#failure), 'none');
    if (this.#phase === 'failed') return this.#message(words, this.explain(this.#failure), 'retry');
    if (this.#phase === 'closed') return this.#message(words, words.say('withdrawn'), 'retry');
    return nothing;
  }

  #list(words: Words, answers: Answers): TemplateResult {
    const minutes = Math.ceil(this.#offTheRecordLeftMs() / 60_000);
    const anyGone = answers.questions.some((each) => each.goneOffTheRecord);
    return html`
      ${minutes > 0 ? html`<p class="chip">${icon('clock')}${words.say('offTheRecordLeft', { count: minutes })}</p>` : nothing}
      ${answers.unexpectedAnswers > 0 ? html`<p class="notice warn">${icon('warning')}<span>${words.say('unknownQuestion')}</span></p>` : nothing}
      <dl>${answers.questions.map((each) => answerRow(words, each, this.#revealed === each.question.id, this.#actions, this.source?.says.gone))}</dl>
      ${anyGone && !this.source ? html`<div class="again">${this.#againButton(words)}</div>` : nothing}
      <footer>${icon('lock')}<span>${this.source?.says.note ?? words.say('sealedNote')}</span></footer>
    `;
  }

  #message(words: Words, text: string, action: 'again' | 'retry' | 'none'): TemplateResult {
    return html`<div class="empty" role="alert">
      ${icon(action === 'again' ? 'lock' : 'warning')}
      <p>${text}</p>
      ${action === 'again' ? this.#againButton(words) : nothing}
      ${
        action !== 'retry'
          ? nothing
          : html`<button part="button" type="button" @click=${() => void this.#read()}>${words.say('retry')}</button>`
      }
    </div>`;
  }

  #againButton(words: Words): TemplateResult {
    return html`<button class="primary" part="button" type="button" @click=${this.#sendAgain}>${icon('undo')}${words.say('sendAgain')}</button>`;
  }

  async #read(): Promise<void> {
    this.#reading += 1;
    const turn = this.#reading;
    const { client, invitation, source } = this;
    this.#drop();
    const read = source ? () => source.read() : invitation && client && (() => client.read(invitation));
    this.#phase = client && read ? 'reading' : 'none';
    this.requestUpdate();
    if (!client || !read) return;
    try {
      const answers = await read();
      if (turn === this.#reading) this.#show(answers, client.now());
    } catch (error) {
      if (turn !== this.#reading) return;
      this.#failure = error;
      this.#phase = !source && isTellsafeError(error, 'answers_unavailable') ? 'gone' : 'failed';
    }
    this.requestUpdate();
  }

  #show(answers: Answers, now: number): void {
    this.#answers = answers;
    this.#phase = 'shown';
    if (answers.offTheRecordSecondsLeft === 0) return;
    this.#offTheRecordEndsAt = now + answers.offTheRecordSecondsLeft * 1000;
    this.#clock = setInterval(() => this.#tick(), 1000);
  }

  /** Each second: the time left, and the end of the off-the-record answers (SF-OTR-02). */
  #tick(): void {
    this.requestUpdate();
    if (this.#offTheRecordLeftMs() > 0 || !this.#answers) return;
    clearInterval(this.#clock);
    this.#answers = { ...this.#answers, questions: this.#answers.questions.map(withoutOffTheRecord) };
  }

  #offTheRecordLeftMs(): number {
    return this.client ? Math.max(0, this.#offTheRecordEndsAt - this.client.now()) : 0;
  }

  #reveal(questionId: string, button: EventTarget | null): void {
    this.#mask();
    this.#revealed = questionId;
    this.#maskTimer = setTimeout(() => this.#mask(), REVEAL_LIMIT_MS);
    if (button instanceof HTMLElement) button.focus(); // WebKit does not focus a clicked button, and blur must re-mask
    this.client?.touch();
    this.requestUpdate();
  }

  #mask(): void {
    clearTimeout(this.#maskTimer);
    if (this.#revealed === undefined) return;
    this.#revealed = undefined;
    this.requestUpdate();
  }

  async #copy(questionId: string): Promise<void> {
    const value = this.#answers?.questions.find((each) => each.question.id === questionId)?.value;
    if (value === undefined) return;
    this.client?.touch();
    this.#announce((await this.#clipboard.copy(withoutActing(value))) ? 'copied' : 'copyFailed');
  }

  #announce(key: 'copied' | 'copyFailed' | 'clipboardCleared'): void {
    this.#note = this.words?.say(key) ?? '';
    this.requestUpdate();
  }

  #withdraw(): void {
    if (this.#phase === 'none') return;
    this.wipe();
    this.#phase = 'gone';
    this.requestUpdate();
  }

  readonly #close = (): void => {
    this.wipe();
    this.tell('answers-closed', {});
  };

  readonly #sendAgain = (): void => {
    const { client, invitation } = this;
    if (!invitation || !this.tell('resend-wanted', { invitation })) return;
    client?.resend(invitation).then(this.#close, (error) => {
      this.#failure = error;
      this.#phase = 'failed';
      this.requestUpdate();
    });
  };

  #drop(): void {
    this.#answers = undefined;
    this.#failure = undefined;
    this.#note = '';
    this.#offTheRecordEndsAt = 0;
    clearInterval(this.#clock);
    this.#mask();
    this.requestUpdate();
  }
}

function withoutOffTheRecord(answered: AnsweredQuestion): AnsweredQuestion {
  return answered.question.offTheRecord ? { question: answered.question, goneOffTheRecord: true } : answered;
}
