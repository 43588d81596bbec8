// VAPID keys (RFC 8292): by them a push service knows whose messages these are. Making a pair, and checking one at start.
import { fromBase64url, toBase64url, utf8 } from '@tellsafe/core/encoding';

/** A VAPID key pair as `tellsafe keys vapid` makes it. */
export interface VapidKeys {
  /** Uncompressed point of P-256, 65 bytes, base64url. Browsers subscribe with it. */
  readonly publicKey: string;
  /** Private scalar of P-256, 32 bytes, base64url. **Security:** whoever has it can send messages to all subscriptions. */
  readonly privateKey: string;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const signing = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** Makes a pair. */
export async function createVapidKeys(): Promise<VapidKeys> {
  const pair = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  const { d = '' } = await crypto.subtle.exportKey('jwk', pair.privateKey);
  return { publicKey: toBase64url(publicKey), privateKey: d };
}

/** Whether two keys are one pair: what the one signs, the other confirms. */
export async function isVapidPair({ publicKey, privateKey }: VapidKeys): Promise<boolean> {
  const point = fromBase64url(publicKey);
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: toBase64url(point.slice(1, 33)),
    y: toBase64url(point.slice(33, 65)),
  };
  try {
    const verifier = await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['verify']);
    const signer = await crypto.subtle.importKey('jwk', { ...jwk, d: privateKey }, algorithm, false, ['sign']);
    const text = utf8('tellsafe');
    return await crypto.subtle.verify(signing, verifier, await crypto.subtle.sign(signing, signer, text), text);
  } catch {
    // No point of the curve, or halves that do not belong together: runtimes notice at different moments.
    return false;
  }
}
