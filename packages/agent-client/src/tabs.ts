// How the tabs that share a storage hear of each other: the end of a session, and activity in it.

/** What a tab tells the others. */
export type TabMessage =
  | { readonly type: 'session-ended'; readonly sessionId: string }
  | { readonly type: 'agent-active'; readonly sessionId: string; readonly at: number };

/** The other tabs. */
export interface Tabs {
  tell(message: TabMessage): void;
  close(): void;
}

/**
 * Joins the other tabs.
 *
 * @param name - name of the BroadcastChannel; without one, or without the platform's support, there are no other tabs
 * @param listener - called with what the others tell
 */
export function joinTabs(name: string | undefined, listener: (message: TabMessage) => void): Tabs {
  if (name === undefined || typeof BroadcastChannel === 'undefined') return { tell: () => {}, close: () => {} };
  const channel = new BroadcastChannel(name);
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (isTabMessage(data)) listener(data);
  };
  return { tell: (message) => channel.postMessage(message), close: () => channel.close() };
}

function isTabMessage(data: unknown): data is TabMessage {
  if (typeof data !== 'object' || data === null || !('type' in data) || !('sessionId' in data)) return false;
  return data.type === 'session-ended' || (data.type === 'agent-active' && 'at' in data && typeof data.at === 'number');
}
