// T20: hostile answers in the real viewer, in a real browser: they are text, they run nothing, they turn nothing around.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defineAnswers } from '../../src/elements/answers/define.ts';
import { visiblePieces } from '../../src/elements/shared/visible-text.ts';
import blns from '../data/blns.json.txt?raw';
import xss from '../data/xss-payloads-dompurify.json.txt?raw';
import { all, attributesOf, loadEnglish, mount, one, rendered } from '../support/elements.ts';
import { fakeClient } from '../support/fake-client.ts';
import { answersOf, questionOf, submittedInvitation } from '../support/fixtures.ts';

defineAnswers();
beforeEach(loadEnglish);
afterEach(() => document.body.replaceChildren());

const strings: readonly string[] = [...JSON.parse(blns), ...JSON.parse(xss)];
const CHUNK = 20;

/** What must stand on the screen for a string. */
function expected(text: string): string {
  return visiblePieces(text)
    .map((piece) => ('text' in piece ? piece.text : piece.symbol))
    .join('');
}

async function viewerOf(values: readonly string[]): Promise<HTMLElement> {
  const questions = values.map((value, index) => ({
    question: questionOf({ id: `q${index}`, label: `Question ${index}`, characters: 'any' }),
    value,
    goneOffTheRecord: false,
  }));
  const client = fakeClient({ answers: answersOf({}, { questions }) });
  const viewer = await mount<HTMLElement>('tellsafe-answers', { client, invitation: submittedInvitation() } as object);
  await rendered(viewer);
  return viewer;
}

test('T20 every hostile string is shown as exactly that text and nothing else', async () => {
  const ran: unknown[] = [];
  const page = globalThis as { alert?: unknown; onerror: unknown };
  page.alert = (text: unknown) => ran.push(text);
  page.onerror = (message: unknown) => ran.push(message);
  const clean = await viewerOf(['plain']);
  const tags = new Set(all(clean, '*').map((each) => each.localName));
  clean.remove();
  for (let from = 0; from < strings.length; from += CHUNK) {
    const values = strings.slice(from, from + CHUNK).filter((value) => value !== '');
    const viewer = await viewerOf(values);
    expect(all(viewer, '.value').map((each) => each.textContent)).toEqual(values.map(expected));
    for (const each of all(viewer, '*')) expect(tags.has(each.localName) || each.className === 'symbol').toBe(true);
    for (const value of values.filter(({ length }) => length > 8)) expect(attributesOf(viewer)).not.toContain(value);
    viewer.remove();
  }
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(ran).toEqual([]);
}, 60_000);

test('T20 positive control: a viewer that used innerHTML would be caught', () => {
  const careless = document.createElement('div');
  careless.innerHTML = strings.find((text) => text.startsWith('<img')) ?? '<img src=x>';
  expect(careless.querySelector('img')).not.toBeNull();
});

test('direction tricks change neither the order of a value nor its neighbours', async () => {
  const viewer = await viewerOf(['\u202e1234', 'after', 'اسم 42']);
  expect(one(viewer, '.value').textContent).toBe('RLO1234');
  const [first, second] = all(viewer, '.value');
  expect(second?.getBoundingClientRect().left).toBe(first?.getBoundingClientRect().left);
  const actions = all(viewer, '.actions').map((each) => each.getBoundingClientRect().left);
  expect(new Set(actions).size).toBe(1);
});

test('a value of any length stays inside its row', async () => {
  const viewer = await viewerOf(['W'.repeat(4000), 'Z\u0351\u036b\u0343'.repeat(300)]);
  const width = viewer.getBoundingClientRect().width;
  for (const each of all(viewer, '.value')) {
    expect(each.getBoundingClientRect().width).toBeLessThanOrEqual(width);
    expect(each.getBoundingClientRect().height).toBeLessThanOrEqual(241);
  }
});
