// What each kind of event does. Whatever it is, it is durable when this resolves, and doing it again changes nothing.
import type { EntryPointSettings } from '../../accounts/entry-point-settings.ts';
import { takeBack } from '../../services/conversations/take-back.ts';
import type { Kit } from '../../services/kit.ts';
import type { ChannelStateRecord } from '../../services/records/channel.ts';
import { contactEventKey } from '../../services/records/keys.ts';
import type { Address, InboundEvent } from '../types.ts';
import { changeContact, contactOf, findContact, linkAddress, loadContact, unlinkAddress } from './contacts.ts';
import { entriesOf, type SayingEvent } from './entries.ts';
import { eventIdOf, messageIdOf } from './names.ts';
import { tellSending } from './sending.ts';
import { changeAddress } from './state.ts';
import { type Kept, storeEntry } from './store-entry.ts';

/** Entries that a message can have: no provider takes texts as long as so many. */
const MAX_PARTS = 8;

/** Tells the outbox what a provider says of messages that were sent. */
export interface Outcomes {
  readonly status: (kit: Kit, entryPoint: EntryPointSettings, event: EventOf<'status'>) => Promise<unknown>;
  readonly echo: (kit: Kit, entryPoint: EntryPointSettings, event: EventOf<'echo'>) => Promise<unknown>;
}

/** Events of one kind. */
export type EventOf<Type extends InboundEvent['type']> = Extract<InboundEvent, { readonly type: Type }>;

/**
 * Applies an event.
 *
 * @param inBatch what came with it
 * @throws TellsafeError `store_unavailable` or `conflict`: the provider is to repeat it
 */
export async function applyEvent(
  kit: Kit,
  entryPoint: EntryPointSettings,
  event: InboundEvent,
  inBatch: readonly InboundEvent[],
  outcomes: Outcomes,
): Promise<Kept> {
  switch (event.type) {
    case 'message':
      return storeSaying(kit, entryPoint, event, !isOptOut(event, inBatch));
    case 'delete':
      await takeBackSaid(kit, entryPoint, event);
      return storeSaying(kit, entryPoint, event, false);
    case 'edit':
    case 'reaction':
      return storeSaying(kit, entryPoint, event, false);
    case 'closed':
      return storeEntry(kit, entryPoint, event, {
        begins: false,
        entries: async () => [],
        state: (known) => ({ ...factsOf(known), closed: true }),
      });
    case 'consent':
      return storeConsent(kit, entryPoint, event);
    case 'identity_changed':
      return changeIdentity(kit, entryPoint, event);
    case 'status':
      await outcomes.status(kit, entryPoint, event);
      return 'stored';
    case 'echo':
      await outcomes.echo(kit, entryPoint, event);
      return 'stored';
    case 'typing':
      return 'stored';
    default:
      kit.log({
        level: 'info',
        message: 'A provider told something that is not known.',
        where: entryPoint.channel.name,
      });
      return 'stored';
  }
}

async function storeSaying(
  kit: Kit,
  entryPoint: EntryPointSettings,
  event: SayingEvent,
  begins: boolean,
): Promise<Kept> {
  const now = kit.clock();
  return storeEntry(kit, entryPoint, event, {
    begins,
    entries: (contactId) => entriesOf(kit, entryPoint, contactId, event),
    state: (known) => {
      if (event.type !== 'message') return factsOf(known);
      const { closed: _closed, ...facts } = factsOf(known);
      const lastInboundAt = Math.max(known?.lastInboundAt ?? 0, Math.min(event.providerTime ?? now, now));
      const { deviceFeatures = facts.deviceFeatures } = event;
      return { ...facts, lastInboundAt, ...(deviceFeatures && { deviceFeatures }) };
    },
  });
}

/** An event about a message of before. */
type Targeted = Extract<SayingEvent, { readonly type: 'edit' | 'delete' }>;

/** The message may be of a conversation that was closed since. */
async function takeBackSaid(kit: Kit, entryPoint: EntryPointSettings, event: Targeted): Promise<void> {
  const { accountId } = entryPoint;
  const contactId = await findContact(kit, entryPoint, event.consumer);
  const contact = contactId === undefined ? undefined : (await loadContact(kit, accountId, contactId))?.value;
  if (contactId === undefined || contact?.conversationId === undefined) return;
  const idOf = (part: number) => messageIdOf(kit, entryPoint, contactId, event.targetId, part);
  const parts = Array.from({ length: MAX_PARTS - 1 }, (_, at) => idOf(at + 1));
  const messageIds = [await idOf(0), ...(await Promise.all(parts))] as const;
  const { conversationId } = contact;
  for (const { id } of contact.former) {
    if (await takeBack(kit, { accountId, conversationId: id, messageIds }, false)) return;
  }
  await takeBack(kit, { accountId, conversationId, messageIds }, true);
}

/** Whoever says nothing but that they want no messages begins no conversation. */
function isOptOut({ providerId }: EventOf<'message'>, inBatch: readonly InboundEvent[]): boolean {
  return inBatch.some(
    (each) => each.type === 'consent' && each.state === 'opted_out' && each.providerId === providerId,
  );
}

function factsOf(known: ChannelStateRecord | undefined): Omit<ChannelStateRecord, 'contactId' | 'address'> {
  if (!known) return {};
  const { contactId: _contactId, address: _address, ...facts } = known;
  return facts;
}

/** Kept even of somebody who never wrote. An opt-out that is told late never loses to an opt-in but by the provider's own times. */
async function storeConsent(kit: Kit, entryPoint: EntryPointSettings, event: EventOf<'consent'>): Promise<Kept> {
  if (event.state === 'help') return 'stored';
  const state = event.state === 'opted_out' ? 'out' : 'in';
  const at = event.providerTime ?? kit.clock();
  const contactId = await contactOf(kit, entryPoint, event.consumer);
  const eventId = await eventIdOf(kit, entryPoint, event);
  const { isNew, contact } = await changeContact(
    kit,
    entryPoint.accountId,
    contactId,
    (known) => (known.consent && at < known.consent.at ? known : { ...known, consent: { state, at } }),
    eventId,
  );
  // Also of a repeat: what was told first may have got no further than the contact.
  if (contact.conversationId !== undefined) await tellSending(kit, entryPoint.accountId, contact.conversationId);
  return isNew ? 'stored' : 'duplicate';
}

/** Whose names change stays the same person; the old ones may belong to somebody else from now on. */
async function changeIdentity(
  kit: Kit,
  entryPoint: EntryPointSettings,
  event: EventOf<'identity_changed'>,
): Promise<Kept> {
  const { accountId } = entryPoint;
  const eventId = await eventIdOf(kit, entryPoint, event);
  const [contactId, holderId] = await Promise.all(
    [event.from, event.to].map((address) => findContact(kit, entryPoint, address)),
  );
  if (holderId !== undefined && (await wasTold(kit, accountId, holderId, eventId))) return 'duplicate';
  if (contactId === undefined) return 'stored';
  await linkAddress(kit, entryPoint, event.to, contactId);
  const { contact } = await changeContact(kit, accountId, contactId, (current) => current);
  if (contact.conversationId !== undefined) {
    await changeAddress(kit, accountId, contact.conversationId, (known) => withoutNames(known, event));
  }
  await unlinkAddress(kit, entryPoint, event.from, contactId, event.to);
  await changeContact(kit, accountId, contactId, (current) => current, eventId);
  return 'stored';
}

async function wasTold(kit: Kit, account: string, contactId: string, eventId: string): Promise<boolean> {
  const [stored] = await kit.stores.records.get([contactEventKey(account, contactId, eventId)]);
  return stored !== null && stored !== undefined;
}

function withoutNames(known: Address, { from, to }: EventOf<'identity_changed'>): Address {
  const old = from.aliases.map(({ value }) => value);
  const schemes = to.aliases.map(({ scheme }) => scheme);
  const kept = known.aliases.filter(({ scheme, value }) => !old.includes(value) && !schemes.includes(scheme));
  return { primary: to.primary, aliases: [...to.aliases, ...kept] };
}
