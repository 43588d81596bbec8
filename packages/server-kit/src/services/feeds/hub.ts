// What streams wait on: one reader for each account that has some here, and the signs of life.
import type { Position } from '../../stores/types.ts';
import { AccountReader, type ReaderParts } from './account-reader.ts';
import { type Beating, Heartbeat } from './heartbeat.ts';
import { Subscription, type Wanted } from './subscription.ts';

export { STREAM_LIMIT } from './subscribers.ts';

/** What streams wait on. */
export interface FeedHub {
  /** Streams that are open. */
  streams(): number;
  /**
   * @param holder the conversation or agent session that the stream counts for
   * @param wanted what to be woken for; it may be woken for more
   * @throws TellsafeError `overloaded` when the holder has 256 streams already
   */
  subscribe(account: string, holder: string, wanted: Wanted): Subscription;
  /** Calls every 15 seconds, others at other moments. @returns ends it */
  onHeartbeat(beating: Beating): () => void;
  /** Wakes everybody for the last time. */
  close(): void;
}

/** Makes the hub of a kit. */
export function createFeedHub(parts: ReaderParts): FeedHub {
  const readers = new Map<string, AccountReader>();
  const heartbeat = new Heartbeat();
  let closed = false;

  const open = (account: string): AccountReader => {
    const reader = new AccountReader(account, parts, () => {
      reader.stop();
      if (readers.get(account) === reader) readers.delete(account);
    });
    readers.set(account, reader);
    return reader;
  };
  return {
    streams: () => [...readers.values()].reduce((sum, reader) => sum + reader.streams, 0),
    subscribe: (account, holder, wanted) => {
      if (!closed) return (readers.get(account) ?? open(account)).subscribe(holder, wanted);
      const nowhere = {
        remove: () => undefined,
        after: async (_: Subscription, position: Position) => ({ events: [], position }),
      };
      const late = new Subscription(holder, wanted, nowhere);
      late.end();
      return late;
    },
    onHeartbeat: (beating) => heartbeat.add(beating),
    close: () => {
      closed = true;
      heartbeat.stop();
      for (const reader of readers.values()) reader.stop();
      readers.clear();
    },
  };
}
