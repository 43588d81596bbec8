import { TellsafeError } from '@tellsafe/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { all, button, hasButton, loadEnglish, mount, one, rendered, textOf } from '../../../test/support/elements.ts';
import { type FakeClient, fakeClient } from '../../../test/support/fake-client.ts';
import { fakeReports, type MadeUp, madeUp } from '../../../test/support/fake-reports.ts';
import type { ReportQuery, Reports, ReportVolumeQuery } from '../../reports.ts';
import { defineReports } from './define.ts';
import type { TellsafeReports } from './reports.ts';

const NOW = Date.UTC(2026, 10, 22, 15, 20);

defineReports();
beforeEach(loadEnglish);
afterEach(() => document.body.replaceChildren());

interface Shown {
  readonly element: TellsafeReports;
  readonly client: FakeClient;
  readonly asked: ReportQuery[];
}

async function show(change: Partial<Reports> = {}, some: Partial<MadeUp> = {}): Promise<Shown> {
  const asked: ReportQuery[] = [];
  const fake = fakeReports(madeUp({ now: NOW, days: 9, perDay: 10, ...some }));
  const reports: Reports = {
    ...fake,
    figures: (query) => {
      asked.push(query);
      return fake.figures(query);
    },
    ...change,
  };
  const client = fakeClient({ reports, now: () => NOW });
  const element = await mount<TellsafeReports>('tellsafe-reports', { client } as Partial<TellsafeReports>);
  await loaded(element);
  return { element, client, asked };
}

async function loaded(element: TellsafeReports): Promise<void> {
  do {
    await new Promise((resolve) => setTimeout(resolve, 2));
    await rendered(element);
  } while (all(element, '.area[aria-busy=true]').length > 0);
}

async function choose(element: TellsafeReports, name: string, index: number): Promise<void> {
  const field = one<HTMLSelectElement>(element, `select[name=${name}]`);
  field.selectedIndex = index;
  field.dispatchEvent(new Event('change'));
  await loaded(element);
}

const big = (element: TellsafeReports) => all(element, '[data-measure] .big').map((each) => each.textContent?.trim());

describe('<tellsafe-reports>', () => {
  test('SF-A11Y-01 has a title, named fields, and figures that say what they open', async () => {
    const { element } = await show();
    expect(one(element, 'h2').textContent).toBe('Reports');
    for (const field of all(element, 'select')) expect(field.closest('label')?.querySelector('span')?.textContent).not.toBe(''); // biome-ignore format: one thought
    const sent = one(element, '[data-measure=sent] button');
    expect(sent.getAttribute('aria-label')).toBe(`Sent: ${sent.textContent?.trim()}, show the invitations`);
  });

  test('SF-MGR-02 asks for the last seven days by the clock of the browser, and for those before', async () => {
    const { asked } = await show();
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    const [now, before] = asked;
    expect([now, before]).toMatchObject([
      { period: 'whole', timeZone },
      { period: 'whole', timeZone },
    ]);
    expect((now?.to ?? 0) - (now?.from ?? 0)).toBe((before?.to ?? 0) - (before?.from ?? 0));
  });

  test('SF-MGR-02 fields change what is asked, and filters of one value are not shown', async () => {
    const { element, asked } = await show();
    expect(all(element, 'select[name=channel]')).toEqual([]);
    const before = big(element);
    await choose(element, 'form', 1);
    expect(asked.at(-1)).toMatchObject({ form: 'delivery-address' });
    expect(big(element)).not.toEqual(before);
    await choose(element, 'form', 0);
    expect(asked.at(-1)).not.toHaveProperty('form');
    expect(big(element)).toEqual(before);
    await choose(element, 'cohort', 1);
    expect(asked.at(-1)).toMatchObject({ cohort: 'event' });
    expect(textOf(one(element, '[data-measure=viewed] .rate'))).toBe('');
  });

  test('SF-MGR-02 channels and entry points can be chosen when there are several', async () => {
    const { element } = await show({}, { channels: ['web', 'sms'] });
    expect(all(element, 'select[name=channel], select[name=entryPoint]')).toHaveLength(2);
    const names = all(element, 'select[name=channel] option, select[name=entryPoint] option').map(textOf);
    expect(names.filter((name) => /web/i.test(name))).toEqual(['\u2068Web\u2069', '\u2068Web\u2069']);
  });

  test('CN-GEN-06 volume stands by channel and entry point, with its sum, whatever form is chosen', async () => {
    const files: ReportVolumeQuery[] = [];
    const volumeCsv = async (query: ReportVolumeQuery) => {
      files.push(query);
      return new Blob(['']);
    };
    const { element } = await show({ volumeCsv }, { channels: ['web', 'sms-twilio'] });
    const rows = () =>
      all(element, '.volume :is(tbody, tfoot) tr').map((row) => {
        const cells = [...row.querySelectorAll('th, td')];
        return cells.map((cell) => cell.textContent?.replace(/[\u2066-\u2069]/g, '').trim() ?? '');
      });
    const [sms = [], web = [], sum = []] = rows();
    expect([sms[0], web[0], sum[0]]).toEqual(['SMS sms-twilio line', 'Web', 'All']);
    for (const place of [1, 2, 3]) expect(Number(sms[place]) + Number(web[place])).toBe(Number(sum[place]));
    expect(Number(sms[1])).toBeGreaterThan(0);
    const before = rows();
    await choose(element, 'form', 1);
    expect(rows()).toEqual(before);
    await choose(element, 'channel', 1);
    expect(rows()).toEqual([sms]);
    all<HTMLButtonElement>(element, '.volume button')[0]?.click();
    await loaded(element);
    expect(files).toMatchObject([{ period: 'day', by: ['channel', 'entryPoint'], channel: 'sms-twilio' }]);
    expect(files[0]).not.toHaveProperty('form');
    const none = await show({}, { days: 0, perDay: 0 });
    expect(textOf(one(none.element, '.volume .none'))).toBe('Nobody wrote in this time.');
  });

  test('a figure of nothing opens nothing, and an empty time says so', async () => {
    const { element } = await show({}, { days: 0, perDay: 0 });
    expect(all(element, 'button.count')).toEqual([]);
    expect(textOf(element)).toContain('Nothing was sent in this time');
  });

  test('own dates that cannot be are told beside their field, and nothing is asked', async () => {
    const { element, asked } = await show();
    await choose(element, 'period', 5);
    const field = one<HTMLInputElement>(element, '#date-last');
    const before = asked.length;
    field.value = '2026-01-01';
    field.dispatchEvent(new Event('change'));
    await loaded(element);
    expect(asked).toHaveLength(before);
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(textOf(one(element, '#problem-last'))).toBe('Choose a day that is not before the first one.');
    expect(big(element)[0]).not.toBe('');
  });

  test('SF-PERM-01 who may not see reports is told so; a later failure leaves what was there', async () => {
    const refuse = async (): Promise<never> => {
      throw new TellsafeError('permission_denied');
    };
    const { element } = await show({ figures: refuse });
    expect(one(element, '[role=alert]').textContent).not.toBe('');
    expect(all(element, '.figure')).toEqual([]);
    expect(hasButton(element, 'Try again')).toBe(false); // it would be refused again
    const unreachable = async (): Promise<never> => {
      throw new TellsafeError('network_failed');
    };
    expect(hasButton((await show({ figures: unreachable })).element, 'Try again')).toBe(true);
    let isDown = false;
    const fake = fakeReports(madeUp({ now: NOW, days: 9, perDay: 10 }));
    const shown = await show({
      figures: async (query) => {
        if (isDown) throw new TellsafeError('network_failed');
        return fake.figures(query);
      },
    });
    const before = big(shown.element);
    isDown = true;
    button(shown.element, 'Refresh').click();
    await loaded(shown.element);
    expect(textOf(shown.element)).toContain('The server cannot be reached.');
    expect(big(shown.element)).toEqual(before);
    isDown = false;
    button(shown.element, 'Try again').click();
    await loaded(shown.element);
    expect(all(shown.element, '.notice.bad')).toEqual([]);
  });

  test('an answer that comes late does not overwrite a later one', async () => {
    const fake = fakeReports(madeUp({ now: NOW, days: 40, perDay: 10 }));
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { element } = await show({
      figures: async (query) => {
        if (query.form === 'identity-check') await held;
        return fake.figures(query);
      },
    });
    const field = one<HTMLSelectElement>(element, 'select[name=form]');
    field.selectedIndex = 2;
    field.dispatchEvent(new Event('change'));
    await rendered(element);
    await choose(element, 'form', 0);
    const shown = big(element);
    release();
    await loaded(element);
    expect(big(element)).toEqual(shown);
  });

  test('after the end of the session nothing is left', async () => {
    const { element, client } = await show();
    client.emit('session-ended', { reason: 'signed-out' });
    await rendered(element);
    expect(big(element).every((text) => text === '–')).toBe(true);
    expect(all(element, '.breakdown')).toEqual([]);
  });
});
