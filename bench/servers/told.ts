// What the kit's server tells the load beside its answers. It listens at the ports of the kit, so that the kit itself is
// the one that is shipped: the secret of a handle passes through `keys.mac`, a submission id through the sealed store.
import { type IncomingMessage, type OutgoingHttpHeaders, type ServerOptions, ServerResponse } from 'node:http';
import { encodeHandle, handleSecretInput } from '@tellsafe/core/otk';
import type { KeyProvider, Store } from '@tellsafe/server-kit';
import { ACCOUNT } from './form.ts';
import { CONVERSATION_HEADER, TOLD_HEADER } from './lane.ts';

/** What is to be told, by conversation: each has one form under way at a time. */
export const told = new Map<string, string>();

const NONCE_BYTES = 16;
const UUID_LENGTH = 36;
const sample = handleSecretInput(ACCOUNT, '0'.repeat(UUID_LENGTH), new Uint8Array(NONCE_BYTES));
const idEnd = sample.length - 4 - NONCE_BYTES;
const idStart = idEnd - UUID_LENGTH;
const head = Buffer.from(sample.subarray(0, idStart));
const decoder = new TextDecoder();

/** Keys that remember the handles they make. */
export function tellingKeys(keys: KeyProvider): KeyProvider {
  return {
    mac: async (data, keyId) => {
      const made = await keys.mac(data, keyId);
      if (data.length === sample.length && head.compare(data, 0, idStart) === 0) {
        const conversationId = decoder.decode(data.subarray(idStart, idEnd));
        told.set(conversationId, encodeHandle({ accountId: ACCOUNT, conversationId, secret: made.mac.slice(0, 16) }));
      }
      return made;
    },
    wrap: (dataKey, context) => keys.wrap(dataKey, context),
    unwrap: (wrapped, context) => keys.unwrap(wrapped, context),
    rotate: () => keys.rotate(),
    destroy: (keyId) => keys.destroy(keyId),
  };
}

/** A sealed store that remembers the submissions it is given. */
export function tellingStore(store: Store): Store {
  return new Proxy(store, {
    get: (target, name) => {
      const member = Reflect.get(target, name) as unknown;
      if (name !== 'commit') return typeof member === 'function' ? member.bind(target) : member;
      return (...[batch]: Parameters<Store['commit']>) => {
        const [first] = batch.put ?? [];
        if (first) told.set(batch.group, first.id);
        return target.commit(batch);
      };
    },
  });
}

/** Adds what is to be told to the answer. */
class TellingResponse extends ServerResponse<IncomingMessage> {
  override writeHead(status: number, headers?: unknown): this {
    const conversationId = this.req.headers[CONVERSATION_HEADER];
    if (typeof conversationId === 'string') this.setHeader(TOLD_HEADER, told.get(conversationId) ?? '');
    return super.writeHead(status, headers as OutgoingHttpHeaders);
  }
}

/** For `createServer`. */
export const serverOptions: ServerOptions = {
  ServerResponse: TellingResponse as unknown as typeof ServerResponse,
  keepAliveTimeout: 60_000,
};
