// Forms to begin with, in the language of the page.
import { blankDraft, blankQuestion, type Draft, type DraftQuestion, withQuestion } from './draft.ts';
import type { StudioTextKey } from './texts.ts';
import type { Writing } from './writing.ts';

/** A label is a text of the page, or a name that is the same everywhere. */
type Fields = Omit<Partial<DraftQuestion>, 'label'> & ({ readonly label: StudioTextKey } | { readonly called: string });

/** A form to begin with. */
export interface Template {
  readonly name: StudioTextKey;
  readonly about: StudioTextKey;
  readonly questions: readonly Fields[];
}

/** Every template, besides a blank form. */
export const templates: readonly Template[] = [
  {
    ...{ name: 'templateCard', about: 'templateCardAbout' },
    questions: [
      { id: 'name', label: 'templateHolder', characters: 'any' },
      { id: 'number', label: 'templateCardNumber', type: 'numeric', format: 'card', masked: true },
      { id: 'expiry', label: 'templateExpiry', format: 'expiry' },
      { id: 'cvv', label: 'templateCvv', type: 'cvv', masked: true, offTheRecord: true },
    ],
  },
  {
    ...{ name: 'templateAddress', about: 'templateAddressAbout' },
    questions: [
      { id: 'street', label: 'templateStreet', characters: 'any' },
      { id: 'postal-code', label: 'templatePostal', format: 'postal-code' },
      { id: 'city', label: 'templateCity', characters: 'any' },
    ],
  },
  {
    ...{ name: 'templateIdentity', about: 'templateIdentityAbout' },
    questions: [
      { id: 'birth', label: 'templateBirth', format: 'date' },
      { id: 'pin', label: 'templatePin', type: 'numeric', format: 'pin', masked: true, offTheRecord: true },
    ],
  },
  {
    ...{ name: 'templateIban', about: 'templateIbanAbout' },
    questions: [
      { id: 'iban', called: 'IBAN', format: 'iban' },
      { id: 'consent', label: 'templateConsent', type: 'choice' },
    ],
  },
];

/** The ready-made list, in the language of the page. */
export function yesNo({ say }: Writing): DraftQuestion['choices'] {
  return [
    { value: 'yes', label: say('yes') },
    { value: 'no', label: say('no') },
  ];
}

/** A draft out of a template; without one a form with an empty question. */
export function begin(writing: Writing, template?: Template): Draft {
  if (!template) return withQuestion(blankDraft, blankQuestion(blankDraft));
  const { say } = writing;
  const named = { ...blankDraft, name: say(template.name), description: say(template.about) };
  return template.questions.reduce<Draft>((draft, fields) => {
    const label = 'called' in fields ? fields.called : say(fields.label);
    const choices = fields.type === 'choice' ? yesNo(writing) : [];
    const { called: _name, ...rest } = { called: '', ...fields };
    return withQuestion(draft, { ...blankQuestion(draft), choices, ...rest, label });
  }, named);
}
