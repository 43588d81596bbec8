// What a page's IndexedDB holds of keys, looked at from inside the page.

/** A key as IndexedDB gives it back. */
export interface KeptKey {
  readonly algorithm: string;
  readonly type: string;
  readonly extractable: boolean;
}

/** Runs in a page: every CryptoKey in every database of its origin. */
export async function keptKeys(): Promise<KeptKey[]> {
  const done = <Result>(request: IDBRequest<Result>) =>
    new Promise<Result>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  function keysIn(value: unknown): CryptoKey[] {
    if (value instanceof CryptoKey) return [value];
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return [];
    return Object.values(value).flatMap(keysIn);
  }
  const found: CryptoKey[] = [];
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name));
    for (const store of database.objectStoreNames)
      found.push(...keysIn(await done(database.transaction(store).objectStore(store).getAll())));
    database.close();
  }
  return found.map(({ algorithm, type, extractable }) => ({ algorithm: algorithm.name, type, extractable }));
}

/** Runs in a page: whether an X25519 key comes back from IndexedDB as it went in. */
export async function x25519Survives(): Promise<boolean> {
  const { privateKey } = (await crypto.subtle.generateKey('X25519', false, ['deriveBits'])) as CryptoKeyPair;
  const opening = indexedDB.open('x25519-trial');
  opening.onupgradeneeded = () => opening.result.createObjectStore('keys');
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  try {
    const writing = database.transaction('keys', 'readwrite');
    writing.objectStore('keys').put(privateKey, 1);
    await new Promise((resolve, reject) => {
      writing.oncomplete = resolve;
      writing.onabort = () => reject(writing.error);
    });
    const reading = database.transaction('keys').objectStore('keys').get(1);
    await new Promise((resolve) => {
      reading.onsuccess = resolve;
      reading.onerror = resolve;
    });
    return reading.result instanceof CryptoKey;
  } catch {
    return false;
  } finally {
    database.close();
    indexedDB.deleteDatabase('x25519-trial');
  }
}
