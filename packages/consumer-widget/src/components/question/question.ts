// <tellsafe-question>: one question with its field, its help and its error. The answer lives in a private field of this element
// and in the native field itself; it is in no attribute, no property, no event (SF-WV-03).
import {
  type AnswerError,
  inputHints,
  type Question,
  type ValidatedAnswer,
  validateAnswerWith,
} from '@tellsafe/core/form';
import { answerErrorKey, formatText, type Texts } from '@tellsafe/core/i18n';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { FormElement } from '../../internal/form-element.ts';
import { icon } from '../../styles/form-icons.ts';
import { cardKinds, type QuestionKinds } from './kinds.ts';
import { arrangeTyped, caretForDeletion, type Typed } from './typed-text.ts';

/** An error of the question that was left shows after so many milliseconds: at once it would move the next field away while it is clicked. */
const SETTLE_MS = 250;

const masksText = globalThis.CSS?.supports?.('-webkit-text-security', 'disc') ?? false;

/**
 * One question of a form. Renders into the form's own tree, so that labels, errors and autofill work across fields.
 *
 * @element tellsafe-question
 *
 * @fires {Event} question-edited - the answer changed (the event says no more)
 * @fires {Event} question-left - the person left the question
 */
export class TellsafeQuestion extends FormElement {
  declare question: Question;
  declare texts: Texts;
  /** What is loaded for the kinds of questions of the form. */
  declare kinds: QuestionKinds;
  /** Clock for expired cards. */
  declare now: () => number;
  declare disabled: boolean;
  /** What the Enter key of a screen keyboard says. */
  declare enterKey: 'next' | 'send';
  /** Mark of the card's brand, beside what is typed (comforts.ts). */
  declare brand: TemplateResult | typeof nothing;
  /** How much room is left, below (comforts.ts). */
  declare counter: TemplateResult | typeof nothing;

  declare private error: AnswerError | undefined;
  declare private revealed: boolean;

  #answer = '';
  #touched = false;

  constructor() {
    super('question', 'texts', 'kinds', 'now', 'disabled', 'enterKey', 'brand', 'counter', 'error', 'revealed');
    this.kinds = cardKinds;
    this.disabled = false;
    this.revealed = false;
    this.enterKey = 'send';
    this.brand = this.counter = nothing;
  }

  /** Id of the field, for links to it. */
  get fieldId(): string {
    return `q-${this.question.id}`;
  }

  /** The error that is shown, in words. */
  get errorText(): string | undefined {
    const { error, texts, question } = this;
    return error && formatText(texts, answerErrorKey(error, question.type), error.params);
  }

  /** Whether there is an answer. */
  get isAnswered(): boolean {
    return this.#answer !== '';
  }

  /**
   * Hands out the answer, normalised if it is right. **Security:** for sealing; the caller keeps it no longer than that takes.
   */
  validate(): ValidatedAnswer {
    return validateAnswerWith(this.kinds.rules, this.question, this.#answer, { now: this.now() });
  }

  /**
   * Checks the answer and shows what is wrong.
   *
   * @returns whether it may be submitted
   */
  check(): boolean {
    this.#touched = true;
    this.error = this.validate().error;
    this.mask();
    return !this.error;
  }

  /** Makes dots of a masked answer that is shown. */
  mask(): void {
    this.revealed = false;
  }

  /** Forgets the answer, here and in the native field (SF-WV-06). */
  wipe(): void {
    this.#answer = '';
    this.brand = this.counter = nothing;
    this.error = undefined;
    for (const field of this.#fields) {
      if (field instanceof HTMLInputElement && field.type === 'radio') field.checked = false;
      else field.value = '';
    }
  }

  /** Moves the focus to the field. */
  override focus(): void {
    const fields = [...this.#fields];
    (fields.find((field) => field instanceof HTMLInputElement && field.checked) ?? fields[0])?.focus();
  }

  disconnectedCallback(): void {
    this.wipe();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { question, kinds, fieldId, texts, disabled } = this;
    if (question.type !== 'choice') return this.#textTemplate(question);
    return kinds.choiceTemplate({
      question,
      fieldId,
      texts,
      disabled,
      isWrong: !!this.error,
      label: this.#labelContent(),
      notes: this.#notes(),
      describedBy: this.#describedBy,
      onChange: (event) => this.#onChoice(event),
      onFocusOut: (event) => this.#onFocusOut(event),
    });
  }

  get #fields(): NodeListOf<HTMLInputElement | HTMLSelectElement> {
    return this.querySelectorAll('input, select');
  }

  #labelContent(): TemplateResult {
    const { question, texts } = this;
    return html`<span dir="auto">${question.label}</span>${
      question.required ? nothing : html`<span class="optional"> (${texts.optional})</span>`
    }`;
  }

  /** The error, help, and the note about answers that are not stored; their ids describe the field. */
  #notes(): TemplateResult {
    const { question, texts, fieldId, errorText } = this;
    return html`${
      errorText ? html`<p class="error" id="${fieldId}-error">${icon('alert')}<span>${errorText}</span></p>` : nothing
    }${question.help ? html`<p class="help" id="${fieldId}-help"><bdi>${question.help}</bdi></p>` : nothing}${
      question.offTheRecord ? html`<p class="help" id="${fieldId}-kept">${texts.notStored}</p>` : nothing
    }`;
  }

  get #describedBy(): string {
    const { question, fieldId, error } = this;
    const ids = [error && 'error', question.help && 'help', question.offTheRecord && 'kept'].filter(Boolean);
    return ids.map((id) => `${fieldId}-${id}`).join(' ');
  }

  #textTemplate(question: Question): TemplateResult {
    const { fieldId, revealed, texts, disabled } = this;
    const hints = inputHints(question);
    const hidden = question.masked && !revealed;
    return html`<div class="field ${this.error ? 'wrong' : ''}" @focusout=${this.#onFocusOut}>
      <label for=${fieldId}>${this.#labelContent()}</label>
      <div class="box">
        <input id=${fieldId} name=${question.id} type=${hidden && !masksText ? 'password' : 'text'} class=${hidden ? 'masked' : ''}
          inputmode=${hints.inputMode} autocomplete=${hints.autocomplete} autocapitalize=${hints.autocapitalize}
          autocorrect="off" spellcheck="false" dir=${hints.dir} enterkeyhint=${this.enterKey}
          placeholder=${question.placeholder ?? (question.format === 'expiry' ? texts.expiryExample : nothing)} aria-required=${question.required} aria-invalid=${!!this.error}
          aria-describedby=${this.#describedBy || nothing} ?disabled=${disabled}
          @beforeinput=${this.#onBeforeInput} @input=${this.#onInput} @compositionend=${this.#onInput} />
        ${this.brand} ${
          question.masked
            ? html`<button type="button" class="reveal" aria-label=${formatText(
                texts,
                revealed ? 'hideValue' : 'showValue',
                {
                  label: question.label,
                },
              )} aria-controls=${fieldId} ?disabled=${disabled} @click=${this.#toggle}>${icon(revealed ? 'hide' : 'show')}</button>`
            : nothing
        }
      </div>
      ${this.#notes()}${this.counter}
    </div>`;
  }

  #onBeforeInput(event: InputEvent): void {
    const input = event.target as HTMLInputElement;
    const { selectionStart: start, selectionEnd: end } = input;
    if (start === null || start !== end || event.isComposing) return;
    const caret = caretForDeletion(this.question, { text: input.value, caret: start }, event.inputType);
    if (caret !== start) input.setSelectionRange(caret, caret);
  }

  #onInput(event: Event): void {
    const input = event.target as HTMLInputElement;
    if (!(event instanceof InputEvent && event.isComposing)) this.#arrange(input, event);
    this.#answer = input.value;
    this.#edited();
  }

  #arrange(input: HTMLInputElement, event: Event): void {
    const typed: Typed = { text: input.value, caret: input.selectionEnd ?? input.value.length };
    const inserting = !(event instanceof InputEvent && event.inputType.startsWith('delete'));
    const { text, caret } = arrangeTyped(this.question, typed, inserting);
    if (text === typed.text) return;
    input.value = text;
    // Setting the caret of a field without focus would move the focus in some engines.
    if (input.matches(':focus')) input.setSelectionRange(caret, caret);
  }

  #onChoice(event: Event): void {
    this.#answer = (event.target as HTMLInputElement | HTMLSelectElement).value;
    this.#edited();
  }

  /** A character that can never be right is told at once; anything else once the person has had the chance to finish it. */
  #edited(): void {
    const { error } = this.validate();
    const isCharacter = error?.code === 'character_refused' || error?.code === 'control_character_refused';
    if (isCharacter || (this.error && !(error?.code === 'required'))) this.error = error;
    this.dispatchEvent(new Event('question-edited', { bubbles: true }));
  }

  /** The person is done with this question: it is masked again, and what was typed is checked. An empty one is left in peace. */
  #onFocusOut(event: FocusEvent): void {
    if (event.relatedTarget instanceof Node && this.contains(event.relatedTarget)) return;
    this.mask();
    setTimeout(() => {
      if (this.matches(':focus-within')) return;
      if (this.#answer !== '' || this.#touched) this.error = this.validate().error;
      this.dispatchEvent(new Event('question-left', { bubbles: true }));
    }, SETTLE_MS);
  }

  #toggle(): void {
    this.revealed = !this.revealed;
  }
}
