// What is shown of an answer while it is typed: groups of digits, the slash of an expiry. The caret stays where the person has it:
// it keeps as many typed characters before it as before.
import { displayGroups, foldToAscii, type Question } from '@tellsafe/core/form';

/** Text of a field and where the caret is in it, in UTF-16 units. */
export interface Typed {
  readonly text: string;
  readonly caret: number;
}

const separators = { card: ' ', iban: ' ', 'us-ssn': '-' } as const;

type Grouped = keyof typeof separators;

function isGrouped(format: Question['format']): format is Grouped {
  return format !== undefined && Object.hasOwn(separators, format);
}

/**
 * What separates the groups of a question's answer.
 *
 * @param question - its format
 * @returns undefined when there are no groups
 */
export function separatorOf({ format }: Pick<Question, 'format'>): string | undefined {
  return isGrouped(format) ? separators[format] : undefined;
}

/**
 * Arranges what was typed. Text that is not the beginning of what the format asks for stays exactly as it is, so that a mistake
 * can be seen and corrected.
 *
 * @param question - its format
 * @param typed - text and caret as they are
 * @param inserting - whether something was added; a slash is never put back after it was deleted
 */
export function arrangeTyped(question: Pick<Question, 'format'>, typed: Typed, inserting: boolean): Typed {
  if (question.format === 'expiry') return arrangeExpiry(typed, inserting);
  const separator = separatorOf(question);
  if (separator === undefined) return typed;
  const plain = plainOf(typed.text);
  if (!(question.format === 'iban' ? /^[a-z]{1,2}[0-9a-z]*$/i : /^\d+$/).test(plain)) return typed;
  const value = question.format === 'iban' ? plain.toUpperCase() : plain;
  const groups = displayGroups(question, value);
  const text = groups.join(separator);
  const before = plainOf(typed.text.slice(0, typed.caret)).length;
  return { text, caret: caretAfter(groups, before, inserting) };
}

/** The characters that count, in ASCII: without spaces, dashes and marks that show nothing. */
function plainOf(text: string): string {
  return foldToAscii(text).replace(/[ -]|\p{Cf}/gu, '');
}

/** Position after `count` characters of the value; at the edge of a group after the separator only when typing goes on. */
function caretAfter(groups: readonly string[], count: number, inserting: boolean): number {
  let left = count;
  let at = 0;
  for (const [index, group] of groups.entries()) {
    const isLast = index === groups.length - 1;
    if (left < group.length || isLast || (left === group.length && !inserting))
      return at + Math.min(left, group.length);
    left -= group.length;
    at += group.length + 1;
  }
  return at;
}

/** A month that can only have one digit gets its zero, so that keyboards of digits alone are enough. */
function arrangeExpiry(typed: Typed, inserting: boolean): Typed {
  const { text, caret } = typed;
  const [, month, year] = /^(0[1-9]|1[0-2]|[2-9](?=[1-9]))(\d{1,2}|20\d\d)$/.exec(foldToAscii(text)) ?? [];
  if (!inserting || caret !== text.length || month === undefined) return typed;
  const arranged = `${month.padStart(2, '0')}/${year}`;
  return { text: arranged, caret: arranged.length };
}

/**
 * Where the caret has to stand before a deletion, so that deleting at a separator takes the character beyond it and not the
 * separator, which would come back at once.
 *
 * @param question - its format
 * @param typed - text and caret, nothing selected
 * @param inputType - of the `beforeinput` event
 * @returns the position, the same when nothing has to change
 */
export function caretForDeletion(
  question: Pick<Question, 'format'>,
  { text, caret }: Typed,
  inputType: string,
): number {
  const separator = separatorOf(question);
  if (separator === undefined) return caret;
  if (inputType === 'deleteContentBackward' && text[caret - 1] === separator) return caret - 1;
  if (inputType === 'deleteContentForward' && text[caret] === separator) return caret + 1;
  return caret;
}
