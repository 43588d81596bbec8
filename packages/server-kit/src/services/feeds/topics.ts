// Names of signal topics.

/** Published after each commit that appends events to an account. */
export function accountTopic(account: string): string {
  return `tellsafe:feed:${account}`;
}
