// A certificate that signs itself, for servers of tests: the least that a TLS client reads (RFC 5280 §4.1). Node makes none.
import { generateKeyPairSync, sign } from 'node:crypto';

const [SEQUENCE, SET, INTEGER, BITS, UTF8, TIME, OID] = [0x30, 0x31, 0x02, 0x03, 0x0c, 0x17, 0x06];

/** One element of DER. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  if (body.length < 0x80) return Buffer.concat([Buffer.of(tag, body.length), body]);
  return Buffer.concat([Buffer.of(tag, 0x82, body.length >> 8, body.length & 0xff), body]);
}

const ecdsaWithSha256 = der(SEQUENCE, der(OID, Buffer.from('2a8648ce3d040302', 'hex')));
const commonName = der(OID, Buffer.from('550403', 'hex'));

/** UTCTime: two digits each. */
const timeOf = (at: number) => {
  const digits = new Date(at).toISOString().replace(/\D/g, '').slice(2, 14);
  return der(TIME, Buffer.from(`${digits}Z`));
};

/**
 * Makes one for 127.0.0.1.
 *
 * @param endsAt epoch ms, whole seconds
 */
export function selfSigned(endsAt: number): { readonly key: string; readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = der(SEQUENCE, der(SET, der(SEQUENCE, commonName, der(UTF8, Buffer.from('127.0.0.1')))));
  const told = der(
    SEQUENCE,
    der(INTEGER, Buffer.of(1)),
    ecdsaWithSha256,
    name,
    der(SEQUENCE, timeOf(Date.UTC(2020, 0, 1)), timeOf(endsAt)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = der(BITS, Buffer.of(0), sign('sha256', told, privateKey));
  const text = der(SEQUENCE, told, ecdsaWithSha256, signature).toString('base64').replace(/.{64}/g, '$&\n');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----\n`,
  };
}
