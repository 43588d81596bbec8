// The three forms that this shop's agents can send. Plain data: the kit checks it at start and refuses what is wrong.

/** Form definitions as an author writes them; `@tellsafe/core/form/schema` fills the defaults. */
export const forms: readonly (Readonly<Record<string, unknown>> & { readonly id: string })[] = [
  {
    id: 'payment-card',
    name: 'Payment card',
    description: 'Pay for your order by card. Your agent sees the details only during this conversation.',
    note: 'Nothing is charged before your agent confirms the amount with you.',
    questions: [
      { id: 'name', label: 'Name on card', type: 'text', characters: 'any', maxLength: 80 },
      { id: 'card', label: 'Card number', type: 'numeric', format: 'card', masked: true },
      { id: 'expiry', label: 'Expiry date', type: 'text', format: 'expiry' },
      {
        id: 'cvv',
        label: 'CVV',
        type: 'cvv',
        help: 'The 3 or 4 digits on the back of the card.',
      },
    ],
  },
  {
    id: 'identity-check',
    name: 'Identity check',
    description: 'A few questions so that we know that we are talking to you.',
    questions: [
      { id: 'born', label: 'Date of birth', type: 'text', format: 'date' },
      { id: 'ssn', label: 'Social security number', type: 'text', format: 'us-ssn', masked: true },
      { id: 'pin', label: 'Telephone PIN', type: 'numeric', format: 'pin', masked: true, offTheRecord: true },
      {
        id: 'customer',
        label: 'Have you ordered from us before?',
        type: 'choice',
        choices: [
          { value: 'yes', label: 'Yes' },
          { value: 'no', label: 'No' },
        ],
      },
    ],
  },
  {
    id: 'delivery-address',
    name: 'Delivery address',
    description: 'Where should we send your order?',
    questions: [
      { id: 'street', label: 'Street and number', type: 'text', characters: 'any', maxLength: 120 },
      { id: 'postal-code', label: 'Postal code', type: 'text', format: 'postal-code' },
      { id: 'city', label: 'Town or city', type: 'text', characters: 'any', maxLength: 80 },
      { id: 'phone', label: 'Phone for the courier', type: 'text', format: 'phone', required: false },
      {
        id: 'instructions',
        label: 'Anything the courier should know?',
        type: 'text',
        required: false,
        placeholder: 'Door code, floor, a neighbour who is in',
        maxLength: 300,
      },
    ],
  },
];
