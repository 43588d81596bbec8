// What a commit tells those who wait, besides that it happened: a topic for each account, and what a change is about.
import { AUDIT_EVENT } from '../../audit/audit.ts';
import type { Commit, NewEvent } from '../../stores/types.ts';
import type { AddressedEvent, Audience } from '../events.ts';

/** Published after each commit that appends events to an account. */
export function accountTopic(account: string): string {
  return `tellsafe:feed:${account}`;
}

/** Whom a change concerns. */
export interface Change {
  readonly group: string;
  /** Absent when the audit alone tells of the change. */
  readonly to?: Audience;
}

/** Stands in the place of those whom a change is told. */
const QUIET = false;

/** Longest text of a signal about a change, in UTF-16 units. */
const MAX_LENGTH = 256;

/** What a signal says about a commit; undefined when it cannot say, and everybody has to look. */
export function aboutOf({ group, append = [] }: Commit): string | undefined {
  const told = append.filter(({ type }) => type !== AUDIT_EVENT);
  if (!told.every(isAddressed)) return undefined;
  const to = new Set(told.flatMap((event) => event.to));
  const text = JSON.stringify(told.length === 0 ? [group, QUIET] : [group, ...to]);
  return text.length <= MAX_LENGTH ? text : undefined;
}

function isAddressed(event: NewEvent): event is AddressedEvent {
  return 'to' in event;
}

/** What a signal says about a change; undefined for what is none: whoever may publish can send anything. */
export function parseChange(text: string): Change | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    if (!Array.isArray(parsed)) return undefined;
    const [group, ...to] = parsed as unknown[];
    if (typeof group !== 'string') return undefined;
    if (to.length === 1 && to[0] === QUIET) return { group };
    if (!to.every(isMember)) return undefined;
    return { group, to };
  } catch {
    return undefined;
  }
}

function isMember(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}
