// The formats of a payment card apart from the others, so that a page can show a card form before it has loaded those.
import { readCard } from './card.ts';
import { readExpiry } from './expiry.ts';

/** Rules of a card's number and expiry. */
export const cardRules = { card: readCard, expiry: readExpiry } as const;
