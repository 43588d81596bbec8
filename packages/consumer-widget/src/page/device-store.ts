// What the form page keeps on a device: per invitation the device key, as a non-extractable CryptoKey, and the handle, so that a
// reload goes on (SF-INV-05). IndexedDB of the form's own origin; nothing in cookies, localStorage or sessionStorage (SF-WV-07).
import type { Clock } from '@tellsafe/core/encoding';
import { createStore, del, entries, get, set, type UseStore } from 'idb-keyval';

/** What is kept for one invitation. */
export interface DeviceRecord {
  readonly handle: string;
  /** HMAC key that proves "same device"; absent before the form was opened. */
  readonly key?: CryptoKey;
  /** When it was kept, epoch milliseconds. */
  readonly keptAt: number;
}

/** Keeps device records by invitation id. */
export interface DeviceStore {
  get(invitationId: string): Promise<DeviceRecord | undefined>;
  keep(invitationId: string, handle: string, key?: CryptoKey): Promise<void>;
  forget(invitationId: string): Promise<void>;
}

/** Records older than this are of invitations that have ended long ago (SF-TIME-02, -03: a day each at most). */
const KEEP_MS = 3 * 86_400_000;

/**
 * Opens the store. Where the browser refuses IndexedDB (storage blocked in frames, private modes) records live in memory: the
 * form works, only a reload cannot go on.
 *
 * @param clock - for the age of records
 */
export function openDeviceStore(clock: Clock): DeviceStore {
  const memory = new Map<string, DeviceRecord>();
  const store = createStore('tellsafe', 'devices');

  /** Runs on the database; `undefined` when there is none or it fails. */
  async function onDisk<Result>(run: (disk: UseStore) => Promise<Result>): Promise<Result | undefined> {
    try {
      return await run(store);
    } catch {
      return undefined;
    }
  }

  void onDisk(async (disk) => {
    for (const [id, record] of await entries<string, DeviceRecord>(disk)) {
      if (!(record.keptAt > clock() - KEEP_MS)) await del(id, disk);
    }
  });

  return {
    async get(id) {
      return memory.get(id) ?? (await onDisk((disk) => get<DeviceRecord>(id, disk)));
    },
    async keep(id, handle, key) {
      const record: DeviceRecord = { handle, keptAt: clock(), ...(key && { key }) };
      memory.set(id, record);
      await onDisk((disk) => set(id, record, disk));
    },
    async forget(id) {
      memory.delete(id);
      await onDisk((disk) => del(id, disk));
    },
  };
}
