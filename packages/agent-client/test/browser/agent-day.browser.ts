// An agent's day in a real browser over the real kit: forms by command, several at once, again, two tabs, reloads, the end.
import type { InvitationView } from '@tellsafe/core/wire';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { all, button, hasButton, loadEnglish, one, textOf } from '../support/elements.ts';
import { CARD, createDesk, type Desk } from '../support/kit.ts';
import { WorkspacePage } from '../support/workspace-page.ts';

let database = '';
let desk: Desk;
let conversationId = '';

beforeEach(async () => {
  await page.viewport(1280, 800);
  await loadEnglish();
  database = `day-${crypto.randomUUID()}`;
  desk = createDesk();
  conversationId = await desk.conversation();
  await desk.say(conversationId, 'I would like to pay.');
});

afterEach(() => {
  document.body.replaceChildren();
  localStorage.clear();
});

const keysLeft = async (): Promise<number> => {
  const open = indexedDB.open(database);
  await new Promise((resolve) => open.addEventListener('success', resolve));
  const ids = open.result.transaction('keys').objectStore('keys').getAllKeys();
  await new Promise((resolve) => ids.addEventListener('success', resolve));
  open.result.close();
  return ids.result.length;
};

/** An agent who has sent the card form by the command. */
async function sent(): Promise<{ maya: WorkspacePage; invitation: InvitationView }> {
  const maya = await WorkspacePage.open(desk, database);
  await maya.take();
  await maya.send('Payment card');
  return { maya, invitation: maya.invitations[0] as InvitationView };
}

async function submitted(): Promise<WorkspacePage> {
  const { maya, invitation } = await sent();
  await (await desk.consumer(invitation)).submit(CARD);
  await maya.see(() => hasButton(maya.conversation, 'View Secure Form'));
  button(maya.conversation, 'View Secure Form').click();
  expect(await maya.answer('Card number')).toBe(CARD.card);
  return maya;
}

test('SF-AGT-02 SF-A11Y-01 /form sends two forms by keyboard, after a question each, and both live side by side', async () => {
  const { maya, invitation } = await sent();
  expect(maya.message.value).toBe('');
  expect(maya.conversation.shadowRoot?.activeElement).toBe(maya.message);
  await maya.type('/');
  await maya.suggested('Payment card', 'Address');
  const active = (): string | null => maya.message.getAttribute('aria-activedescendant');
  expect(active()).toBe('suggestion-payment-card'); // the one sent last comes first
  await userEvent.keyboard('{ArrowDown}');
  await maya.see(() => active() === 'suggestion-address');
  await userEvent.keyboard('{ArrowDown}{ArrowUp}{Enter}');
  const dialog = one<HTMLDialogElement>(maya.conversation, 'dialog');
  await maya.see(() => dialog.open);
  expect(textOf(dialog)).toContain('Send Address to Elena?');
  expect(textOf(dialog)).toContain('Street');
  await userEvent.keyboard('{Escape}'); // not this time
  await maya.see(() => !dialog.open);
  expect(maya.invitations).toHaveLength(1);
  await userEvent.keyboard('{Enter}');
  await maya.see(() => dialog.open);
  await userEvent.keyboard('{Enter}');
  await maya.see(() => maya.invitations.length === 2);
  const address = maya.invitations.find(({ formId }) => formId === 'address') as InvitationView;
  desk.time.jump(1000);
  await (await desk.consumer(address)).submit({ street: '12 Dame Street' });
  await maya.see(() => maya.lines.includes('The consumer has submitted the form.'));
  expect(textOf(one(maya.workspace, '.form-line'))).toBe('Address Submitted +1');
  await (await desk.consumer(invitation)).submit(CARD);
  await maya.see(() => maya.invitations.every(({ status }) => status === 'submitted'));
  await maya.see(() => all(maya.conversation, '[part=view-form]').length === 2);
});

test('SF-AGT-02 a message may begin with a slash: Escape keeps it one, and what finds nothing is not sent by mistake', async () => {
  const maya = await WorkspacePage.open(desk, database);
  await maya.take();
  await maya.type('/form zebra');
  await maya.see(() => textOf(maya.conversation).includes('No form matches your search.'));
  await userEvent.keyboard('{Enter}');
  await maya.see(() => true);
  expect([maya.message.value, maya.lines]).toEqual(['/form zebra', ['I would like to pay.']]);
  await userEvent.keyboard('{Escape}');
  await maya.see(() => all(maya.conversation, '.suggestions').length === 0);
  await userEvent.keyboard('s{Enter}');
  await maya.see(() => maya.lines.includes('/form zebras'));
  await maya.type('/etc/hosts{Enter}');
  await maya.see(() => maya.lines.includes('/etc/hosts'));
  expect(maya.invitations).toEqual([]);
});

test('SF-FLOW-10 an open form is sent again after a question, and the old one is withdrawn', async () => {
  const { maya, invitation } = await sent();
  await (await desk.consumer(invitation)).open();
  await maya.see(() => maya.lines.includes('The consumer has viewed the form.'));
  button(maya.conversation, 'Send again').focus();
  await userEvent.keyboard('{Enter}');
  const dialog = one<HTMLDialogElement>(maya.conversation, 'dialog');
  await maya.see(() => dialog.open);
  expect(textOf(dialog)).toContain('Send Payment card again? The form that is still open is withdrawn.');
  await userEvent.tab();
  await userEvent.keyboard('{Enter}');
  await maya.see(() => maya.invitations.length === 2);
  const statuses = Object.fromEntries(maya.invitations.map(({ id, status }) => [id === invitation.id, status]));
  expect(statuses).toEqual({ true: 'revoked', false: 'sent' });
});

test('SF-AGT-01 a reload keeps session, keys and what is unread; signing out destroys the keys', async () => {
  const maya = await submitted();
  const other = await desk.conversation();
  await desk.say(other, 'Is anybody there?');
  await maya.see(() => all(maya.workspace, '.unread').length === 1);
  maya.close();
  const again = await WorkspacePage.open(desk, database);
  expect(all(again.workspace, '.unread').map(textOf).join()).toContain('Is anybody there?');
  await again.see(() => hasButton(again.conversation, 'View Secure Form'));
  expect(all(again.workspace, 'aside')).toHaveLength(0); // what was revealed is not by itself on the screen again
  button(again.conversation, 'View Secure Form').click();
  expect(await again.answer('Card number')).toBe(CARD.card);
  button(again.workspace, 'Sign out').click();
  await again.see(() => textOf(again.workspace).includes('You are signed out'));
  expect(await keysLeft()).toBe(0);
  expect(Object.values({ ...localStorage })).toEqual(['["payment-card"]']); // recent forms, by their ids
  expect(textOf(document.body)).not.toContain(CARD.card);
});

test('SF-AGT-01 SF-ACC-02 two tabs of one agent: one sends, the other shows it, both read, one sign-out ends both', async () => {
  const maya = await submitted();
  const other = await WorkspacePage.open(desk, database);
  expect(other.client.state.get().session?.id).toBe(maya.client.state.get().session?.id);
  await other.see(() => hasButton(other.conversation, 'View Secure Form'));
  button(other.conversation, 'View Secure Form').click();
  expect(await other.answer('CVV')).toBe(CARD.cvv);
  await maya.send('Address');
  await other.see(() => other.invitations.length === 2);
  const address = other.invitations.find(({ formId }) => formId === 'address') as InvitationView;
  await (await desk.consumer(address)).submit({ street: '12 Dame Street' });
  for (const tab of [maya, other]) {
    await tab.see(() => all(tab.conversation, '[part=view-form]').length === 2);
    all(tab.conversation, '[part=view-form]').at(-1)?.click();
    await tab.see(() => textOf(tab.viewer).includes('12 Dame Street'));
  }
  button(other.workspace, 'Sign out').click();
  for (const tab of [maya, other]) await tab.see(() => textOf(tab.workspace).includes('You are signed out'));
  expect(textOf(document.body)).not.toContain('Dame Street');
  expect(await keysLeft()).toBe(0);
});

test('SF-TIME-07 SF-ACC-02 without activity the agent is warned, can stay by any key, and is signed out at last', async () => {
  desk = createDesk({ idleLogoutSec: 60 });
  conversationId = await desk.conversation();
  const maya = await submitted();
  const idle = async (seconds: number): Promise<void> => {
    for (let left = seconds; left > 0; left -= 10) await desk.time.advance(Math.min(left, 10) * 1000);
  };
  await idle(45);
  await maya.see(() => all(maya.workspace, '.idle').length === 1);
  expect(textOf(one(maya.workspace, '#idle-text'))).toMatch(/^You will be signed out in \d+ seconds\.$/);
  button(maya.workspace, 'Stay signed in').focus();
  await userEvent.keyboard('{Enter}');
  await maya.see(() => all(maya.workspace, '.idle').length === 0);
  await idle(65);
  await maya.see(() => textOf(maya.workspace).includes('You were signed out because nothing happened for a while.'));
  expect(textOf(document.body)).not.toContain(CARD.name);
  expect(await keysLeft()).toBe(0);
});

test('SF-OTR-02 SF-ACC-05 answers that are no longer available say so, and one button sends the form again', async () => {
  const maya = await submitted();
  for (let minute = 0; minute < 16; minute += 4) {
    await desk.time.advance(4 * 60_000);
    await userEvent.keyboard('{Shift}'); // an agent at work
  }
  await maya.see(() => textOf(maya.viewer).includes('no longer available. Send the form again'));
  expect(hasButton(maya.viewer, 'Reveal CVV')).toBe(false);
  expect(await maya.answer('Card number')).toBe(CARD.card);
  button(maya.viewer, 'Send again').click();
  await maya.see(() => maya.invitations.length === 2);
  expect(maya.invitations.map(({ status }) => status).sort()).toEqual(['sent', 'submitted']);
  await maya.see(() => all(maya.workspace, 'aside').length === 0);

  maya.close();
  await maya.client.signOut().catch(() => undefined);
  indexedDB.deleteDatabase(database);
  const tomorrow = await WorkspacePage.open(desk, `${database}-2`);
  tomorrow.list[0]?.click();
  await tomorrow.see(() => textOf(tomorrow.conversation).includes('These answers can no longer be read.'));
  expect(hasButton(tomorrow.conversation, 'View Secure Form')).toBe(false);
});
