// What a provider sends to an entry point: size, handshake, signature, then events, each of them durable before the answer says so
// (docs/channels.md). Raw bytes are neither kept nor logged.
import { isTellsafeError, TellsafeError } from '@tellsafe/core';
import type { QuarantineReason } from '@tellsafe/core/wire';
import type { EntryPointSettings } from '../../accounts/entry-point-settings.ts';
import type { IncomingRequest } from '../../http/exchange.ts';
import { logFailure } from '../../log.ts';
import { noteInbound } from '../../services/entry-points/state.ts';
import type { Kit } from '../../services/kit.ts';
import type { Acknowledged, ChannelReply, InboundEvent, RawRequest, Verified } from '../types.ts';
import { applyEvent, type Outcomes } from './events.ts';
import { quarantine } from './quarantine.ts';
import type { TellRefusal } from './refusals.ts';

/** What receiving needs besides the kit. */
export interface Receiving {
  readonly outcomes: Outcomes;
  readonly tellRefusal: TellRefusal;
}

/** Failures after which the provider is to send the same again; whatever else fails is wrong with the event. */
const hopeless = ['request_invalid', 'encoding_invalid'];

/** The entry point of an address; ids are unique in the kit. */
export function findEntryPoint(
  { accounts }: Pick<Kit, 'accounts'>,
  channel: string | undefined,
  id: string | undefined,
): EntryPointSettings | undefined {
  for (const { entryPoints } of accounts.all) {
    const found = entryPoints.find((each) => each.id === id && each.channel.name === channel);
    if (found) return found;
  }
  return undefined;
}

/** The address of an entry point as it is to be configured at its provider. */
export function addressOf(kit: Pick<Kit, 'accounts' | 'basePath'>, entryPoint: EntryPointSettings): string {
  const { accountId, channel, id, webhookUrl } = entryPoint;
  return webhookUrl ?? `${kit.accounts.get(accountId).formOrigin}${kit.basePath}/v1/channels/${channel.name}/${id}`;
}

/**
 * Answers a request to an entry point.
 *
 * @throws TellsafeError `body_too_large`, `request_invalid`; `overloaded` when something could not be kept: the provider sends it again
 */
export async function receive(
  kit: Kit,
  entryPoint: EntryPointSettings,
  request: IncomingRequest,
  receiving: Receiving,
): Promise<ChannelReply> {
  const { channel, settings } = entryPoint;
  const raw = await rawOf(kit, entryPoint, request);
  try {
    const handshake = channel.handshake(raw, settings);
    if (handshake) return handshake;
  } catch {
    // Whatever is not even a question is looked at by its signature.
  }
  const verified = await verify(entryPoint, raw);
  if (!verified.ok) {
    receiving.tellRefusal(kit, entryPoint.id, verified.reason);
    return channel.ack('rejected');
  }
  const kept = await keep(kit, entryPoint, raw, receiving.outcomes);
  await noteInbound(kit, entryPoint);
  return channel.ack(kept);
}

async function rawOf(kit: Kit, entryPoint: EntryPointSettings, request: IncomingRequest): Promise<RawRequest> {
  const { method } = request;
  const limit = entryPoint.channel.capabilities.maxRequestBytes;
  return {
    method,
    // **Security:** what the provider signed is what is configured; Host and the proxy's headers are anybody's.
    publicUrl: addressOf(kit, entryPoint) + request.search,
    headers: new Map([...request.headers].map(([name, value]) => [name.toLowerCase(), value])),
    body: method === 'GET' ? new Uint8Array() : await request.readBody(limit),
    receivedAt: kit.clock(),
  };
}

async function verify({ channel, settings }: EntryPointSettings, raw: RawRequest): Promise<Verified> {
  try {
    return await channel.verify(raw, settings);
  } catch {
    return { ok: false, reason: 'malformed' };
  }
}

async function keep(
  kit: Kit,
  entryPoint: EntryPointSettings,
  raw: RawRequest,
  outcomes: Outcomes,
): Promise<Acknowledged> {
  let events: readonly InboundEvent[];
  try {
    events = await entryPoint.channel.parse(raw, entryPoint.settings);
  } catch {
    if (await setAside(kit, entryPoint, new TextDecoder().decode(raw.body), 'unreadable')) return 'stored';
    throw new TellsafeError('overloaded');
  }
  const kept: Acknowledged[] = [];
  let isComplete = true;
  // Who wants no messages is known before anything else is.
  for (const event of [...events].sort((one, other) => rankOf(one) - rankOf(other))) {
    try {
      kept.push(await applyEvent(kit, entryPoint, event, events, outcomes));
    } catch (error) {
      logFailure(kit.log, `channels/${entryPoint.id}`, error);
      isComplete &&= isHopeless(error) && (await setAside(kit, entryPoint, JSON.stringify(event), 'event'));
    }
  }
  if (!isComplete) throw new TellsafeError('overloaded');
  return kept.length > 0 && kept.every((each) => each === 'duplicate') ? 'duplicate' : 'stored';
}

function rankOf({ type }: InboundEvent): number {
  return type === 'consent' ? 0 : 1;
}

/** A store or a key that does not answer may answer next time; an event that breaks a rule will break it again. */
function isHopeless(error: unknown): boolean {
  if (isTellsafeError(error)) return hopeless.includes(error.code);
  return error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError;
}

async function setAside(
  kit: Kit,
  entryPoint: EntryPointSettings,
  text: string,
  reason: QuarantineReason,
): Promise<boolean> {
  try {
    await quarantine(kit, entryPoint, text, reason);
    return true;
  } catch (error) {
    logFailure(kit.log, `channels/${entryPoint.id}`, error);
    return false;
  }
}
