// The account and the form of all benchmarks: four recorded answers, 1 KB together.

export const ACCOUNT = 'bench';
export const FORM_ID = 'address';
export const BASE = '/tellsafe';
export const ORIGIN = 'https://forms.bench.example';

/** Characters of each answer that the load gives. */
export const ANSWER_LENGTH = 220;

/** As an operator writes it. */
export const form = {
  id: FORM_ID,
  name: 'Delivery address',
  description: 'Where shall we deliver your order?',
  questions: ['name', 'street', 'city', 'remark'].map((id) => ({
    id,
    label: `${id.charAt(0).toUpperCase()}${id.slice(1)}`,
    type: 'text',
    characters: 'any',
    maxLength: 250,
  })),
};
