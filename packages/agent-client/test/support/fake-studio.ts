// A studio without a server that behaves like one: versions, conflicts, settings.

import { TellsafeError } from '@tellsafe/core';
import { hashDefinition } from '@tellsafe/core/form';
import { parseFormDefinition } from '@tellsafe/core/form/schema';
import { defaultTimeLimits } from '@tellsafe/core/retention';
import type { StudioFormResponse, StudioSettingsResponse, StudioVersion } from '@tellsafe/core/wire';
import type { Saved, Studio } from '../../src/studio.ts';

const NINE = Date.UTC(2026, 10, 22, 9);
const MINUTE = 60_000;

/** Who is at work. */
export const admins = { ada: { id: 'ada', name: 'Ada Lindqvist' }, ben: { id: 'ben', name: 'Ben Ngata' } } as const;

/** The fake with its other side. */
export interface FakeStudio extends Studio {
  readonly calls: string[];
  /** Somebody else saves a version. */
  saveAs(who: keyof typeof admins, definition: unknown): Promise<void>;
}

/** What the fake begins with. */
export interface FakeStudioOptions {
  readonly forms?: readonly unknown[];
  readonly settings?: Partial<StudioSettingsResponse>;
}

/** Creates a fake studio. */
export async function fakeStudio({ forms = [], settings = {} }: FakeStudioOptions = {}): Promise<FakeStudio> {
  const calls: string[] = [];
  const kept = new Map<
    string,
    { enabled: boolean; versions: { version: StudioVersion; definition: StudioFormResponse['definition'] }[] }
  >();
  let at = NINE;
  const { retentionMonths: _kept, ...limits } = defaultTimeLimits;
  let now: StudioSettingsResponse = {
    ...{ version: 0, limits, theme: {}, desktop: 'block', preview: '' },
    languages: [{ channel: 'web', entryPoint: 'web', language: null }],
    ...settings,
  };
  const write = async (input: unknown, by?: StudioVersion['by'], restored?: number) => {
    const definition = parseFormDefinition(input);
    const form = kept.get(definition.id) ?? { enabled: true, versions: [] };
    kept.set(definition.id, form);
    at += 7 * MINUTE;
    const version = { version: form.versions.length + 1, hash: await hashDefinition(definition), at };
    form.versions.unshift({
      version: { ...version, ...(by && { by }), ...(restored !== undefined && { restored }) },
      definition,
    });
  };
  const show = (id: string): StudioFormResponse => {
    const form = kept.get(id);
    const [current] = form?.versions ?? [];
    if (!form || !current) throw new TellsafeError('form_unknown');
    const { name, description, skills, questions } = current.definition;
    const { at: when, by, version } = current.version;
    return {
      form: {
        ...{ id, name, description, version, enabled: form.enabled, questions: questions.length },
        ...(skills && { skills }),
        changed: { at: when, ...(by && { by }) },
      },
      definition: current.definition,
      versions: form.versions.map((each) => each.version),
    };
  };
  const guarded = async (id: string, base: number, change: () => Promise<void>): Promise<Saved<StudioFormResponse>> => {
    const current = kept.has(id) ? show(id).form.version : 0;
    if (current !== base) return { saved: false, theirs: show(id) };
    await change();
    return { saved: true, now: show(id) };
  };
  for (const form of forms) await write(form);
  return {
    calls,
    saveAs: (who, definition) => write(definition, admins[who]),
    forms: async () => [...kept.keys()].map((id) => show(id).form),
    form: async (id) => show(id),
    version: async (id, number) => {
      const found = kept.get(id)?.versions.find(({ version }) => version.version === number);
      if (!found) throw new TellsafeError('form_unknown');
      return found;
    },
    save: (id, { base, definition }) => {
      calls.push(`save ${id} ${base}`);
      return guarded(id, base, () => write(definition, admins.ada));
    },
    enable: async (id, enabled) => {
      calls.push(`enable ${id} ${enabled}`);
      const form = kept.get(id);
      if (form) form.enabled = enabled;
      return show(id);
    },
    restore: (id, { base, version }) => {
      calls.push(`restore ${id} ${version}`);
      const older = kept.get(id)?.versions.find((each) => each.version.version === version)?.definition;
      return guarded(id, base, () => write(older, admins.ada, version));
    },
    settings: async () => now,
    saveSettings: async ({ base, ...wanted }) => {
      calls.push(`settings ${base}`);
      if (base !== now.version) return { saved: false, theirs: now };
      now = { ...now, ...wanted, version: base + 1, changed: { at, by: admins.ada } };
      return { saved: true, now };
    },
  };
}

/** Forms to look at. */
export const studioForms = [
  {
    ...{ id: 'card', name: 'Card payment', description: 'Pay your order by card.', skills: ['payments'] },
    questions: [
      { id: 'name', label: 'Name on the card', type: 'text', characters: 'any' },
      { id: 'number', label: 'Card number', type: 'numeric', format: 'card' },
      { id: 'expiry', label: 'Valid until', type: 'text', format: 'expiry' },
      { id: 'cvv', label: 'Security code', type: 'cvv' },
    ],
  },
  {
    ...{ id: 'address', name: 'Delivery address', description: 'Tell us where we should send your order.' },
    questions: [
      { id: 'street', label: 'Street and number', type: 'text', characters: 'any' },
      { id: 'city', label: 'City', type: 'text', characters: 'any' },
      {
        id: 'gift',
        label: 'Is it a gift?',
        type: 'choice',
        choices: [
          { value: 'yes', label: 'Yes' },
          { value: 'no', label: 'No' },
        ],
      },
    ],
  },
] as const;
