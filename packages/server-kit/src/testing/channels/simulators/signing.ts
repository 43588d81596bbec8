// Signatures as the providers make them, written apart from the channels' own, so that one proves the other.

export type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();

export function utf8(text: string): Bytes {
  return encoder.encode(text);
}

export function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

export function base64url(bytes: Uint8Array): string {
  return base64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

export function unbase64(text: string): Bytes {
  const standard = text.replaceAll('-', '+').replaceAll('_', '/');
  return Uint8Array.from(atob(standard), (character) => character.charCodeAt(0));
}

export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export async function hmac(hash: 'SHA-1' | 'SHA-256' | 'SHA-512', key: Bytes, data: Bytes): Promise<Bytes> {
  const imported = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash }, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, data));
}

export async function sha256(bytes: Uint8Array): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))));
}

/** A JSON Web Token under HS256 (RFC 7515 §3.1). */
export async function signJwt(claims: object, key: Bytes): Promise<string> {
  const parts = [{ alg: 'HS256', typ: 'JWT' }, claims].map((part) => base64url(utf8(JSON.stringify(part))));
  return [...parts, base64url(await hmac('SHA-256', key, utf8(parts.join('.'))))].join('.');
}

/** The claims of a token whose signature holds, else `undefined`. */
export async function readJwt(
  token: string,
  holds: (signed: Bytes, signature: Bytes) => Promise<boolean>,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const [head = '', claims = '', signature = ''] = token.split('.');
  if (token.split('.').length !== 3 || !(await holds(utf8(`${head}.${claims}`), unbase64(signature)))) return undefined;
  return JSON.parse(new TextDecoder().decode(unbase64(claims)));
}

/** Whether an RS256 signature was made by the private key in this PEM (PKCS #8). */
export async function rsaHolds(pem: string, signed: Bytes, signature: Bytes): Promise<boolean> {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const der = unbase64(pem.replaceAll(/-----[A-Z ]+-----|\s/g, ''));
  const { n, e, kty } = await crypto.subtle.exportKey(
    'jwk',
    await crypto.subtle.importKey('pkcs8', der, algorithm, true, ['sign']),
  );
  const jwk = { ...(kty && { kty }), ...(n && { n }), ...(e && { e }) };
  const key = await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['verify']);
  return crypto.subtle.verify(algorithm, key, signature, signed);
}

/** Numbers from 0 up to 1, always the same for one seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
