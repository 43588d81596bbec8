// Signing in, and the way between the areas, without a server.
import { TellsafeError } from '@tellsafe/core';
import { defineSignIn } from '../../../packages/agent-client/src/elements/sign-in/define.ts';
import { defineWorkspace } from '../../../packages/agent-client/src/elements/workspace/define.ts';
import { fakeClient } from '../../../packages/agent-client/test/support/fake-client.ts';
import {
  type FakeLogin,
  type FakeLoginOptions,
  fakeLogin,
} from '../../../packages/agent-client/test/support/fake-login.ts';
import { conversationOf, sessionFixture } from '../../../packages/agent-client/test/support/fixtures.ts';
import type { Look, Scene } from './scene.ts';

type Step = (root: ShadowRoot, login: FakeLogin) => void;

function signIn(options: FakeLoginOptions, ...steps: readonly Step[]): Scene {
  return async ({ language }: Look) => {
    defineSignIn();
    const login = fakeLogin(options);
    const element = Object.assign(document.createElement('tellsafe-sign-in'), { login, language });
    document.body.append(element);
    await settle();
    if (options.first === 'done') element.openAccount();
    for (const step of steps) {
      if (element.shadowRoot) step(element.shadowRoot, login);
      await settle();
    }
  };
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 60));

const send: Step = (root) => root.querySelector<HTMLElement>('.submit')?.click();
const press =
  (at: number): Step =>
  (root) =>
    root.querySelectorAll<HTMLElement>('.choices button')[at]?.click();
const fails =
  (error: TellsafeError): Step =>
  (_, login) =>
    login.fail(error);
const fill =
  (values: Readonly<Record<string, string>>): Step =>
  (root) => {
    for (const [id, text] of Object.entries(values)) {
      const input = root.querySelector<HTMLInputElement>(`#${id}`);
      if (!input) continue;
      input.value = text;
      input.dispatchEvent(new Event('input'));
    }
  };
const person = fill({ name: 'maya', password: 'juniper-desk-2026' });
const refused = (path: string, code: string) =>
  fails(new TellsafeError('request_invalid', { issues: [{ path, code }] }));

function shell(role: 'manager' | 'admin', permissions: readonly string[], ...selectors: readonly string[]): Scene {
  return async ({ language }: Look) => {
    defineWorkspace();
    sessionStorage.clear();
    const client = fakeClient({ conversations: [conversationOf()] });
    client.change({ session: { ...sessionFixture, role, permissions } });
    const element = document.createElement('tellsafe-workspace');
    document.body.append(Object.assign(element, { client, language, areas: [broken] }));
    await settle();
    for (const selector of selectors) {
      element.shadowRoot?.querySelector<HTMLElement>(selector)?.click();
      await settle();
    }
  };
}

const broken = {
  ...{ name: 'reports', tag: 'tellsafe-reports', text: 'areaReports', icon: 'chart', permission: 'reports.read' },
  roles: ['manager', 'admin'],
  define: () => Promise.reject(new TypeError('Failed to fetch dynamically imported module')),
} as const;

/** Scenes by group and name. */
export const signInScenes: Readonly<Record<string, Readonly<Record<string, Scene>>>> = {
  'Sign in': {
    start: signIn({}),
    'left empty': signIn({}, send),
    refused: signIn({}, person, fails(new TellsafeError('login_required')), send),
    'second factor': signIn({ afterSignIn: 'second-factor' }, person, send),
    'new password': signIn(
      { afterSignIn: 'new-password' },
      person,
      send,
      fill({ next: 'correct horse', repeat: 'correct' }),
    ),
    'password used before': signIn(
      { first: 'new-password' },
      fill({ current: 'x', next: 'correct horse 1', repeat: 'correct horse 1' }),
      refused('next', 'used_before'),
      send,
    ),
    'authenticator app': signIn({ afterSignIn: 'enrol-second-factor' }, person, send),
    account: signIn({ first: 'done' }),
    'change password': signIn({ first: 'done' }, press(0)),
    unreachable: signIn({ unreachable: true }),
  },
  Areas: {
    rail: shell('manager', ['reports.read']),
    menu: shell('manager', ['reports.read'], '.menu'),
    'not loaded': shell('manager', ['reports.read'], '.place:not([aria-current])'),
    'nothing for the role': shell('admin', []),
  },
};
