// What an admin sees of people, of the login policy and of privacy, without a server.
import { defineOperators } from '../../../packages/agent-client/src/elements/people/define.ts';
import { definePolicy } from '../../../packages/agent-client/src/elements/policy/define.ts';
import { definePrivacy } from '../../../packages/agent-client/src/elements/privacy/define.ts';
import { fakeClient } from '../../../packages/agent-client/test/support/fake-client.ts';
import {
  type FakeOperatorsOptions,
  failingPolicy,
  fakeOperators,
  operatorOf,
} from '../../../packages/agent-client/test/support/fake-operators.ts';
import {
  CASE_7,
  type FakePrivacyOptions,
  fakePrivacy,
  foundFixture,
  heldOf,
} from '../../../packages/agent-client/test/support/fake-privacy.ts';
import type { Look, Scene } from './scene.ts';

/** What is done in a page: something is pressed, or written into. */
type Step = string | { readonly into: string; readonly text: string };

function page(tag: string, define: () => void, properties: () => object, steps: readonly Step[]): Scene {
  return async ({ language }: Look) => {
    define();
    const element = document.createElement(tag);
    document.body.append(Object.assign(element, properties(), { language }));
    await settle(element);
    for (const step of steps) {
      const root = element.shadowRoot;
      if (typeof step === 'string') root?.querySelector<HTMLElement>(step)?.click();
      else {
        const field = root?.querySelector<HTMLInputElement>(step.into);
        if (field) Object.assign(field, { value: step.text }).dispatchEvent(new Event('input'));
      }
      await settle(element);
    }
  };
}

async function settle(element: HTMLElement): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 30));
    if (element.shadowRoot?.querySelector('.area[aria-busy=false]')) return;
  }
}

const people = (options: FakeOperatorsOptions = {}, ...steps: Step[]): Scene =>
  page(
    'tellsafe-operators',
    defineOperators,
    () => ({ client: fakeClient(), operators: fakeOperators(options) }),
    steps,
  );
const policy = (options: FakeOperatorsOptions = {}): Scene =>
  page('tellsafe-policy', definePolicy, () => ({ client: fakeClient(), operators: fakeOperators(options) }), []);
const privacy = (options: FakePrivacyOptions = {}, ...steps: Step[]): Scene =>
  page('tellsafe-privacy', definePrivacy, () => ({ client: fakeClient({ privacy: fakePrivacy(options) }) }), steps);

const find: readonly Step[] = [{ into: '#id', text: 'customer-4711' }, 'form.find button'];
const evil = '<img src=x onerror=alert(1)><b>';
const long = 'Mariana'.repeat(11);
const strange = [
  operatorOf({ displayName: `${evil}Ada</b>`, name: '=1+1', role: 'admin' }),
  operatorOf({ id: 'a', displayName: '\u202egnisrever \u200b', name: 'javascript:alert(1)' }),
  operatorOf({
    id: 'b',
    displayName: long,
    name: long,
    profile: 'gone',
    role: 'manager',
    hasSecondFactor: true,
    mustChangePassword: true,
  }),
  operatorOf({ id: 'c', displayName: 'سارة العلي (2)', name: 'sarah' }),
];
const strangeHold = { holdId: `${evil}\u202e=HYPERLINK("https://evil.example")`, at: CASE_7.at };
const strangeFound = {
  ...foundFixture,
  holds: [strangeHold],
  conversations: [
    heldOf({
      holds: [{ holdId: 'x'.repeat(80), at: 0 }],
      forms: heldOf().forms.map((form) => ({ ...form, name: `${evil}${long}` })),
    }),
  ],
};

/** Scenes by group and name. */
export const adminScenes: Readonly<Record<string, Readonly<Record<string, Scene>>>> = {
  People: {
    list: people(),
    add: people({}, '#add', { into: '#field-name', text: 'kim' }),
    wrong: people({}, '#add', { into: '#field-name', text: 'two words' }, 'dialog button.primary'),
    edit: people({}, '#edit-lee'),
    oneself: people({}, '#edit-maya'),
    sure: people({}, '#edit-nora', '.access button.danger:last-child'),
    password: people({}, '#edit-tom', '.access .buttons button', '#sure'),
    nobody: people({}, { into: 'input[type=search]', text: 'zz' }),
    strange: people({ people: strange }),
    forbidden: people({ refuse: 'permission_denied' }),
    'own login': people({ refuse: 'route_unknown' }),
  },
  Policy: {
    holds: policy(),
    fails: policy({ policy: failingPolicy }),
    'own login': policy({ refuse: 'route_unknown' }),
  },
  Privacy: {
    start: privacy(),
    'nothing held': privacy({ held: { held: [] }, found: { holds: [], conversations: [] } }, ...find),
    found: privacy({}, ...find),
    erase: privacy({ found: { ...foundFixture, conversations: [heldOf()] } }, ...find, '.results-head button.danger'),
    held: privacy({}, ...find, '.results-head button.danger'),
    hold: privacy({}, ...find, '.conversation .results-head button', 'dialog button.primary'),
    release: privacy({}, 'td.action button:last-child'),
    erased: privacy(
      { found: { ...foundFixture, conversations: [heldOf()] } },
      ...find,
      '.results-head button.danger',
      '#sure',
    ),
    strange: privacy(
      {
        found: strangeFound,
        held: { held: [{ kind: 'conversation', id: 'x', holds: [strangeHold] }] },
        lagMs: 7_300_000,
      },
      ...find,
    ),
    wrong: privacy({}, 'form.find button'),
    loading: privacy({ isSlow: true }),
    forbidden: privacy({ refuse: 'permission_denied' }),
  },
};
