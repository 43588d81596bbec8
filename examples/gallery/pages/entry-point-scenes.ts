// What an admin sees of entry points, without a server.
import { TellsafeError } from '@tellsafe/core';
import { defineEntryPoints } from '../../../packages/agent-client/src/elements/entry-points/define.ts';
import { fakeClient } from '../../../packages/agent-client/test/support/fake-client.ts';
import {
  entryPointOf,
  type FakeEntryPointsOptions,
  fakeEntryPoints,
} from '../../../packages/agent-client/test/support/fake-entry-points.ts';
import type { Scene } from './scene.ts';

/** The page; `press` is clicked in turn. */
const page =
  (options: FakeEntryPointsOptions = {}, ...press: string[]): Scene =>
  async ({ language }) => {
    defineEntryPoints();
    const element = document.createElement('tellsafe-entry-points');
    const client = fakeClient({ entryPoints: fakeEntryPoints(options) });
    document.body.append(Object.assign(element, { client, language }));
    await settle(element);
    for (const selector of press) {
      element.shadowRoot?.querySelector<HTMLElement>(selector)?.click();
      await settle(element);
    }
  };

async function settle(element: HTMLElement): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 30));
    if (element.shadowRoot?.querySelector('.area[aria-busy=false]')) return;
  }
}

const refused = (code: 'permission_denied' | 'network_failed') => () => {
  throw new TellsafeError(code);
};
const hostile = '<img src=x onerror=alert(1)>\u202eegassem\u200b'.slice(0, 80);

/** Scenes by group and name. */
export const entryPointScenes: Readonly<Record<string, Readonly<Record<string, Scene>>>> = {
  'Entry points': {
    list: page(),
    credentials: page({}, '[data-entry-point=shop] summary'),
    edit: page({}, '[data-entry-point=orders] .edit'),
    conflict: page({ conflict: true }, '[data-entry-point=orders] .edit', 'dialog .primary'),
    'set aside': page({}, '[data-entry-point=shop] .quarantine'),
    hostile: page({ entryPoints: [entryPointOf({ name: hostile, label: hostile, id: 'x' })] }, '.edit'),
    empty: page({ entryPoints: [] }),
    forbidden: page({ refuse: refused('permission_denied') }),
    failed: page({ refuse: refused('network_failed') }),
  },
};
