// SF-A11Y-01, SF-A11Y-02: every state of every element through axe in a real browser, wide and narrow, light and dark, both directions.
import { TellsafeError } from '@tellsafe/core';
import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { deviceList } from '../../src/elements/shared/device-list.ts';
import { loadWords } from '../../src/elements/shared/words.ts';
import { defineWorkspace } from '../../src/elements/workspace/define.ts';
import type { TellsafeWorkspace } from '../../src/elements/workspace/workspace.ts';
import { all, button, loadEnglish, mount, one, rendered } from '../support/elements.ts';
import { type FakeClient, type FakeOptions, fakeClient } from '../support/fake-client.ts';
import {
  answersOf,
  conversationOf,
  invitationOf,
  messagesFixture,
  NINE,
  sessionFixture,
  submittedInvitation,
} from '../support/fixtures.ts';

defineWorkspace();

const second = conversationOf({
  id: '5d0c7b8e-0000-4000-8000-000000000002',
  consumerName: 'Jonas',
  lastMessageAt: NINE,
});
const waiting = conversationOf({ id: '5d0c7b8e-0000-4000-8000-000000000003', consumerName: 'Aiko', agent: null });
const closed = conversationOf({ id: '5d0c7b8e-0000-4000-8000-000000000004', consumerName: 'سارة', status: 'closed' });
const troubled = answersOf({ name: '<b>\u202eElena\u0000', expiry: '' });
const withMismatch = {
  ...troubled,
  unexpectedAnswers: 1,
  questions: troubled.questions.map((each) =>
    each.question.id === 'card' ? { ...each, mismatch: { code: 'card_invalid', params: {} } as const } : each,
  ),
};
const withoutCvv = {
  ...answersOf(),
  offTheRecordSecondsLeft: 0,
  questions: answersOf().questions.map((each) =>
    each.question.offTheRecord ? { question: each.question, goneOffTheRecord: true } : each,
  ),
};

interface Scene {
  readonly workspace: TellsafeWorkspace;
  readonly client: FakeClient;
}

async function open(options: FakeOptions = {}, before?: (client: FakeClient) => void): Promise<Scene> {
  const client = fakeClient({
    conversations: [conversationOf(), second, waiting, closed],
    messages: messagesFixture,
    invitations: [
      invitationOf({ id: 'i0', status: 'expired', at: { sent: NINE + 1, ended: NINE + 2 } }),
      submittedInvitation(),
    ],
    answers: answersOf(),
    ...options,
  });
  before?.(client);
  const properties = { client, colleagues: [{ id: 'tom', name: 'Tom Okafor' }] };
  const workspace = await mount<TellsafeWorkspace>('tellsafe-workspace', properties as Partial<TellsafeWorkspace>);
  workspace.style.blockSize = '100vh';
  await quiet(workspace);
  return { workspace, client };
}

async function quiet(workspace: TellsafeWorkspace): Promise<void> {
  await rendered(workspace);
  const parts = all(workspace, 'tellsafe-conversation, tellsafe-answers, tellsafe-form-picker');
  for (const each of parts) await rendered(each);
  await new Promise((resolve) => setTimeout(resolve, 30));
  // Colours on their way from one state to the next are nobody's choice.
  const moving = [workspace, ...parts].flatMap((each) => each.shadowRoot?.getAnimations() ?? []);
  await Promise.allSettled(moving.filter((each) => each instanceof CSSTransition).map((each) => each.finished));
}

/** Types into the message field as people do. */
async function type(scene: Scene, text: string): Promise<Scene> {
  one(part(scene, 'tellsafe-conversation'), 'textarea').focus();
  await userEvent.keyboard(text);
  await quiet(scene.workspace);
  return scene;
}

const part = ({ workspace }: Scene, name: string): HTMLElement => one(workspace, name);

async function press(scene: Scene, element: string, name: string): Promise<Scene> {
  button(part(scene, element), name).click();
  await quiet(scene.workspace);
  return scene;
}

async function choose(scene: Scene, index: number): Promise<Scene> {
  all(scene.workspace, '.item')[index]?.click();
  await quiet(scene.workspace);
  return scene;
}

const viewing = async (options: FakeOptions = {}): Promise<Scene> =>
  press(await choose(await open(options), 0), 'tellsafe-conversation', 'View Secure Form');

async function expanded(): Promise<Scene> {
  (await deviceList('recent-forms', sessionFixture, 3)).save(['identity-check']);
  const scene = await press(await choose(await open(), 0), 'tellsafe-conversation', 'Send form');
  all(part(scene, 'tellsafe-form-picker'), '.summary')[0]?.click();
  await quiet(scene.workspace);
  return scene;
}

async function changed(change: Parameters<FakeClient['change']>[0]): Promise<Scene> {
  const scene = await choose(await open(), 0);
  scene.client.change(change);
  await quiet(scene.workspace);
  return scene;
}

const scenes: Readonly<Record<string, () => Promise<Scene>>> = {
  'list of conversations': () => open(),
  'no conversations': () => open({ conversations: [] }),
  conversation: async () => choose(await open(), 0),
  'waiting conversation': async () => choose(await open(), 2),
  'closed conversation': async () => choose(await open(), 3),
  'transfer menu': async () => press(await choose(await open(), 0), 'tellsafe-conversation', 'Transfer'),
  'closing question': async () => press(await choose(await open(), 0), 'tellsafe-conversation', 'Close conversation'),
  'form picker with recent forms and preview': expanded,
  'forms found by the command': async () => type(await choose(await open(), 0), '/form c'),
  'form to be sent, asked first': async () => type(await choose(await open(), 0), '/form card{Enter}'),
  'open form to be sent again, asked first': async () =>
    press(await choose(await open({ invitations: [invitationOf()] }), 0), 'tellsafe-conversation', 'Send again'),
  'answers out of reach, days, news of another conversation': async () => {
    const { submissionId: _, ...lost } = submittedInvitation({ mine: false });
    const scene = await choose(await open({ invitations: [lost], now: () => NINE + 86_400_000 }), 0);
    const message = { id: 'n', from: 'consumer', text: 'Hello?', at: NINE } as const;
    scene.client.emit('message-added', { conversationId: second.id, message });
    await quiet(scene.workspace);
    return scene;
  },
  'answers, masked': () => viewing(),
  'answers, one revealed': async () => press(await viewing(), 'tellsafe-answers', 'Reveal Card number'),
  'answers with mismatches and symbols': () => viewing({ answers: withMismatch }),
  'answers, off the record gone': () => viewing({ answers: withoutCvv }),
  'answers no longer available': () =>
    viewing({
      answers: async () => {
        throw new TellsafeError('answers_unavailable');
      },
    }),
  'answers being read': () => viewing({ answers: () => new Promise(() => {}) }),
  'idle warning': () => changed({ idleSecondsLeft: 42 }),
  'lost connection': () => changed({ connection: 'offline' }),
  'signed out': async () => {
    const scene = await open();
    await scene.client.signOut();
    await quiet(scene.workspace);
    return scene;
  },
  'server away': () => open({ signedIn: false }, (client) => client.failNext(new TellsafeError('network_failed'))),
};

async function findings(): Promise<readonly string[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const { violations } = await axe.run(document.body, {
    runOnly: { type: 'tag', values: tags },
    // A component stands inside somebody's page, which brings its own h1.
    rules: { 'page-has-heading-one': { enabled: false } },
  });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target} ${failureSummary}`),
  );
}

/** Nothing sticks out to the side. */
function overflow({ workspace }: Scene): readonly string[] {
  const elements = [workspace, ...all(workspace, 'tellsafe-conversation, tellsafe-answers, tellsafe-form-picker')];
  return elements
    .flatMap((each) => [each, ...all(each, '.log, section, .list, .panes')])
    .filter((each) => each.scrollWidth > each.clientWidth + 1)
    .map((each) => `${each.localName}.${each.className} ${each.scrollWidth} > ${each.clientWidth}`);
}

beforeEach(async () => {
  await loadEnglish();
  await loadWords('ar');
  document.body.style.margin = '0';
});

afterEach(() => {
  document.body.replaceChildren();
  localStorage.clear();
  document.documentElement.style.colorScheme = '';
});

describe.each([
  [1280, 800, 'light'],
  [390, 844, 'dark'],
] as const)('at %i × %i, %s', (width, height, scheme) => {
  test.each(Object.entries(scenes))('SF-A11Y-02 %s: no violation, nothing sticks out', async (_, show) => {
    await page.viewport(width, height);
    document.documentElement.style.colorScheme = scheme;
    const scene = await show();
    expect(await findings()).toEqual([]);
    expect(overflow(scene)).toEqual([]);
  });
});

test.each([1280, 390])('SF-LANG-03 right to left at %i pixels: no violation, nothing sticks out', async (width) => {
  await page.viewport(width, 800);
  const scene = await open();
  scene.workspace.language = 'ar';
  await quiet(scene.workspace);
  await type(await choose(scene, 0), '/form');
  expect(one(scene.workspace, '.frame').getAttribute('dir')).toBe('rtl');
  expect(await findings()).toEqual([]);
  expect(overflow(scene)).toEqual([]);
});

test('SF-A11Y-01 400 % zoom: everything can be reached in 320 × 256 pixels', async () => {
  await page.viewport(320, 256);
  const scene = await viewing();
  expect(overflow(scene)).toEqual([]);
  button(part(scene, 'tellsafe-answers'), 'Copy CVV').scrollIntoView();
  expect(button(part(scene, 'tellsafe-answers'), 'Copy CVV').getBoundingClientRect().width).toBeGreaterThan(24);
});

test('SF-A11Y-01 every target is at least 24 pixels high and wide', async () => {
  await page.viewport(1280, 800);
  const scene = await viewing();
  for (const element of [scene.workspace, part(scene, 'tellsafe-conversation'), part(scene, 'tellsafe-answers')]) {
    for (const each of all(element, 'button')) {
      const { width, height } = each.getBoundingClientRect();
      if (width > 0) expect(Math.min(width, height)).toBeGreaterThanOrEqual(24);
    }
  }
});

test('SF-A11Y-01 keyboard only: send a form, read the answers, come back to where one was', async () => {
  await page.viewport(1280, 800);
  const scene = await choose(await open(), 0);
  const conversation = part(scene, 'tellsafe-conversation');
  button(conversation, 'Send form').focus();
  await userEvent.keyboard('{Enter}');
  await quiet(scene.workspace);
  const picker = part(scene, 'tellsafe-form-picker');
  expect(picker.shadowRoot?.activeElement?.localName).toBe('input');
  await userEvent.tab();
  await userEvent.keyboard('{Enter}');
  await userEvent.tab();
  await userEvent.keyboard('{Enter}');
  await quiet(scene.workspace);
  expect(scene.client.calls).toContain('send payment-card');
  expect(conversation.shadowRoot?.activeElement).toBe(button(conversation, 'Send form'));
  button(conversation, 'View Secure Form').focus();
  await userEvent.keyboard('{Enter}');
  await quiet(scene.workspace);
  const viewer = part(scene, 'tellsafe-answers');
  expect(viewer.shadowRoot?.activeElement?.id).toBe('title');
  button(viewer, 'Close answers').focus();
  await userEvent.keyboard('{Enter}');
  await quiet(scene.workspace);
  expect(conversation.shadowRoot?.activeElement).toBe(button(conversation, 'View Secure Form'));
});

test('a narrow screen shows one pane at a time, and the newest message when it opens', async () => {
  await page.viewport(390, 500);
  const scene = await open();
  const seen = (selector: string): boolean => one(scene.workspace, selector).getBoundingClientRect().width > 0;
  expect([seen('.list'), seen('.main')]).toEqual([true, false]);
  await choose(scene, 0);
  expect([seen('.list'), seen('.main')]).toEqual([false, true]);
  const log = one(part(scene, 'tellsafe-conversation'), '.log');
  await expect.poll(() => log.scrollHeight - log.scrollTop - log.clientHeight).toBeLessThan(2);
  await press(scene, 'tellsafe-conversation', 'View Secure Form');
  expect([seen('.main'), seen('.side')]).toEqual([false, true]);
  await press(scene, 'tellsafe-answers', 'Close answers');
  expect(seen('.main')).toBe(true);
  button(scene.workspace, 'Back').click();
  await quiet(scene.workspace);
  expect(seen('.list')).toBe(true);
});
