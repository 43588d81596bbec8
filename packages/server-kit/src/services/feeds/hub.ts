// What streams wait on: one reader for each account that has some here, and the signs of life.
import type { Position } from '../../stores/types.ts';
import { AccountReader, type Piece, type ReaderParts, readPage } from './account-reader.ts';
import { type Beating, Heartbeat } from './heartbeat.ts';
import { Subscription, type Wanted } from './subscription.ts';

export { POLL_MS } from './account-reader.ts';
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
  /** Events after a position, of the account or of one group; needs a subscription of the account. */
  after(account: string, position: Position, group?: string): Promise<Piece>;
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
      const late = new Subscription(holder, wanted, { remove: () => undefined });
      late.end();
      return late;
    },
    after: async (account, position, group) => {
      const reader = readers.get(account);
      if (reader) return reader.after(position, group);
      const events = await readPage(parts.records, { account, ...(group !== undefined && { group }) }, position);
      return { events, position: events.at(-1)?.position ?? position };
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
