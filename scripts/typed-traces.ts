// Finds what a person typed in a text that also holds ports, ids, MACs and times: in those, three digits stand by chance now and then.
// Tests only; runs in Node and in browsers.

/** So many characters in a row are no accident, not even among digits. */
const PIECE = 7;

/**
 * Which of the values have left something in the text. Of a long value any seven characters in a row are enough, whatever spaces and
 * dashes stand between; a short one counts as a word of its own, and as a part of other words only if it has four letters.
 *
 * @example
 * tracesOf('http://localhost:41115/?cvv=737', ['4111 1111 1111 1111', '737']); // ['737']
 */
export function tracesOf(text: string, values: readonly string[]): string[] {
  const texts = [text, decoded(text)];
  return values.filter((value) => texts.some((each) => leaves(value, each)));
}

function leaves(value: string, text: string): boolean {
  const whole = squeeze(value);
  if (whole.length < PIECE) return /\p{L}{4}/u.test(value) ? text.includes(value) : asWord(value).test(text);
  const squeezed = squeeze(text);
  return Array.from({ length: whole.length - PIECE + 1 }, (_, at) => whole.slice(at, at + PIECE)).some((piece) =>
    squeezed.includes(piece),
  );
}

/** Not inside a word, an id or base64url, and no fraction of a number. */
function asWord(value: string): RegExp {
  const literal = value.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  return new RegExp(`(?<![\\w-]|\\d\\.)${literal}(?![\\w-]|\\.\\d)`);
}

function squeeze(text: string): string {
  return text.replace(/[\s-]/g, '');
}

/** What is escaped in addresses, as it was. */
function decoded(text: string): string {
  return text.replace(/(?:%[\da-f]{2})+/gi, (bytes) => {
    try {
      return decodeURIComponent(bytes);
    } catch {
      return bytes;
    }
  });
}
