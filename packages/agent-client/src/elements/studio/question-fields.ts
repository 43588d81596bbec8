// The fields of one question.
import type { ErrorIssue } from '@tellsafe/core';
import { type AnswerFormat, type AnswerType, defaultMaxLengths } from '@tellsafe/core/form';
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../shared/icons.ts';
import { type DraftQuestion, takesFormat, takesLength } from './draft.ts';
import { checkField, selectField, textField } from './fields.ts';
import { issueText } from './issue-texts.ts';
import { yesNo } from './templates.ts';
import type { Writing } from './writing.ts';

/** What the fields need besides the question. */
export interface QuestionContext {
  readonly writing: Writing;
  /** Place of the question, from 0. */
  readonly at: number;
  readonly errorAt: (path: string) => ErrorIssue | undefined;
  /** @param about names the field, so that typing in it is one step */
  readonly change: (fields: Partial<DraftQuestion>, about?: string) => void;
}

const types = { text: 'typeText', numeric: 'typeNumeric', cvv: 'typeCvv', choice: 'typeChoice' } as const;
const formats: Readonly<Record<AnswerFormat, Parameters<Writing['words']['say']>[0]>> = {
  card: 'formatCard',
  expiry: 'formatExpiry',
  iban: 'formatIban',
  email: 'formatEmail',
  phone: 'formatPhone',
  date: 'formatDate',
  'us-ssn': 'formatUsSsn',
  'postal-code': 'formatPostalCode',
  pin: 'formatPin',
};

/** A question's answer type or format in words. */
export function kindText(
  { words }: Writing,
  { type, format }: { readonly type: AnswerType; readonly format?: string | undefined },
): string {
  return words.say(format && format in formats ? formats[format as AnswerFormat] : types[type]);
}

/** The fields. */
export function questionFields(question: DraftQuestion, context: QuestionContext): TemplateResult {
  const { writing, at, change } = context;
  const { say, words } = writing;
  const { key, type } = question;
  const error = (member: string) => {
    const issue = context.errorAt(`questions.${at}.${member}`);
    return issue && issueText(writing, issue);
  };
  const text = (member: 'label' | 'placeholder' | 'help' | 'maxLength', hint?: string) =>
    textField({
      ...{ id: `${key}-${member}`, label: say(member), value: question[member], hint, error: error(member) },
      onInput: (value) => change({ [member]: value }, `${key}.${member}`),
    });
  const formatsOf = (Object.keys(formats) as AnswerFormat[]).filter(
    (format) => type === 'text' || !['iban', 'email'].includes(format),
  );
  const usual = defaultMaxLengths[question.format || (type === 'choice' ? 'text' : type)];
  return html`<div class="fields">
    ${text('label')}
    <div class="pair">
      ${selectField(
        {
          id: `${key}-type`,
          label: say('type'),
          value: type,
          error: error('type'),
          onInput: (value) => change({ type: value as AnswerType }),
        },
        (Object.keys(types) as AnswerType[]).map((each) => [each, words.say(types[each])]),
      )}
      ${
        takesFormat(type)
          ? selectField(
              {
                id: `${key}-format`,
                label: say('format'),
                value: question.format,
                error: error('format'),
                onInput: (value) => change({ format: value as AnswerFormat | '' }),
              },
              [['', say('noFormat')], ...formatsOf.map((each) => [each, words.say(formats[each])] as const)],
            )
          : nothing
      }
    </div>
    ${type === 'choice' ? choiceFields(question, context, error('choices')) : nothing}
    ${type === 'choice' ? nothing : text('placeholder')}
    ${text('help')}
    <div class="checks">
      ${checkField({ id: `${key}-required`, label: say('required') }, question.required, (required) => change({ required }))}
      ${checkField({ id: `${key}-masked`, label: say('masked'), hint: say('maskedHint'), disabled: type === 'cvv' }, question.masked, (masked) => change({ masked }))}
      ${checkField({ id: `${key}-off`, label: say('offTheRecord'), hint: say('offTheRecordHint'), disabled: type === 'cvv' }, question.offTheRecord, (offTheRecord) => change({ offTheRecord }))}
      ${
        type === 'text'
          ? checkField(
              { id: `${key}-any`, label: say('anyCharacters'), hint: say('anyCharactersHint') },
              question.characters === 'any',
              (any) => change({ characters: any ? 'any' : 'safe' }),
            )
          : nothing
      }
    </div>
    ${type === 'cvv' ? html`<p class="notice">${icon('lock')}<span>${say('cvvNote')}</span></p>` : nothing}
    ${takesLength(type) ? html`<div class="narrow">${text('maxLength', say('maxLengthHint', { count: usual }))}</div>` : nothing}
  </div>`;
}

function choiceFields(question: DraftQuestion, { writing, change }: QuestionContext, error?: string): TemplateResult {
  const { say } = writing;
  const { key, choices } = question;
  const set = (next: DraftQuestion['choices'], about?: string) => change({ choices: next }, about);
  // The value is what is sealed: it follows the label of an entry that is new, and stays for one that forms were sent with.
  const rename = (at: number, label: string) =>
    set(
      choices.map((each, index) =>
        index === at
          ? { value: each.value === each.label.trim() || each.value === '' ? label.trim() : each.value, label }
          : each,
      ),
      `${key}.choice${at}`,
    );
  return html`<fieldset class="choices">
    <legend>${say('choices')}</legend>
    ${choices.map(
      (choice, at) => html`<div class="choice">
        <input aria-label=${say('choice', { number: at + 1 })} dir="auto" autocomplete="off" maxlength="100" .value=${choice.label} @input=${(event: Event) => rename(at, (event.target as HTMLInputElement).value)}>
        <button class="quiet round" type="button" aria-label=${say('removeChoice', { number: at + 1 })} @click=${() => set(choices.filter((_, index) => index !== at))}>${icon('close')}</button>
      </div>`,
    )}
    ${error ? html`<span class="error">${icon('warning')}<span>${error}</span></span>` : nothing}
    <div class="buttons">
      <button type="button" ?disabled=${choices.length >= 100} @click=${() => set([...choices, { value: '', label: '' }])}>${say('addChoice')}</button>
      <button class="quiet" type="button" @click=${() => set(yesNo(writing))}>${say('yesNo')}</button>
    </div>
  </fieldset>`;
}
