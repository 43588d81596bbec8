// Which conversations the board shows, in which order: filters, orders, ages. Pure.
import type { BoardForm } from '@tellsafe/core/wire';
import { type BoardEntry, isCurrent, isOut, isUnread, RECENT_MS } from '../../board-state.ts';
import { channelName, channelNames } from '../shared/channel-name.ts';

/** What is shown; the first five are the figures above the table. */
export const boardViews = ['waiting', 'open', 'formsOut', 'unread', 'expired', 'closedLately'] as const;
export type BoardView = (typeof boardViews)[number];

/** Orders of the rows. */
export const boardOrders = ['sortWaiting', 'sortNews', 'sortNewest', 'sortOldest'] as const;
export type BoardOrder = (typeof boardOrders)[number];

/** What of the board is wanted; `''` is everything. */
export interface BoardFilter {
  readonly view: BoardView | '';
  /** Id of an agent. */
  readonly agent: string;
  /** Id of a form. */
  readonly form: string;
  /** A channel, or a channel and an entry point of it ({@link placeId}). */
  readonly channel: string;
}

export const noFilter: BoardFilter = { view: '', agent: '', form: '', channel: '' };

/** Rows of one page. */
export const PAGE_ROWS = 50;

/** The rows that fit, in order. @param now epoch ms */
export function boardRows(
  entries: Iterable<BoardEntry>,
  filter: BoardFilter,
  order: BoardOrder,
  now: number,
): readonly BoardEntry[] {
  const rows = [...entries].filter((entry) => isCurrent(entry, now) && fits(entry, filter, now));
  const rank = ranks[order];
  return rows
    .map((entry) => ({ entry, rank: rank(entry) }))
    .sort((one, other) => one.rank - other.rank || (one.entry.conversationId < other.entry.conversationId ? -1 : 1))
    .map(({ entry }) => entry);
}

function fits(entry: BoardEntry, { view, agent, form, channel }: BoardFilter, now: number): boolean {
  if (channel !== '' && channelOf(entry) !== channel && placeId(entry) !== channel) return false;
  if (agent !== '' && entry.agent?.id !== agent) return false;
  const forms = form === '' ? entry.forms : entry.forms.filter(({ formId }) => formId === form);
  if (form !== '' && forms.length === 0) return false;
  return view === '' || views[view](entry, forms, now);
}

const views: Readonly<Record<BoardView, (entry: BoardEntry, forms: readonly BoardForm[], now: number) => boolean>> = {
  waiting: ({ status, agent }) => status === 'open' && agent === null,
  open: ({ status, agent }) => status === 'open' && agent !== null,
  formsOut: (_, forms) => forms.some(isOut),
  unread: ({ status }, forms) => status === 'open' && forms.some(isUnread),
  expired: (_, forms, now) => forms.some(({ status, at }) => status === 'expired' && (at.ended ?? 0) > now - RECENT_MS),
  closedLately: ({ status }) => status === 'closed',
};

/** Lower ranks come first. Whoever waits comes before everybody else, unless the order is by age alone. */
const ranks: Readonly<Record<BoardOrder, (entry: BoardEntry) => number>> = {
  sortWaiting: (entry) => {
    if (entry.status === 'open' && entry.agent === null) return entry.waitingSince - Number.MAX_SAFE_INTEGER;
    return entry.status === 'open' ? -lastNews(entry) : Number.MAX_SAFE_INTEGER - lastNews(entry);
  },
  sortNews: (entry) => -lastNews(entry),
  sortNewest: ({ startedAt }) => -startedAt,
  sortOldest: ({ startedAt }) => startedAt,
};

/** When something happened last. */
export function lastNews({ startedAt, waitingSince, closedAt = 0, forms }: BoardEntry): number {
  return Math.max(startedAt, waitingSince, closedAt, ...forms.flatMap(({ at }) => Object.values(at)));
}

/** By which channel a conversation goes. */
export function channelOf({ via }: Pick<BoardEntry, 'via'>): string {
  return via?.channel ?? 'web';
}

/** Names an entry point of a channel. */
export function placeId({ via }: Pick<BoardEntry, 'via'>): string {
  return via ? `${via.channel}/${via.entryPoint}` : 'web';
}

/** The channels, and where one has several entry points, each of those after it. */
export function channelChoices(entries: Iterable<BoardEntry>, webName: string): readonly Choice[] {
  const places = new Map<string, Map<string, string>>();
  for (const entry of entries) {
    const channel = channelOf(entry);
    const known = places.get(channel) ?? new Map<string, string>();
    places.set(channel, known.set(placeId(entry), entry.via?.label ?? entry.via?.entryPoint ?? webName));
  }
  return [...places].sort().flatMap(([id, points]) => {
    const name = id === 'web' ? webName : channelName(id);
    const each =
      points.size < 2 ? [] : [...points].map(([place, point]) => ({ id: place, name: `${name} · ${point}` }));
    return [{ id, name }, ...each];
  });
}

/** The channels and entry points that are known here, and every channel there is. */
export function everyPlace(entries: Iterable<BoardEntry>, webName: string): readonly Choice[] {
  const known = channelChoices(entries, webName);
  const others = channelNames.filter((id) => !known.some((each) => each.id === id));
  const web = known.some(({ id }) => id === 'web') ? [] : [{ id: 'web', name: webName }];
  return [...known, ...others.map((id) => ({ id, name: channelName(id) })), ...web];
}

/** The first part of an id: enough to tell conversations apart at a glance. */
export function shortId(id: string): string {
  return id.slice(0, 8);
}

/** A name and an id to choose from. */
export interface Choice {
  readonly id: string;
  readonly name: string;
}

/** The agents and forms of the board, by name. */
export function choicesOf(
  entries: Iterable<BoardEntry>,
  locale: string,
): Readonly<Record<'agents' | 'forms', readonly Choice[]>> {
  const agents = new Map<string, string>();
  const forms = new Map<string, string>();
  for (const entry of entries) {
    if (entry.agent) agents.set(entry.agent.id, entry.agent.name);
    for (const { formId, formName } of entry.forms) forms.set(formId, formName);
  }
  const sorted = (names: ReadonlyMap<string, string>): readonly Choice[] =>
    [...names].map(([id, name]) => ({ id, name })).sort((one, other) => one.name.localeCompare(other.name, locale));
  return { agents: sorted(agents), forms: sorted(forms) };
}
