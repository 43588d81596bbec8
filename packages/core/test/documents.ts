// Reads Markdown documents for tests: fenced blocks with their labels, rows of tables. Knows nothing of what is in them.

/** One fenced block. */
export interface Block {
  /** Language after the fence. */
  readonly language: string;
  /** `key=value` pairs after the language; a word without `=` has the value `""`. */
  readonly labels: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Every fenced block of a document, in order. */
export function blocksOf(markdown: string): readonly Block[] {
  return [...markdown.matchAll(/^```([^\n]*)\n(.*?)^```$/gms)].map(([, head = '', text = '']) => {
    const [language = '', ...labels] = head.trim().split(/\s+/);
    return { language, labels: Object.fromEntries(labels.map((label) => splitLabel(label))), text };
  });
}

/** Cells of every table row whose first cell starts with a code span, without the span's marks. */
export function rowsOf(markdown: string): readonly (readonly string[])[] {
  return [...markdown.matchAll(/^\| \[?`.*\|$/gm)].map(([row]) =>
    row
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim().replaceAll('`', '')),
  );
}

/** Events of a stream written out in a document; comments and the pause before coming back are left out. */
export function eventsOf(text: string): readonly Readonly<Record<string, string>>[] {
  const blocks = text.trim().split('\n\n');
  return blocks
    .filter((block) => !/^(:|retry: \d+$)/.test(block))
    .map((block) => Object.fromEntries(block.split('\n').map((line) => splitLabel(line, ': '))));
}

function splitLabel(text: string, sign = '='): [string, string] {
  const at = text.indexOf(sign);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + sign.length)];
}
