// Entry points for the host's own code: where their providers send, and what could not be understood.
import { TellsafeError } from '@tellsafe/core';
import { type Quarantined, quarantinedAt } from '../channels/gateway/quarantine.ts';
import { addressOf } from '../channels/gateway/receive.ts';
import type { Kit } from '../services/kit.ts';

/** Names an entry point. */
export interface EntryPointPlace {
  readonly accountId: string;
  /** Its id. */
  readonly entryPoint: string;
}

/** Channels. */
export interface ChannelMethods {
  /** The address that the provider is to be given. @throws TellsafeError `account_unknown`, `route_unknown` */
  address(place: EntryPointPlace): Promise<string>;
  /**
   * What came with a right signature and could not be understood, at most 100 of the last week, card numbers masked.
   *
   * @throws TellsafeError `account_unknown`, `route_unknown`
   */
  quarantined(place: EntryPointPlace): Promise<readonly Quarantined[]>;
}

/** Builds the methods; each waits for the start work. */
export function channelMethods(
  kit: Kit,
  whenReady: <Input, Result>(run: (input: Input) => Promise<Result>) => (input: Input) => Promise<Result>,
): ChannelMethods {
  const find = ({ accountId, entryPoint }: EntryPointPlace) => {
    const found = kit.accounts.get(accountId).entryPoints.find(({ id }) => id === entryPoint);
    if (!found) throw new TellsafeError('route_unknown');
    return found;
  };
  return {
    address: whenReady(async (place) => addressOf(kit, find(place))),
    quarantined: whenReady((place) => quarantinedAt(kit, find(place))),
  };
}
