// Card brands by issuer number and the lengths each has.
// Source: ISO/IEC 7812 ranges as published by the networks and collected in braintree/credit-card-type (MIT).

/** Brands that are told apart. BC Card numbers run on the Discover network and count as `discover`. */
export type CardBrand =
  | 'amex'
  | 'diners'
  | 'discover'
  | 'elo'
  | 'hipercard'
  | 'jcb'
  | 'maestro'
  | 'mastercard'
  | 'mir'
  | 'unionpay'
  | 'visa';

/** What is known of a brand. */
export interface CardBrandFacts {
  readonly id: CardBrand;
  /** As the network writes it. */
  readonly name: string;
  /** Allowed numbers of digits. */
  readonly lengths: readonly number[];
}

/**
 * id, name, lengths, prefixes or ranges of prefixes (of a range's end only the digits that differ). The first match wins, so
 * narrow brands stand before wide ones.
 */
const table: readonly (readonly [CardBrand, string, string, string])[] = [
  [
    'elo',
    'Elo',
    '16',
    '401178-9 431274 438935 451416 457393 457631-2 504175 506699-778 509000-999 627780 636297 636368 650031-3 650035-51 650405-39 650485-538 650541-98 650700-18 650720-7 650901-78 651652-79 655000-19 655021-58',
  ],
  ['hipercard', 'Hipercard', '16', '606282 637095 637568 637599 637609 637612'],
  ['amex', 'American Express', '15', '34 37'],
  ['diners', 'Diners Club', '14 16 19', '300-5 3095 36 38-9'],
  ['jcb', 'JCB', '16 17 18 19', '3528-89'],
  ['mir', 'Mir', '16 17 18 19', '2200-4'],
  ['mastercard', 'Mastercard', '16', '51-5 2221-720'],
  ['visa', 'Visa', '13 16 19', '4'],
  ['discover', 'Discover', '16 19', '6011 644-9 65'],
  ['unionpay', 'UnionPay', '14 15 16 17 18 19', '62 81'],
  ['maestro', 'Maestro', '12 13 14 15 16 17 18 19', '500-7 56-8 6304 633 639 6759 676'],
];

/**
 * Tells the brand of a card number, also of its first digits.
 *
 * @param digits - ASCII digits without separators
 * @returns undefined when the digits fit no known brand or are too few
 * @example
 * ```ts
 * cardBrand('4111')?.name; // "Visa"
 * ```
 */
export function cardBrand(digits: string): CardBrandFacts | undefined {
  for (const [id, name, lengths, prefixes] of table) {
    if (prefixes.split(' ').some((range) => startsWithin(digits, range))) {
      return { id, name, lengths: lengths.split(' ').map(Number) };
    }
  }
  return undefined;
}

function startsWithin(digits: string, range: string): boolean {
  const [from = '', end = ''] = range.split('-');
  const to = from.slice(0, from.length - end.length) + end;
  const start = digits.slice(0, from.length);
  return start.length === from.length && start >= from && start <= to;
}
