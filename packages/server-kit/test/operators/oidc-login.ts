import type { Authenticate } from '@tellsafe/server-kit';
import { createRemoteJWKSet, errors, jwtVerify } from 'jose';

/** Ways in which a token is not good; anything else is a failure of the provider or of the network. */
const badToken = [
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JWTInvalid,
  errors.JWTExpired,
  errors.JWTClaimValidationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
];

export function oidcLogin(issuer: string, audience: string, jwksUrl: string): Authenticate {
  const keys = createRemoteJWKSet(new URL(jwksUrl));
  const algorithms = ['RS256', 'ES256', 'EdDSA'];
  const requiredClaims = ['sub', 'exp', 'name'];
  return async (request) => {
    const [, token] = /^Bearer (\S+)$/.exec(request.headers.get('authorization') ?? '') ?? [];
    if (token === undefined) return null;
    try {
      const { payload } = await jwtVerify(token, keys, { issuer, audience, algorithms, requiredClaims });
      const { sub = '', exp = 0, name, sid, tellsafe_role: role } = payload;
      if (role !== 'agent' && role !== 'manager' && role !== 'admin') return null;
      const login = typeof sid === 'string' ? { login: sid } : {};
      return { accountId: 'acme', agentId: sub, name: String(name), role, until: exp * 1000, ...login };
    } catch (error) {
      if (badToken.some((kind) => error instanceof kind)) return null;
      throw error;
    }
  };
}
