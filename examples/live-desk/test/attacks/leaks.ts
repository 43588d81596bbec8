// Finds what was typed in what an attacker got, however it is cut: whole, in pieces, or key by key.

/** What the victim types, by label. Nothing else in a test looks like it. */
export const CANARY = {
  'Name on card': 'Zephyrine Quillfeather',
  'Card number': '4000056655665556',
  'Expiry date': '12/31',
  CVV: '9273',
} as const;

/** A piece of that length is no accident, not even in ciphertext as base64url. */
const PIECE = 7;

const pieces = [CANARY['Name on card'], CANARY['Card number']].flatMap((text) =>
  Array.from({ length: text.length - PIECE + 1 }, (_, at) => squeeze(text.slice(at, at + PIECE))),
);

/**
 * The ways by which something of the canary got out.
 *
 * @param collected what the hostile scripts kept, in the order in which they got it
 * @param sent what servers were sent
 */
export function leaks(
  collected: readonly { readonly way: string; readonly text: string }[],
  sent: readonly string[],
): string[] {
  const ways = Map.groupBy(collected, ({ way }) => way);
  const found = [...ways].filter(([way, got]) => {
    const texts = got.map(({ text }) => text);
    // Keys come one by one, and a single digit is one too many.
    const oneKey = way.startsWith('key ') && texts.some((text) => /\d/.test(text));
    return oneKey || tells(texts.join('')) || texts.some((text) => /\b9273\b/.test(text));
  });
  const told = sent.filter((line) => line.includes('/leak/css/') || tells(line));
  return [...found.map(([way]) => way), ...told.map(wayOf)];
}

function tells(text: string): boolean {
  const squeezed = squeeze(text);
  return pieces.some((piece) => squeezed.includes(piece));
}

function squeeze(text: string): string {
  return text.replace(/[\s-]/g, '');
}

/** `POST /leak/css/40 …` by its path, without what was leaked. */
function wayOf(line: string): string {
  const [method, address = ''] = line.split(' ');
  return /\/leak\/([\w-]+)/.exec(address)?.[1] ?? `${method} ${address.split('?')[0]}`;
}
