// A manager's board through the client (SF-MGR-01), against the real kit: listed, then live, also after a lost connection.
import { describe, expect, test } from 'vitest';
import type { AgentClient } from '../../src/agent-client.ts';
import type { BoardEntry } from '../../src/board-state.ts';
import { boardCounts } from '../../src/board-state.ts';
import { ACCOUNT, CARD, createDesk, type Desk, submittedForm } from '../support/kit.ts';
import { until } from '../support/manual-time.ts';

const PATIENCE_MS = 20_000;

async function watching(desk: Desk): Promise<AgentClient> {
  const rita = desk.client('rita');
  await rita.signIn();
  rita.board.watch();
  await until(() => rita.board.state.get().phase === 'ready', PATIENCE_MS);
  return rita;
}

const entryOf = (client: AgentClient, id: string): BoardEntry | undefined => client.board.state.get().entries.get(id);

describe('SF-MGR-01 the board', () => {
  test('what was there before and what happens since: statuses, readings, who has it', async () => {
    const desk = createDesk();
    const waiting = await desk.conversation();
    const rita = await watching(desk);
    expect(entryOf(rita, waiting)).toMatchObject({ agent: null, forms: [] });
    const { maya, conversationId, invitation } = await submittedForm(desk);
    const form = () => entryOf(rita, conversationId)?.forms[0];
    await until(() => form()?.status === 'submitted', PATIENCE_MS);
    const count = () => boardCounts(rita.board.state.get().entries.values(), rita.now());
    expect(count()).toEqual({ waiting: 1, open: 1, formsOut: 0, unread: 1, expired: 0 });
    await maya.read(invitation);
    await until(() => form()?.at.read !== undefined, PATIENCE_MS);
    expect(count()).toMatchObject({ unread: 0 });
    const { changes, forms } = await rita.board.timeline(conversationId);
    expect(changes.map(({ change }) => change)).toEqual(['start', 'assign']);
    expect(forms).toEqual([form()]);
    await desk.tellsafe.privacy.eraseConversation({ accountId: ACCOUNT, conversationId });
    await until(() => entryOf(rita, conversationId) === undefined, PATIENCE_MS);
  });

  test('SF-ACC-03 knows no text, no name of the consumer, no answer', async () => {
    const desk = createDesk();
    const rita = await watching(desk);
    const { maya, conversationId } = await submittedForm(desk);
    await desk.say(conversationId, 'the canary says hello');
    await until(() => entryOf(rita, conversationId)?.forms[0]?.status === 'submitted', PATIENCE_MS);
    const known = JSON.stringify([...rita.board.state.get().entries, await rita.board.timeline(conversationId)]);
    for (const secret of ['canary', 'Elena', CARD.card, CARD.name]) expect(known).not.toContain(secret);
    // Control: the same search finds them where they may be.
    const seen = await maya.conversation(conversationId);
    expect(JSON.stringify(seen)).toContain('canary');
    expect(JSON.stringify(seen)).toContain('Elena');
  });

  test('goes on after a lost connection, ends with the session, and several watchers share one stream', async () => {
    const desk = createDesk();
    const lines: AbortController[] = [];
    const rita = desk.client('rita', {
      fetch: async (request) => {
        const answer = await desk.tellsafe.fetch(request);
        if (!request.url.includes('/v1/manager/events')) return answer;
        const line = new AbortController();
        lines.push(line);
        const body = answer.body?.pipeThrough(new TransformStream(), { signal: line.signal });
        return new Response(body ?? null, { status: answer.status, headers: answer.headers });
      },
    });
    await rita.signIn();
    const leave = [rita.board.watch(), rita.board.watch()];
    await until(() => rita.board.state.get().connection === 'live', PATIENCE_MS);
    expect(lines).toHaveLength(1);
    lines[0]?.abort();
    await until(() => rita.board.state.get().connection === 'offline', PATIENCE_MS);
    const missed = await desk.conversation();
    expect(entryOf(rita, missed)).toBeUndefined();
    await desk.time.advance(2_000);
    await until(() => entryOf(rita, missed) !== undefined, PATIENCE_MS);
    leave[0]?.();
    expect(rita.board.state.get().phase).toBe('ready');
    await rita.signOut();
    expect(rita.board.state.get()).toMatchObject({ phase: 'idle', entries: new Map() });
    await rita.signIn();
    await until(() => entryOf(rita, missed) !== undefined, PATIENCE_MS);
    leave[1]?.();
    expect(rita.board.state.get().phase).toBe('idle');
  });

  test('an agent gets none, and is told why', async () => {
    const desk = createDesk();
    const maya = desk.client('maya');
    await maya.signIn();
    maya.board.watch();
    await until(() => maya.board.state.get().phase === 'failed', PATIENCE_MS);
    expect(maya.board.state.get().error).toMatchObject({ code: 'permission_denied' });
    await expect(maya.board.timeline(await desk.conversation())).rejects.toMatchObject({ code: 'permission_denied' });
  });
});
