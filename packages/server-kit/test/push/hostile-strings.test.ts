// T20: names of agents and forms come into a push message as they are, whatever is in them; only what would turn lines around is left out.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { pushText } from '../../src/push/message.ts';

const strings = ['blns', 'xss-payloads-dompurify'].flatMap((name) => {
  const file = new URL(`../../../agent-client/test/data/${name}.json.txt`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as string[];
});
const withoutTurns = (text: string) => text.replace(/\p{Bidi_Control}/gu, '');

test.each(['en', 'ar'] as const)('T20 SF-INV-06 hostile names in %s', async (language) => {
  for (const text of [...strings, '{form}', '{agent}:{form}', '$&$1$`']) {
    const said = await pushText(language, { agent: { id: 'ada', name: text }, form: { name: text } } as never);
    expect(withoutTurns(said)).toBe(`${withoutTurns(text)}:${withoutTurns(text)}`);
  }
});
