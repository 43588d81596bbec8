// The audit's page without a browser: what it asks for, says and shows. Colours, keys and widths are proven in real ones.
import { auditActions, auditFindingKinds, auditObjectKinds, refusalReasons } from '@tellsafe/core/wire';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  all,
  attributesOf,
  button,
  loadEnglish,
  mount,
  one,
  rendered,
  settled,
  textOf,
} from '../../../test/support/elements.ts';
import { auditItem, broken, everyAction, fakeAudit } from '../../../test/support/fake-audit.ts';
import { fakeClient } from '../../../test/support/fake-client.ts';
import type { TellsafeAudit } from './audit.ts';
import { headText, parseHead } from './chain-card.ts';
import { defineAudit } from './define.ts';
import { filterOf, noFields } from './filter-fields.ts';
import { auditTexts } from './texts.ts';

beforeAll(async () => {
  defineAudit();
  await loadEnglish();
});
afterEach(() => document.body.replaceChildren());

/** A few: this browser without a screen is slow with tables. */
const some = everyAction.slice(0, 5);

async function page(options: Parameters<typeof fakeAudit>[0] = {}) {
  const audit = fakeAudit({ entries: some, ...options });
  const client = fakeClient({ audit });
  const element = await mount<TellsafeAudit>('tellsafe-audit', { client });
  await settled(element);
  return { audit, client, element };
}

async function choose(element: Element, name: string, value: string) {
  const field = one<HTMLSelectElement>(element, `[name=${name}]`);
  field.value = value;
  field.dispatchEvent(new Event('change'));
  await settled(element as HTMLElement);
}

describe('SF-AUD-01 the texts of the audit', () => {
  test.each(['en', 'de', 'ar'] as const)('name every action, reason, object and finding in %s', (language) => {
    const texts: Readonly<Record<string, unknown>> = auditTexts[language];
    const keys = [
      ...auditActions.map((name) => `action.${name}`),
      ...refusalReasons.map((name) => `reason.${name}`),
      ...auditObjectKinds.map((name) => `object.${name}`),
      ...auditFindingKinds.map((name) => `finding.${name}`),
    ];
    expect(keys.filter((key) => typeof texts[key] !== 'string' || texts[key] === '')).toEqual([]);
    const actions = auditActions.map((name) => texts[`action.${name}`]);
    expect(new Set(actions).size, 'no two actions with one text').toBe(actions.length);
    // The control: an action without a text is found.
    expect(['action.walk'].filter((key) => typeof texts[key] !== 'string')).toEqual(['action.walk']);
  });
});

describe('SF-AUD-01 the page', () => {
  test('says each entry in words, and page after page', async () => {
    const { element, audit } = await page({ most: 3 });
    expect(all(element, 'tbody tr')).toHaveLength(3);
    button(element, 'Show older entries').click();
    await settled(element);
    expect(all(element, 'tbody tr')).toHaveLength(some.length);
    for (const { action } of some) expect(textOf(element)).toContain(auditTexts.en[`action.${action}`]);
    expect(textOf(element)).toContain('Refused permission missing');
    expect(textOf(element)).toContain('That is all.');
    expect(audit.asked).toHaveLength(2);
  });

  test('asks anew when a filter changes, keeps it, and clears it', async () => {
    const { element, audit } = await page();
    await choose(element, 'outcome', 'refused');
    await choose(element, 'action', some.find(({ outcome }) => typeof outcome === 'object')?.action ?? '');
    expect(all(element, 'tbody tr')).toHaveLength(1);
    expect(audit.asked.at(-1)).toMatchObject({ outcome: 'refused', action: [expect.any(String)] });
    expect(one<HTMLSelectElement>(element, '[name=outcome]').value).toBe('refused');
    await choose(element, 'actorKind', 'host');
    button(element, 'Clear filters').click();
    await settled(element);
    expect(audit.asked.at(-1)).toEqual({ limit: 50 });
    await choose(element, 'from', '2026-11-22');
    const asked = audit.asked.length;
    await choose(element, 'to', '2026-11-21');
    expect(textOf(element)).toContain('not before the first one');
    expect(audit.asked).toHaveLength(asked);
  });

  test('goes on looking where a page is empty, and stops to ask', async () => {
    const audit = fakeAudit();
    let pages = 0;
    const list = async () => {
      pages += 1;
      return { entries: [], cursor: String(pages) };
    };
    const element = await mount<TellsafeAudit>('tellsafe-audit', { client: fakeClient({ audit: { ...audit, list } }) });
    await settled(element);
    expect(pages).toBe(5);
    expect(textOf(element)).toContain('Older entries may still fit');
  });

  test('shows on demand where an entry is in the chain, and that one was changed', async () => {
    const { element } = await page({
      entries: [auditItem(7, { intact: false, digest: 'x'.repeat(43) }), auditItem(6)],
    });
    expect(all(element, 'tr.broken')).toHaveLength(1);
    one(element, 'button.time').click();
    await rendered(element);
    expect(one(element, 'button.time').getAttribute('aria-expanded')).toBe('true');
    const details = textOf(one(element, '.details'));
    for (const text of ['Number in the chain 7', 'Digest now', 'x'.repeat(43), 'Digest in the chain', 'd'.repeat(43)]) {
      expect(details).toContain(text);
    }
  });

  test('T23 says plainly whether the chain fits, and up to where', async () => {
    const whole = await page();
    button(whole.element, 'Verify the chain').click();
    await settled(whole.element);
    expect(textOf(one(whole.element, '.verdict'))).toContain('Everything fits, up to block 912.');
    const { element } = await page({ verdict: broken });
    button(element, 'Verify the chain').click();
    await settled(element);
    const verdict = textOf(one(element, '.verdict'));
    expect(verdict).toContain('Something does not fit. Up to block 873 everything does.');
    expect(verdict).toMatch(/An entry was changed \( ?block 874, entry 17481/);
  });

  test('takes a head that was noted, or says how it is written', async () => {
    const { element, audit } = await page();
    const field = one<HTMLInputElement>(element, '[name=noted]');
    for (const [text, asks] of [['912', 0] as const, [`912.${'h'.repeat(43)}`, 1] as const]) {
      field.value = text;
      field.dispatchEvent(new Event('input'));
      button(element, 'Verify the chain').click();
      await settled(element);
      expect(audit.asked.filter((asked) => 'verify' in (asked as object))).toHaveLength(asks);
      expect(textOf(element).includes('Write it as it was shown')).toBe(asks === 0);
    }
    expect(textOf(element)).toContain('The head that you noted is in the chain.');
  });

  test('T20 shows ids of others as text alone, and forgets with the session', async () => {
    const id = '<img src=x onerror=alert(1)>\u202e';
    const { element, client } = await page({
      entries: [auditItem(1, { who: { kind: 'agent', id }, object: { kind: 'form', id }, origin: id })],
    });
    expect(all(element, 'img')).toEqual([]);
    expect(textOf(element)).toContain('<img src=x onerror=alert(1)>');
    expect(element.shadowRoot?.textContent).not.toContain('\u202e');
    expect(attributesOf(element)).not.toContain('onerror');
    client.emit('session-ended', { reason: 'signed-out' });
    await rendered(element);
    expect(textOf(element)).not.toContain('onerror');
  });

  test('saves what the filters let through', async () => {
    const { element, audit } = await page();
    const saved = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
    await choose(element, 'outcome', 'refused');
    button(element, 'Export JSON').click();
    await settled(element);
    expect(audit.asked.at(-1)).toEqual({ format: 'jsonl', outcome: 'refused' });
    expect(saved).toHaveBeenCalledOnce();
    saved.mockRestore();
  });
});

test('a head is read as it is written, and nothing else is one', () => {
  const head = { number: 912, hash: 'h'.repeat(43) };
  expect(parseHead(` ${headText(head)} `)).toEqual(head);
  for (const text of ['', '912', `0.${head.hash}`, `912.${head.hash}h`, `912 ${head.hash}`]) {
    expect(parseHead(text)).toBeUndefined();
  }
});

test('days are whole days of this device', () => {
  const { since = 0, until = 0 } = filterOf({ ...noFields, from: '2026-11-22', to: '2026-11-22' });
  expect(new Date(since).toDateString()).toBe('Sun Nov 22 2026');
  expect(new Date(since).getHours()).toBe(0);
  expect(new Date(until).toDateString()).toBe('Mon Nov 23 2026');
});
