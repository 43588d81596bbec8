// What the form page keeps on a device: per invitation the device key, as a non-extractable CryptoKey, and the handle, so that a
// reload goes on (SF-INV-05). IndexedDB of the form's own origin; nothing in cookies, localStorage or sessionStorage (SF-WV-07).
import type { Clock } from '@tellsafe/core/encoding';

/** What is kept for one invitation. */
export interface DeviceRecord {
  readonly handle: string;
  /** HMAC key that proves "same device"; absent before the form was opened. */
  readonly key?: CryptoKey;
  /** It was opened here and cannot be opened again (`reopen: "never"`). */
  readonly once?: boolean;
  /** When it was kept, epoch milliseconds. */
  readonly keptAt: number;
}

/** Keeps device records by record id (address.ts). */
export interface DeviceStore {
  get(recordId: string): Promise<DeviceRecord | undefined>;
  keep(recordId: string, record: Omit<DeviceRecord, 'keptAt'>): Promise<void>;
  forget(recordId: string): Promise<void>;
}

/** Records older than this are of invitations that have ended long ago (SF-TIME-02, -03: a day each at most). */
const KEEP_MS = 3 * 86_400_000;

/** A database that has not answered by then counts as refused: some private windows never answer. */
const ANSWER_MS = 2_000;

const NAME = 'devices';

/**
 * Opens the store. Where the browser refuses IndexedDB (storage blocked in frames, private modes) records live in memory: the
 * form works, only a reload cannot go on.
 *
 * @param clock - for the age of records
 * @param factory - used instead of the browser's IndexedDB
 */
export function openDeviceStore(clock: Clock, factory?: IDBFactory): DeviceStore {
  const memory = new Map<string, DeviceRecord>();
  const database = openDatabase(factory);

  /** Runs one transaction; `undefined` when there is no database or it fails. */
  async function onDisk<Result>(run: (records: IDBObjectStore) => IDBRequest<Result>): Promise<Result | undefined> {
    try {
      const transaction = (await database).transaction(NAME, 'readwrite');
      const request = run(transaction.objectStore(NAME));
      await settled(transaction, 'complete', 'abort');
      return request.result;
    } catch {
      return undefined;
    }
  }

  void onDisk((records) => {
    const request = records.openCursor();
    request.onsuccess = () => {
      const cursor = request.result;
      if (!cursor) return;
      if (!(cursor.value.keptAt > clock() - KEEP_MS)) cursor.delete();
      cursor.continue();
    };
    return request;
  });

  return {
    async get(id) {
      return memory.get(id) ?? (await onDisk<DeviceRecord | undefined>((records) => records.get(id)));
    },
    async keep(id, kept) {
      const record = { ...kept, keptAt: clock() };
      memory.set(id, record);
      await onDisk((records) => records.put(record, id));
    },
    async forget(id) {
      memory.delete(id);
      await onDisk((records) => records.delete(id));
    },
  };
}

/** @throws when the browser refuses, or does not answer in time */
async function openDatabase(factory = globalThis.indexedDB): Promise<IDBDatabase> {
  const request = factory.open('tellsafe');
  request.onupgradeneeded = () => request.result.createObjectStore(NAME);
  await settled(request, 'success', 'error');
  return request.result;
}

/** Waits for one of two events; the second one, or none in time, is a failure. */
function settled(source: EventTarget, done: string, failed: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    source.addEventListener(done, resolve);
    source.addEventListener(failed, reject);
    setTimeout(reject, ANSWER_MS);
  });
}
