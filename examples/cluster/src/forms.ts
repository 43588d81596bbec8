// The account's one form: answers that are recorded, and one that is not.
export const FORM = 'card';

export const forms = [
  {
    id: FORM,
    name: 'Payment card',
    description: 'Pay for your order.',
    questions: [
      { id: 'number', label: 'Card number', type: 'numeric', format: 'card', masked: true, maxLength: 19 },
      { id: 'cvv', label: 'Security code', type: 'cvv' },
    ],
  },
];
