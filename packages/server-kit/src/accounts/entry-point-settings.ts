// The entry points of an account: a channel with one number, page or business id of it, checked once at start (SF-CN).
import { isAccountId } from '@tellsafe/core';
import { type Channel, type ChannelName, channelNames } from '../channels/types.ts';
import { invalidSetting as invalid, membersOf } from '../invalid-setting.ts';
import type { EntryPoint } from './entry-points.ts';

/** A channel, whatever settings its entry points have. It is handed the settings that it checked itself, and nothing else. */
export type AnyChannel = Channel;

/** Who gets a conversation that begins: everybody from the queue, or the agent who had the consumer's last one. */
export type EntryPointRouting = 'queue' | 'last-agent';

/** One number, page or business id. */
export interface EntryPointOptions {
  /** 1 to 32 of a-z, 0-9 and inner hyphens; unique among all entry points of the kit, and a part of its address. */
  readonly id: string;
  /** Such as `smsTwilio` of `@tellsafe/server-kit/channels/sms-twilio`. */
  readonly channel: AnyChannel;
  /** What the channel needs: ids, secrets, addresses. */
  readonly settings: unknown;
  /** What it speaks when the consumer's own language is not known, BCP 47. */
  readonly language?: string;
  /** What agents tell its conversations by, such as `Sales`; 1 to 80 characters. */
  readonly label?: string;
  /** What people call it, 1 to 80 characters; default its id. */
  readonly name?: string;
  /** Default `queue`; the option `routeConversation` of the kit has the last word. */
  readonly routing?: EntryPointRouting;
}

/** A credential of an entry point. **Security:** holds secrets. */
export interface EntryPointCredential {
  /** Its key in the settings. */
  readonly key: string;
  /** The current one first; more than one during a rotation. */
  readonly values: readonly string[];
}

/** A checked entry point. */
export interface EntryPointSettings {
  readonly accountId: string;
  readonly id: string;
  readonly channel: AnyChannel;
  /** As the channel checked them. **Security:** holds secrets. */
  readonly settings: unknown;
  /** As they were given. */
  readonly credentials: readonly EntryPointCredential[];
  /** The address at the provider, when the channel's settings name it; else it is made of the form origin. */
  readonly webhookUrl?: string;
  readonly language?: string;
  readonly label?: string;
  readonly name: string;
  readonly routing: EntryPointRouting;
}

/** Most entry points of an account: as many as one request can set languages of. */
const MAX_ENTRY_POINTS = 199;
const MAX_NAME = 80;
const methods = ['checkAccount', 'handshake', 'verify', 'parse', 'ack', 'plan', 'send', 'media'] as const;
const members = ['id', 'channel', 'settings', 'language', 'label', 'name', 'routing'] as const;
const languagePattern = /^(?=.{2,35}$)[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}$/;

/**
 * Checks the entry points of an account.
 *
 * @param path where they stand in the options, for messages
 * @throws TellsafeError `option_invalid` naming the key, and its value unless that is secret
 */
export function parseEntryPoints(
  path: string,
  accountId: string,
  input: readonly EntryPointOptions[],
): readonly EntryPointSettings[] {
  if (!Array.isArray(input) || input.length > MAX_ENTRY_POINTS) {
    throw invalid(path, `must be a list of at most ${MAX_ENTRY_POINTS} entry points`);
  }
  return input.map((each, at) => parseEntryPoint(`${path}[${at}]`, accountId, each));
}

/**
 * Makes sure that no id stands twice, whatever the account: it is what an address names.
 *
 * @throws TellsafeError `option_invalid`
 */
export function checkUnique(entryPoints: readonly EntryPointSettings[]): void {
  const ids = entryPoints.map(({ id }) => id);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined) throw invalid('accounts', 'must not hold one entry point id twice', twice);
}

/** What languages and reports call an entry point. */
export function originOf({
  channel,
  id,
}: Pick<EntryPointSettings, 'channel' | 'id'>): EntryPoint & { readonly channel: ChannelName } {
  return { channel: channel.name, entryPoint: id };
}

function parseEntryPoint(path: string, accountId: string, input: EntryPointOptions): EntryPointSettings {
  const { id, channel, settings, language, label, name, routing = 'queue' } = membersOf(path, input, members);
  if (!isAccountId(id)) throw invalid(`${path}.id`, 'must be 1 to 32 of a-z, 0-9 and inner hyphens', id);
  if (!isChannel(channel)) {
    throw invalid(
      `${path}.channel`,
      'must be a channel, such as smsTwilio of @tellsafe/server-kit/channels/sms-twilio',
    );
  }
  if (language !== undefined && (typeof language !== 'string' || !languagePattern.test(language))) {
    throw invalid(`${path}.language`, 'must be a language tag such as en or pt-BR', language);
  }
  if (routing !== 'queue' && routing !== 'last-agent') {
    throw invalid(`${path}.routing`, 'must be queue or last-agent', routing);
  }
  const checked: unknown = channel.checkAccount(`${path}.settings`, settings);
  const webhookUrl = webhookUrlIn(checked);
  return {
    ...{ accountId, id, channel, settings: checked, routing, name: parseName(`${path}.name`, name) ?? id },
    credentials: credentialsIn(channel, settings),
    ...(webhookUrl !== undefined && { webhookUrl }),
    ...(language !== undefined && { language }),
    ...(label !== undefined && { label: parseName(`${path}.label`, label) ?? label }),
  };
}

function isChannel(channel: unknown): channel is AnyChannel {
  if (typeof channel !== 'object' || channel === null) return false;
  const has = channel as Record<string, unknown>;
  const isKnown = channelNames.some((name) => name === has.name);
  return isKnown && methods.every((name) => typeof has[name] === 'function') && typeof has.capabilities === 'object';
}

function parseName(path: string, name: unknown): string | undefined {
  if (name === undefined) return undefined;
  const isName = typeof name === 'string' && name.trim() !== '' && name.length <= MAX_NAME;
  if (isName && !/[\p{Cc}\p{Surrogate}]/u.test(name)) return name;
  throw invalid(path, `must be 1 to ${MAX_NAME} characters on one line`, name);
}

function webhookUrlIn(settings: unknown): string | undefined {
  const { webhookUrl } = (settings ?? {}) as { readonly webhookUrl?: unknown };
  return typeof webhookUrl === 'string' ? webhookUrl : undefined;
}

function credentialsIn({ secretKeys = [] }: AnyChannel, settings: unknown): readonly EntryPointCredential[] {
  const given = (settings ?? {}) as Readonly<Record<string, unknown>>;
  return secretKeys.flatMap((key) => {
    const value = given[key];
    if (value === undefined) return [];
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    return [{ key, values: values.map((each) => (typeof each === 'string' ? each : JSON.stringify(each))) }];
  });
}
