// What must not stand in ordinary messages: finding and masking it.
export { type FoundCardNumber, findCardNumbers, type MaskedText, maskCardNumbers } from './card-numbers.ts';
