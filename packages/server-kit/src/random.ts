// Random bytes for a server. The platform takes as long for sixteen bytes as for a hundred times as many, so it is asked for many at once.
import { type RandomBytes, webRandom } from '@tellsafe/core/crypto';

/** Bytes that are drawn at once. */
const POOL_BYTES = 4096;

/** Longer ones are drawn by themselves. */
const LONGEST = 256;

/**
 * The same source, asked less often. **Security:** no byte is given out twice, and none stays behind here.
 *
 * @param source gives {@link POOL_BYTES} at once
 */
export function pooledRandom(source: RandomBytes): RandomBytes {
  let pool: Uint8Array = new Uint8Array();
  let at = 0;
  return (length) => {
    if (!(Number.isInteger(length) && length >= 0 && length <= LONGEST)) return source(length);
    if (at + length > pool.length) {
      pool = source(POOL_BYTES);
      at = 0;
    }
    const end = at + length;
    const taken = pool.slice(at, end);
    pool.fill(0, at, end);
    at = end;
    return taken;
  };
}

/** What the kit draws from unless it is given another source. */
export const serverRandom: RandomBytes = pooledRandom(webRandom);
