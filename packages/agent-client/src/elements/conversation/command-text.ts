// Whether a draft is the command `/form`, and what it searches for. Pure.

/**
 * What a draft searches forms for, or `null` when it is an ordinary message.
 *
 * `/` and every beginning of the command search for everything, `/form car` for `car`. Anything else that begins with a slash,
 * and anything of several lines, is a message.
 *
 * @param draft - the message field's text
 * @param words - names of the command without the slash, in lower case
 */
export function formSearch(draft: string, words: readonly string[]): string | null {
  const found = /^\/(\S*)(?:[^\S\n]+(.*))?$/u.exec(draft);
  if (!found) return null;
  const [, command = '', search] = found;
  const typed = command.toLocaleLowerCase();
  if (search === undefined) return words.some((word) => word.startsWith(typed)) ? '' : null;
  return words.includes(typed) ? search : null;
}
