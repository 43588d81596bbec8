// What a session tells of its role, and that nobody asks the server for what it would refuse.
import { expect, test } from 'vitest';
import type { Fetch } from '../../src/transport.ts';
import { createDesk } from '../support/kit.ts';
import { settle, until } from '../support/manual-time.ts';

/** Paths that a client asked for, and how it was answered. */
function watched(fetch: Fetch): { readonly fetch: Fetch; readonly seen: string[] } {
  const seen: string[] = [];
  return {
    seen,
    fetch: async (request) => {
      const answer = await fetch(request);
      seen.push(`${new URL(request.url).pathname.replace(/^\/tellsafe/, '')} ${answer.status}`);
      return answer;
    },
  };
}

test('SF-PERM-01 an admin, who leads no conversations, opens no stream of them; agent and manager do', async () => {
  const opened: Record<string, boolean> = {};
  for (const name of ['maya', 'rita', 'ada']) {
    const desk = createDesk();
    const { fetch, seen } = watched(desk.tellsafe.fetch);
    const client = desk.client(name, { fetch });
    await client.signIn();
    const isOpen = () => seen.some((line) => line.startsWith('/v1/agent/events'));
    await (name === 'ada' ? settle() : until(isOpen));
    opened[name] = isOpen();
    expect(seen.filter((line) => !/ 20\d$/.test(line))).toEqual([]);
    client.dispose();
  }
  expect(opened).toEqual({ maya: true, rita: true, ada: false });
});

test('SF-PERM-01 a session tells its role and what it may do', async () => {
  const desk = createDesk();
  const told = async (name: string) => {
    const { role, permissions } = await desk.client(name).signIn();
    return [role, permissions.includes('forms.use'), permissions.includes('accounts.manage')];
  };
  expect(await told('maya')).toEqual([undefined, true, false]);
  expect(await told('rita')).toEqual(['manager', false, false]);
  expect(await told('ada')).toEqual(['admin', false, true]);
});
