// A form on the screen, for the tests of its parts.
import type { FormDefinition, Question } from '@tellsafe/core/form';
import { loadTexts } from '@tellsafe/core/i18n';
import { expect, vi } from 'vitest';
import { defineForm } from '../../src/components/form/define.ts';
import type { FormActions, TellsafeForm } from '../../src/components/form/form.ts';
import { type FormState, initialState } from '../../src/controllers/form-state.ts';

defineForm();

/** A question with the usual settings. */
export const question = (part: Partial<Question> & Pick<Question, 'id' | 'label' | 'type'>): Question => ({
  required: true,
  masked: false,
  offTheRecord: false,
  maxLength: 200,
  characters: 'safe',
  ...part,
});
/** A form with one of most kinds. */
export const definition: FormDefinition = {
  id: 'card',
  name: 'Payment card',
  description: 'For your order',
  note: 'A note.',
  questions: [
    question({ id: 'name', label: 'Name on card', type: 'text' }),
    question({ id: 'card', label: 'Card number', type: 'numeric', format: 'card', maxLength: 19 }),
    question({ id: 'cvv', label: 'Security code', type: 'cvv', masked: true, offTheRecord: true, maxLength: 4 }),
    question({
      id: 'keep',
      label: 'Keep it?',
      type: 'choice',
      required: false,
      choices: [
        { value: 'yes', label: 'Yes' },
        { value: 'no', label: 'No' },
      ],
    }),
    question({
      id: 'land',
      label: 'Country',
      type: 'choice',
      required: false,
      choices: ['a', 'b', 'c', 'd', 'e', 'f'].map((value) => ({ value, label: value })),
    }),
  ],
};
/** The form while it is filled in. */
export const filling: Partial<FormState> = {
  view: 'filling',
  definition,
  formName: definition.name,
  agentName: 'Noor',
  secondsLeft: 1700,
  extensionsLeft: 2,
};

/** Shows a form in a state, once all of it is there. */
export async function show(
  state: Partial<FormState>,
  { language = 'en' as 'en' | 'ar', scheme = 'light', isolated = true } = {},
) {
  const form: TellsafeForm = document.createElement('tellsafe-form');
  const actions: FormActions = {
    open: vi.fn(),
    submit: vi.fn(),
    extend: vi.fn(),
    decline: vi.fn(),
    leave: vi.fn(),
    edited: vi.fn(),
  };
  document.documentElement.style.colorScheme = scheme;
  document.documentElement.lang = language;
  document.title = 'Secure form';
  Object.assign(form, {
    isolated,
    actions,
    now: () => Date.UTC(2026, 10, 1),
    texts: await loadTexts(language),
    state: { ...initialState, ...state },
  });
  document.body.append(form);
  await form.updateComplete;
  // Choices, and what is met only later, are chunks of their own.
  if (state.view === 'filling' && isolated) {
    await vi.waitFor(() => expect(form.renderRoot.querySelector('form')).not.toBeNull());
    await vi.waitFor(() => expect(form).toHaveProperty('later.attachComforts'));
    await form.updateComplete;
  }
  await new Promise((resolve) => requestAnimationFrame(resolve));
  return {
    form,
    actions,
    field: (id: string) => form.renderRoot.querySelector<HTMLInputElement>(`#q-${id}`) as HTMLInputElement,
  };
}

/** Presses the submit button. */
export const submit = (form: TellsafeForm) => (form.renderRoot.querySelector('[type=submit]') as HTMLElement).click();
