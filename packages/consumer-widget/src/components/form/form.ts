// <tellsafe-form>: the secure form as a person sees it, in every state. It shows what it is told and hands answers to one
// callback; sealing, time and network are the page's business (controllers, page).
import { systemClock } from '@tellsafe/core/encoding';
import type { Question } from '@tellsafe/core/form';
import { formatText, isRightToLeft, type Texts } from '@tellsafe/core/i18n';
import type { Theme } from '@tellsafe/core/theme';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { type FormState, initialState } from '../../controllers/form-state.ts';
import { FormElement } from '../../internal/form-element.ts';
import { untilLoaded } from '../../internal/retry.ts';
import { icon } from '../../styles/form-icons.ts';
import { noticeTemplate } from '../notice/notice.ts';
import { cardKinds, loadMoreKinds, needsMoreKinds, type QuestionKinds } from '../question/kinds.ts';
import type { TellsafeQuestion } from '../question/question.ts';
import { isSensitive } from './sensitive.ts';
import { formStyles } from './styles.ts';
import { viewMessages } from './views.ts';

/** What a person can do. The form calls these; answers leave through `submit` and no other way. */
export interface FormActions {
  /** The tap that opens the form (SF-OTK-07). Scanners of links press buttons by script: such a press is not trusted. */
  open(tap: Event): void;
  /**
   * Takes normalised answers, to be sealed at once.
   *
   * @param changed - whether anything was changed since the last call
   */
  submit(answers: Readonly<Record<string, string>>, changed: boolean): void;
  extend(): void;
  decline(): void;
  leave(): void;
  /** Something was typed, or nothing is typed any more. */
  edited(dirty: boolean): void;
}

/** What a person meets only when the form is there already is a chunk of its own (performance.md P6). */
type LaterParts = typeof import('./later-parts.ts');

const noActions: FormActions = { open() {}, submit() {}, extend() {}, decline() {}, leave() {}, edited() {} };

/**
 * The secure form: navigation bar, security statement, questions, errors, countdown, and every state before and after.
 *
 * Outside the isolated page it shows only forms without card, PIN, social security number, CVV and off-the-record questions,
 * because scripts of a host page can read what is typed there (design.md §7).
 *
 * @element tellsafe-form
 *
 * @csspart bar - the navigation bar
 * @csspart logo - the logo of a theme
 * @csspart title - the form's name
 * @csspart close - the way out
 * @csspart header - the security statement
 * @csspart submit - the submit button
 * @csspart footer - the security statement at the end
 *
 * @cssproperty [--tellsafe-navigation-background-color=#0363ad] - SF-THM-09
 * @cssproperty [--tellsafe-navigation-title-color=white] - SF-THM-10
 * @cssproperty [--tellsafe-back-button-color=black] - SF-THM-11
 * @cssproperty --tellsafe-button-background-color - goes before a theme's
 * @cssproperty --tellsafe-button-text-color - goes before a theme's
 * @cssproperty --tellsafe-accent-color - goes before a theme's
 */
export class TellsafeForm extends FormElement {
  declare state: FormState;
  declare texts: Texts | undefined;
  declare actions: FormActions;
  /** Whether there is somewhere to go: false where only the person can close the window. */
  declare canLeave: boolean;

  /** Code for the questions of the form; absent while it loads. */
  declare private kinds: QuestionKinds | undefined;
  /** Absent while it loads. */
  declare private later: LaterParts | undefined;
  declare private confirming: 'leave' | 'decline' | undefined;
  /** Questions with an error at the last attempt to submit. */
  declare private wrong: readonly TellsafeQuestion[];
  /** What a screen reader is told now. */
  declare private said: string;

  /** Set before the element is connected: the document holds nothing but the form. */
  isolated = false;

  /** Clock for expired cards; epoch milliseconds. */
  now: () => number = systemClock;

  #changed = true;
  #answered = false;
  #toldDirty = false;
  readonly #sheet = new CSSStyleSheet();
  #loading = new AbortController();

  constructor() {
    super('state', 'texts', 'actions', 'canLeave', 'kinds', 'later', 'confirming', 'wrong', 'said');
    this.state = initialState;
    this.actions = noActions;
    this.canLeave = true;
    this.wrong = [];
    this.said = '';
  }

  /** Whether leaving would lose something: what is typed, or a form that cannot be opened again. */
  get isDirty(): boolean {
    const { view, reopen } = this.state;
    return view === 'filling' && (this.#answered || reopen === 'never');
  }

  /** Leaves the form, after asking when something would be lost (SF-INV-05). */
  requestLeave(): void {
    if (this.isDirty) this.confirming = 'leave';
    else this.actions.leave();
  }

  /** Forgets every answer, here and in the fields (SF-WV-06). */
  wipe(): void {
    for (const question of this.#questions) question.wipe();
    this.#answered = false;
    this.#tellDirty();
  }

  protected override createRoot(): HTMLElement | ShadowRoot {
    // The document holds nothing else, and autofill works best on fields in the document itself (SF-WV-07).
    const root = this.isolated ? this : this.attachShadow({ mode: 'open' });
    this.#sheet.replaceSync(formStyles);
    (root instanceof ShadowRoot ? root : document).adoptedStyleSheets.push(this.#sheet);
    return root;
  }

  protected override willUpdate(changed: ReadonlyMap<string, unknown>): void {
    if (!changed.has('state')) return;
    const before = (changed.get('state') as FormState | undefined) ?? initialState;
    if (before.view === 'filling' && this.state.view !== 'filling') {
      this.wipe();
      this.wrong = [];
      this.confirming = undefined;
    }
    if (before.definition !== this.state.definition) {
      this.#loading.abort();
      this.#loading = new AbortController();
      void this.#loadKinds();
      if (!this.later) void this.#loadLater();
      this.#tellDirty();
    }
    if (this.texts && this.state.extensionsLeft < before.extensionsLeft) this.said = this.texts.extended;
  }

  protected override updated(changed: ReadonlyMap<string, unknown>): void {
    const before = changed.get('state') as FormState | undefined;
    if (before && before.view !== this.state.view) {
      this.renderRoot.querySelector<HTMLElement>(this.state.view === 'filling' ? 'h1' : '.landing')?.focus();
    }
    const dialog = this.renderRoot.querySelector('dialog');
    if (dialog && !dialog.open) dialog.showModal();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { state } = this;
    if (!this.texts) return nothing;
    const texts = this.kinds?.words?.(this.#theme, this.texts) ?? this.texts;
    const refused = state.definition && !this.isolated && isSensitive(state.definition);
    const shown = state.view === 'filling' && !this.kinds ? 'loading' : state.view;
    const view = refused ? 'failed' : shown;
    return html`<div class="page" lang=${texts.locale} dir=${isRightToLeft(texts.locale) ? 'rtl' : 'ltr'} @keydown=${this.#onKey}>
      <header class="bar" part="bar">
        ${this.kinds?.logo(this.#theme) ?? nothing}<h1 part="title" tabindex="-1"><bdi>${state.formName || texts.openTheForm}</bdi></h1>
        ${this.#hasWayOut ? html`<button class="close" part="close" type="button" aria-label=${texts.close} @click=${this.requestLeave}>${icon('close')}</button>` : nothing}
      </header>
      <main>
        ${state.online ? nothing : html`<p class="banner" role="status">${icon('alert')}<span>${texts.offline}</span></p>`}
        ${view === 'filling' ? this.#formTemplate(texts) : this.#noticeTemplate(texts, view)}
      </main>
      <p class="said" role="status">${this.said}</p>
      ${(this.confirming && this.later?.confirmTemplate(texts, this.confirming, state.reopen, this.#onAnswer)) ?? nothing}
    </div>`;
  }

  /** An open form can always be left (SF-WV-01); afterwards a link's window is the person's to close. */
  get #hasWayOut(): boolean {
    return this.canLeave || this.state.view === 'filling';
  }

  /** Links keep the default (SF-THM-13). */
  get #theme(): Theme {
    return this.canLeave ? this.state.theme : {};
  }

  async #loadKinds(): Promise<void> {
    const { definition } = this.state;
    const theme = this.#theme;
    // What is loaded stays: the end looks as the form did.
    if (!definition) return;
    this.kinds = needsMoreKinds(definition.questions, theme) ? undefined : cardKinds;
    if (this.kinds) return;
    const { signal } = this.#loading;
    const kinds = await loadMoreKinds(signal).catch(() => undefined);
    if (!kinds || signal.aborted) return;
    this.#sheet.replaceSync(formStyles + kinds.styles(theme));
    this.kinds = kinds;
  }

  async #loadLater(): Promise<void> {
    const { signal } = this.#loading;
    const later = await untilLoaded(() => import('./later-parts.ts'), signal).catch(() => undefined);
    if (!later || this.later) return;
    later.attachComforts(this.renderRoot);
    this.later = later;
  }

  get #questions(): NodeListOf<TellsafeQuestion> {
    return this.renderRoot.querySelectorAll('tellsafe-question');
  }

  #noticeTemplate(texts: Texts, view: Exclude<FormState['view'], 'filling'>): TemplateResult {
    const [icon, tone, text, heading] = viewMessages[view];
    const words = formatText(texts, text, { form: this.state.formName });
    return html`<div class="landing" tabindex="-1">
      ${noticeTemplate({ icon, tone, heading: heading && texts[heading], text: words, waiting: view === 'loading' })}
      ${this.#landingAction(texts, view)}
    </div>`;
  }

  #landingAction(texts: Texts, view: FormState['view']): TemplateResult | typeof nothing {
    const { actions, canLeave, state } = this;
    const openWords = { gate: texts.openTheForm, closed: texts.openForm, window: texts.continueHere }[view as string];
    const isOpening = openWords && state.reopen === 'same-device';
    if (!isOpening && (view === 'loading' || !canLeave)) return nothing;
    const words = isOpening ? openWords : texts.close;
    return html`<button class=${isOpening ? 'primary' : 'secondary'} type="button" @click=${isOpening ? actions.open : actions.leave}>${words}</button>`;
  }

  #formTemplate(texts: Texts): TemplateResult {
    const { state, now } = this;
    const { definition, busy, trouble } = state;
    return html`<div class="secure" part="header">${icon('lock')}<div><p>${texts.securityHeader}</p>
        <p class="fine">${formatText(texts, 'askedBy', { agent: state.agentName })} · <span role="timer">${this.#timeLeft(texts)}</span></p></div></div>
      ${this.later?.warningTemplate(texts, state, this.actions.extend)} ${this.later?.outcomeTemplate(texts, this.wrong, busy)}
      <form novalidate autocomplete="on" @submit=${this.#onSubmit} @question-edited=${this.#onEdited} @question-left=${this.#onLeft}>
        ${definition?.questions.map((question, at, all) => html`<tellsafe-question class=${isHalf(all, at) ? 'half' : ''} .question=${question} .texts=${this.texts} .kinds=${this.kinds} .now=${now} .disabled=${!!busy} .enterKey=${at + 1 < all.length ? 'next' : 'send'}></tellsafe-question>`)}
        ${definition?.note ? html`<p class="note"><bdi>${definition.note}</bdi></p>` : nothing}
        ${trouble ? html`<p class="banner ${trouble.text === 'stillTrying' ? '' : 'bad'}" role="alert">${icon('alert')}<span>${texts[trouble.text]}</span></p>` : nothing}
        <div class="actions" @mousedown=${keepFocus}>
          <button class="primary ${busy}" part="submit" type="submit" ?disabled=${busy || !(state.online || navigator.onLine)}>
            ${busy === 'submit' ? texts.submitting : trouble?.step === 'submit' ? texts.tryAgain : texts.submit}</button>
          <button class="quiet" type="button" ?disabled=${busy} @click=${() => this.#ask('decline')}>${texts.decline}</button>
        </div>
      </form>
      <footer part="footer">${icon('lock')}<p>${state.archived ? texts.securityFooterArchive : texts.securityFooter}</p></footer>`;
  }

  #timeLeft(texts: Texts): string {
    const { secondsLeft } = this.state;
    return secondsLeft >= 60
      ? formatText(texts, 'minutesLeft', { count: Math.ceil(secondsLeft / 60) })
      : formatText(texts, 'secondsLeft', { count: secondsLeft });
  }

  #ask(confirming: 'leave' | 'decline' | undefined): void {
    this.confirming = confirming;
  }

  /** The person's answer to the question that was asked. */
  readonly #onAnswer = (confirmed: boolean): void => {
    const { confirming, actions } = this;
    this.#ask(undefined);
    if (confirmed && confirming) actions[confirming]();
  };

  /** The key press ends here: the browser would use it to close the very question that it opens. */
  #onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || this.confirming || !this.#hasWayOut || event.isComposing) return;
    event.preventDefault();
    this.requestLeave();
  }

  #onEdited(): void {
    this.#changed = true;
    this.#answered = [...this.#questions].some((question) => question.isAnswered);
    this.#tellDirty();
    this.requestUpdate();
  }

  /** An error that appeared beside a field just left is told, because the focus is elsewhere now. */
  #onLeft(event: Event): void {
    const question = event.target as TellsafeQuestion;
    this.said = question.errorText ? `${question.question.label}: ${question.errorText}` : '';
    this.requestUpdate();
  }

  #onSubmit(event: Event): void {
    event.preventDefault();
    const { definition, busy } = this.state;
    if (!definition || busy) return;
    const questions = [...this.#questions];
    this.wrong = questions.filter((question) => !question.check());
    if (this.wrong.length > 0) {
      this.wrong[0]?.focus();
      return;
    }
    const changed = this.#changed;
    this.#changed = false;
    this.actions.submit(
      Object.fromEntries(questions.map((each) => [each.question.id, each.validate().value])),
      changed,
    );
  }

  #tellDirty(): void {
    const { isDirty } = this;
    if (isDirty === this.#toldDirty) return;
    this.#toldDirty = isDirty;
    this.actions.edited(isDirty);
  }
}

/** Expiry and security code stand side by side when they are neighbours. */
function isHalf(questions: readonly Question[], at: number): boolean {
  const isShort = (index: number) => questions[index]?.format === 'expiry' || questions[index]?.type === 'cvv';
  return isShort(at) && (isShort(at - 1) || isShort(at + 1));
}

/** A press on a button must not blur the field before it: an error that appears then would move the button away. */
function keepFocus(event: Event): void {
  event.preventDefault();
}
