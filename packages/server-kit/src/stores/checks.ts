// Refuses wrong values before a backend sees them, so that all backends refuse the same ones. Holds no state.
import { parseIndexCursor } from './index-cursor.ts';
import { MAX_BODY_BYTES, MAX_ITEMS, MAX_NAME_LENGTH, MAX_PURGE } from './limits.ts';
import { parsePosition } from './position.ts';
import type { Feed, Group, GroupQuery, IndexQuery, Key, StoreListQuery } from './types.ts';

/** Half of a surrogate pair: such text has no UTF-8 form, and two different ones would become the same name. */
const loneSurrogate = /\p{Surrogate}/u;

/**
 * Refuses text that cannot name something in every backend. PostgreSQL text cannot hold U+0000.
 *
 * @throws TypeError, RangeError naming the parameter
 */
export function checkName(text: unknown, parameter: string): asserts text is string {
  if (typeof text !== 'string') throw new TypeError(`${parameter} must be a string`);
  if (text.length < 1 || text.length > MAX_NAME_LENGTH) {
    throw new RangeError(`${parameter} must be 1 to ${MAX_NAME_LENGTH} UTF-16 units long`);
  }
  if (text.includes('\0')) throw new RangeError(`${parameter} must not contain U+0000`);
  if (loneSurrogate.test(text)) throw new RangeError(`${parameter} must be well-formed Unicode`);
}

/** @throws TypeError, RangeError naming the part of the key */
export function checkKey(key: Key): void {
  checkName(key.account, 'account');
  checkName(key.group, 'group');
  checkName(key.collection, 'collection');
  checkName(key.id, 'id');
}

/** @throws TypeError, RangeError naming the parameter */
export function checkInteger(value: unknown, parameter: string, min: number, max: number): asserts value is number {
  if (typeof value !== 'number') throw new TypeError(`${parameter} must be a number`);
  if (!Number.isSafeInteger(value) || value < min || value > max) {
    throw new RangeError(`${parameter} must be an integer from ${min} to ${max}`);
  }
}

/** @throws TypeError, RangeError when an instant is missing, not whole, or negative */
export function checkInstant(value: unknown, parameter: string): asserts value is number {
  checkInteger(value, parameter, 0, Number.MAX_SAFE_INTEGER);
}

/** @throws TypeError, RangeError when a body is not bytes or too long */
export function checkBody(body: unknown): asserts body is Uint8Array {
  if (!(body instanceof Uint8Array)) throw new TypeError('body must be a Uint8Array');
  if (body.length > MAX_BODY_BYTES) throw new RangeError(`body must be at most ${MAX_BODY_BYTES} bytes long`);
}

/** @throws TypeError, RangeError */
export function checkList(values: unknown, parameter: string, max = MAX_ITEMS): asserts values is readonly unknown[] {
  if (!Array.isArray(values)) throw new TypeError(`${parameter} must be an array`);
  if (values.length > max) throw new RangeError(`${parameter} must hold at most ${max} items`);
}

/** @throws TypeError, RangeError */
export function checkKeys(keys: readonly Key[]): void {
  checkList(keys, 'keys');
  for (const key of keys) checkKey(key);
}

/** @throws TypeError, RangeError */
export function checkPurge(now: number, limit: number): void {
  checkInstant(now, 'now');
  checkInteger(limit, 'limit', 1, MAX_PURGE);
}

/** @throws TypeError, RangeError */
export function checkGroup({ account, group }: Group): void {
  checkName(account, 'account');
  checkName(group, 'group');
}

/** @throws TypeError, RangeError */
export function checkHold(group: Group, held: unknown): asserts held is boolean {
  checkGroup(group);
  if (typeof held !== 'boolean') throw new TypeError('held must be a boolean');
}

/** @throws TypeError, RangeError */
export function checkForget(group: Group, types: readonly string[]): void {
  checkGroup(group);
  checkList(types, 'types');
  for (const type of types) checkName(type, 'type');
}

/** @throws TypeError, RangeError */
export function checkFeed(feed: Feed): void {
  checkName(feed.account, 'account');
  if (feed.group !== undefined) checkName(feed.group, 'group');
}

/**
 * @returns the sequence number to read after
 * @throws TypeError, RangeError
 */
export function checkRead(feed: Feed, after: string, limit: number): number {
  checkFeed(feed);
  checkInteger(limit, 'limit', 1, MAX_ITEMS);
  return parsePosition(after);
}

/** Tells the two kinds of list apart. */
export function isIndexQuery(query: StoreListQuery): query is IndexQuery {
  return 'index' in query;
}

/** @throws TypeError, RangeError */
export function checkListQuery(query: StoreListQuery): void {
  checkName(query.account, 'account');
  checkInteger(query.limit, 'limit', 1, MAX_ITEMS);
  if (query.cursor !== undefined && typeof query.cursor !== 'string') throw new TypeError('cursor must be a string');
  if (isIndexQuery(query)) checkIndexQuery(query);
  else checkGroupQuery(query);
}

function checkGroupQuery(query: GroupQuery): void {
  checkName(query.group, 'group');
  checkName(query.collection, 'collection');
  if (query.cursor !== undefined) checkName(query.cursor, 'cursor');
}

function checkIndexQuery(query: IndexQuery): void {
  if ('group' in query || 'collection' in query) throw new TypeError('a list is by group or by index, not both');
  checkName(query.index, 'index');
  checkName(query.value, 'value');
  for (const bound of ['from', 'to'] as const) {
    const value = query[bound];
    if (value !== undefined) checkInteger(value, bound, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  }
  if (query.cursor !== undefined) parseIndexCursor(query.cursor);
}
