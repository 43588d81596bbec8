// A stream that lives as long as an agent session: the account's events after a position, those that a view lets through. Which
// ones, and what of them, says the view: agent-feed.ts, board-feed.ts.
import type { StoredEvent } from '../../stores/types.ts';
import { loadSession } from '../agent-sessions/sessions.ts';
import type { AgentCaller } from '../caller.ts';
import { eventTypes, sessionEndedEventCodec } from '../events.ts';
import type { Kit } from '../kit.ts';
import { isLiveSession } from '../records/agent-session.ts';
import type { EventSource, StreamEvent } from './source.ts';
import type { Wanted } from './subscription.ts';

/** What a stream says about an event; `undefined`: nothing. */
export type EventView = (event: StoredEvent) => StreamEvent | undefined | Promise<StreamEvent | undefined>;

/**
 * Opens the stream of a session.
 *
 * @param after position to go on from; without it the stream begins now, which is before the answer is sent
 * @param wanted which events the view may let through
 */
export async function sessionFeed(
  kit: Kit,
  { session }: AgentCaller,
  after: string | undefined,
  wanted: Wanted,
  viewOf: EventView,
): Promise<EventSource> {
  let position = after ?? (await kit.stores.records.latest({ account: session.accountId }));
  const subscription = kit.hub.subscribe(session.accountId, session.id, wanted);
  let idleEndsAt = session.idleEndsAt;
  let over = false;

  const alive = async (): Promise<boolean> => {
    if (kit.clock() < idleEndsAt) return true;
    const current = await loadSession(kit, session.accountId, session.id);
    idleEndsAt = current?.value.idleEndsAt ?? 0;
    return current !== undefined && isLiveSession(current.value, kit.clock());
  };
  const ending = (id: string): readonly StreamEvent[] => {
    over = true;
    return [{ id, event: eventTypes.sessionEnded, data: {} }];
  };

  return {
    next: async () => {
      if (over) return null;
      for (;;) {
        if (!(await alive())) return ending(position);
        const piece = await subscription.after(position);
        const visible: StreamEvent[] = [];
        for (const event of piece.events) {
          if (isEndOf(session.id, event)) return [...visible, ...ending(event.position)];
          const view = await viewOf(event);
          if (view) visible.push(view);
        }
        position = piece.position;
        if (visible.length > 0) return visible;
        if (piece.events.length === 0) return subscription.ended ? null : [];
      }
    },
    listen: (listener) => subscription.listen(listener),
    // A logout comes as an event; only idling out happens in silence.
    beat: () => {
      if (kit.clock() >= idleEndsAt) subscription.wake();
    },
    close: () => subscription.close(),
  };
}

function isEndOf(sessionId: string, event: StoredEvent): boolean {
  return event.type === eventTypes.sessionEnded && sessionEndedEventCodec.decode(event.body).sessionId === sessionId;
}
