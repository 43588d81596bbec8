// Characters: which are dropped because nobody sees them, which are folded to ASCII, which are refused (SF-FORM-04, SF-FORM-05).
// Everything here is linear in the length of the text.

/**
 * Characters that show nothing: soft hyphen, zero-width space, word joiner, byte order mark, and every mark, embedding,
 * override and isolate that steers direction. Phones and address books paste them around numbers. They are dropped, so the
 * value is what the person saw. The joiners U+200C and U+200D are letters' business in Persian, Hindi and emoji and stay.
 */
const invisible = /[\p{Bidi_Control}\u00ad\u180e\u200b\u2060-\u2064\u206a-\u206f\ufeff]+/gu;

/** Control characters, line and paragraph separators, and halves of surrogate pairs, which UTF-8 cannot hold. */
const control = /[\p{Cc}\p{Cs}\u2028\u2029]/u;

const unsafe = /[<>()\\'"&]/;

const joiners = /[\u200c\u200d]+/g;
const dashes = /[\u2010-\u2015\u2212\ufe58\ufe63]/g;
const decimalDigit = /\p{Nd}/u;
const foldable = /[\uff01-\uff5e]|(?![0-9])\p{Nd}/gu;
const folded = new Map<string, string>();

/**
 * Drops characters that show nothing and the space around the text.
 *
 * @param text - as typed or pasted
 */
export function stripInvisible(text: string): string {
  return text.replace(invisible, '').trim();
}

/**
 * Brings formatted input to ASCII: decimal digits of every script, fullwidth letters and signs, every dash to `-`, every
 * white space to one kind of space.
 *
 * @param text - at most a few thousand UTF-16 units, already stripped
 */
export function foldToAscii(text: string): string {
  return text.replace(joiners, '').replace(foldable, foldCharacter).replace(dashes, '-').replace(/\s/g, ' ').trim();
}

/**
 * Drops the spaces and dashes with which people group long numbers.
 *
 * @param text - folded text
 */
export function dropSeparators(text: string): string {
  return text.replace(/[ -]+/g, '');
}

/**
 * Finds the first control character.
 *
 * @param text - any text
 * @returns its name, such as `U+0007`, or undefined
 */
export function findControlCharacter(text: string): string | undefined {
  const found = control.exec(text)?.[0];
  return found && `U+${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/**
 * Finds the first of the characters that `characters: "safe"` refuses.
 *
 * @param text - any text
 * @returns the character itself, or undefined
 */
export function findUnsafeCharacter(text: string): string | undefined {
  return unsafe.exec(text)?.[0];
}

function foldCharacter(character: string): string {
  let ascii = folded.get(character);
  if (ascii === undefined) {
    ascii = decimalDigit.test(character)
      ? digitValue(character)
      : String.fromCharCode(character.charCodeAt(0) - 0xfee0);
    folded.set(character, ascii);
  }
  return ascii;
}

/** Decimal digits stand in unbroken runs of ten, 0 to 9 (Unicode, chapter 4.6), so the distance to the run's start tells. */
function digitValue(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  let start = point;
  while (decimalDigit.test(String.fromCodePoint(start - 1))) start -= 1;
  return String((point - start) % 10);
}
