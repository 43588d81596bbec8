import type { OperatorRole } from '@tellsafe/core/wire';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { all, button, loadEnglish, mount, one, rendered, textOf } from '../../../test/support/elements.ts';
import { type FakeClient, fakeClient } from '../../../test/support/fake-client.ts';
import { conversationOf, NINE, sessionFixture } from '../../../test/support/fixtures.ts';

import { type Area, areasFor, areas as everyArea } from './areas.ts';
import { defineWorkspace } from './define.ts';
import type { TellsafeWorkspace } from './workspace.ts';

defineWorkspace();
beforeEach(loadEnglish);
afterEach(() => {
  document.body.replaceChildren();
  sessionStorage.clear();
});

class Page extends HTMLElement {
  client: unknown;
  language: unknown;
}
customElements.define('tellsafe-page', Page);

const area = (name: string, roles: readonly OperatorRole[], define = async () => {}): Area => ({
  ...{ name, roles, define, tag: 'tellsafe-page', icon: 'form', permission: name },
  text: name === 'reports' ? 'closed' : 'waiting',
});
const reports = area('reports', ['manager', 'admin']);
const studio = area('studio', ['admin']);

async function show(
  role: OperatorRole | undefined,
  permissions: readonly string[],
  areas: readonly Area[] = [reports, studio],
): Promise<[TellsafeWorkspace, FakeClient]> {
  const second = conversationOf({ id: '5d0c7b8e-0000-4000-8000-000000000002', lastMessageAt: NINE });
  const client = fakeClient({ conversations: [conversationOf(), second] });
  client.change({ session: { ...sessionFixture, role, permissions } });
  const properties = { client, areas } as unknown as Partial<TellsafeWorkspace>;
  const workspace = await mount<TellsafeWorkspace>('tellsafe-workspace', properties);
  await rendered(workspace);
  return [workspace, client];
}

const places = (workspace: TellsafeWorkspace): string[] => all(workspace, '.place-name').map(textOf);
const current = (workspace: TellsafeWorkspace): string[] => all(workspace, '[aria-current=page]').map(textOf);

describe('SF-PERM-01 the areas of a workspace', () => {
  test('are those of the role that the permissions allow', () => {
    const names = (role: OperatorRole | undefined, permissions: readonly string[]) =>
      areasFor({ role, permissions }, [reports, studio]).map(({ name }) => name);
    expect(names('admin', ['reports', 'studio'])).toEqual(['reports', 'studio']);
    expect(names('admin', ['studio'])).toEqual(['studio']);
    expect(names('manager', ['reports', 'studio'])).toEqual(['reports']);
    expect(names('agent', ['reports', 'studio'])).toEqual([]);
    expect(names(undefined, ['studio'])).toEqual(['studio']);
  });

  test('have each a name of its own', () => {
    expect(new Set(everyArea.map(({ name }) => name)).size).toBe(everyArea.length);
    for (const { name } of everyArea) expect(name).toMatch(/^[a-z]+$/);
  });

  test('an agent without any sees no rail and no menu', async () => {
    const [workspace] = await show('agent', ['forms.use']);
    expect(all(workspace, '.rail, .menu')).toEqual([]);
    one(workspace, 'tellsafe-conversation');
  });

  test('a manager goes there and back; what was begun in the conversations stays', async () => {
    const [workspace] = await show('manager', ['reports']);
    expect([places(workspace), current(workspace)]).toEqual([['Conversations', 'Closed'], ['Conversations']]);
    const conversation = one(workspace, 'tellsafe-conversation');
    button(workspace, 'Closed').click();
    await rendered(workspace);
    const page = one<Page>(workspace, 'tellsafe-page');
    expect([page.client, page.language]).toEqual([workspace.client, 'en']);
    expect(one(workspace, '.panes').hidden).toBe(true);
    expect(one(workspace, '.area-main').getAttribute('aria-label')).toBe('Closed');
    button(workspace, 'Conversations').click();
    await rendered(workspace);
    expect(all(workspace, 'tellsafe-page')).toEqual([]);
    expect(one(workspace, 'tellsafe-conversation')).toBe(conversation);
  });

  test('an admin begins in the first one, and asks for no conversations', async () => {
    const [workspace, client] = await show('admin', ['reports', 'studio']);
    expect([places(workspace), current(workspace)]).toEqual([['Closed', 'Waiting'], ['Closed']]);
    expect(client.calls).not.toContain('conversations');
    expect(all(workspace, 'tellsafe-conversation, .connection .text')).toEqual([]);
    one(workspace, 'tellsafe-page');
  });

  test.each([
    ['stays while its unsaved work is not given up', false],
    ['is left once that was given up', true],
  ])('SF-ADM-01 an area %s, and so does the session', async (_what, mayLeave) => {
    const [workspace, client] = await show('manager', ['reports']);
    let asked = 0;
    const press = async (name: string) => {
      const page = workspace.shadowRoot?.querySelector('tellsafe-page');
      if (page) {
        Object.assign(page, {
          mayLeave: async () => {
            asked += 1;
            return mayLeave;
          },
        });
      }
      button(workspace, name).click();
      await rendered(workspace);
    };
    await press('Closed');
    await press('Closed'); // where it is already
    expect(asked).toBe(0);
    await press('Conversations');
    expect([asked, current(workspace)]).toEqual([1, [mayLeave ? 'Conversations' : 'Closed']]);
    await press('Closed');
    await press('Sign out');
    expect([asked, client.calls.includes('signOut')]).toEqual([2, mayLeave]);
  });

  test('whoever may see nothing is told so', async () => {
    const [workspace] = await show('admin', []);
    expect(textOf(workspace)).toContain('Nothing here is for your role.');
  });

  test('the one that was chosen is there again after a reload, and not for the next person', async () => {
    const [first, client] = await show('manager', ['reports']);
    button(first, 'Closed').click();
    await rendered(first);
    first.remove();
    expect({ ...sessionStorage }).toEqual({ 'tellsafe-area': 'reports' });
    const [again] = await show('manager', ['reports']);
    expect(current(again)).toEqual(['Closed']);
    again.remove();
    const [other] = await show('manager', []);
    one(other, 'tellsafe-conversation');
    expect(all(other, 'tellsafe-page')).toEqual([]);
    client.emit('session-ended', { reason: 'signed-out' });
    const [last, lastClient] = await show('manager', ['reports']);
    lastClient.emit('session-ended', { reason: 'signed-out' });
    await rendered(last);
    expect({ ...sessionStorage }).toEqual({});
  });

  test('one that cannot be loaded says so and is tried again', async () => {
    let tries = 0;
    const broken = area('reports', ['manager'], async () => {
      tries += 1;
      if (tries === 1) throw new TypeError('Failed to fetch dynamically imported module');
    });
    const [workspace] = await show('manager', ['reports'], [broken]);
    expect(tries).toBe(0); // nothing is loaded before it is shown
    button(workspace, 'Closed').click();
    await rendered(workspace);
    expect(textOf(one(workspace, '[role=alert]'))).toContain('This page could not be loaded.');
    button(workspace, 'Try again').click();
    await rendered(workspace);
    one(workspace, 'tellsafe-page');
  });

  test('one that comes late does not take the place of another', async () => {
    let arrive = (): void => {};
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const slow = area('reports', ['manager'], () => arrived);
    const quick = area('studio', ['manager']);
    const [workspace] = await show('manager', ['reports', 'studio'], [slow, quick]);
    button(workspace, 'Closed').click();
    await rendered(workspace);
    expect(textOf(one(workspace, '.area-main'))).toBe('Loading …');
    button(workspace, 'Conversations').click();
    await rendered(workspace);
    arrive();
    await rendered(workspace);
    expect(all(workspace, 'tellsafe-page')).toEqual([]);
  });

  test('news of conversations are counted while another area is shown, and seen on the way back', async () => {
    const [workspace, client] = await show('manager', ['reports']);
    button(workspace, 'Closed').click();
    await rendered(workspace);
    const message = { id: 'n', from: 'consumer', text: 'Hello?', at: NINE } as const;
    client.emit('message-added', { conversationId: conversationOf().id, message });
    await rendered(workspace);
    expect(textOf(one(workspace, '.badge'))).toBe('1');
    one(workspace, '.menu .dot');
  });

  test('SF-A11Y-01 arrow keys, Home and End go between the places; Escape closes the menu', async () => {
    const [workspace] = await show('admin', ['reports', 'studio']);
    const press = (key: string) =>
      workspace.shadowRoot?.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    const focused = () => textOf(workspace.shadowRoot?.activeElement ?? workspace);
    button(workspace, 'Menu').click();
    await rendered(workspace);
    expect([focused(), button(workspace, 'Menu').getAttribute('aria-expanded')]).toEqual(['Closed', 'true']);
    const met = ['ArrowDown', 'ArrowDown', 'ArrowUp', 'Home', 'End'].map((key) => {
      press(key);
      return focused();
    });
    expect(met).toEqual(['Waiting', 'Closed', 'Waiting', 'Closed', 'Waiting']);
    press('Escape');
    await rendered(workspace);
    expect(button(workspace, 'Menu').getAttribute('aria-expanded')).toBe('false');
    expect(workspace.shadowRoot?.activeElement).toBe(button(workspace, 'Menu'));
  });
});
