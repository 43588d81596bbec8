// The recipe of docs/login.md for a host's own login by OpenID Connect, against an issuer with real keys: good tokens, bad tokens, and
// a provider that does not answer (SF-PERM-02).
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SessionStartResponse } from '@tellsafe/core/wire';
import { exportJWK, generateKeyPair, type JWTHeaderParameters, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answered, call } from '../clients.ts';
import { ACCOUNT, createHarness, type Harness } from '../harness.ts';
import { oidcLogin } from './oidc-login.ts';

const algorithms = ['RS256', 'ES256', 'EdDSA'] as const;
type Algorithm = (typeof algorithms)[number];

const AUDIENCE = 'tellsafe-desk';
const now = Math.floor(Date.now() / 1000);

let keys: Record<Algorithm, Awaited<ReturnType<typeof generateKeyPair>>>;
let server: Server;
let issuer: string;
let jwks: { keys: unknown[] };
let status = 200;
let harness: Harness;

const claims = { sub: 'u-17', name: 'Ada', tellsafe_role: 'agent', sid: 's-1', exp: now + 3_600, iat: now };

async function pairOf(algorithm: Algorithm) {
  return generateKeyPair(algorithm, { extractable: true });
}

beforeAll(async () => {
  keys = { RS256: await pairOf('RS256'), ES256: await pairOf('ES256'), EdDSA: await pairOf('EdDSA') };
  const published = algorithms.map(async (alg) => ({
    ...(await exportJWK(keys[alg].publicKey)),
    alg,
    kid: alg,
    use: 'sig',
  }));
  jwks = { keys: await Promise.all(published) };
  server = createServer((_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(jwks));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const authenticate = oidcLogin(issuer, AUDIENCE, `${issuer}/jwks`);
  harness = await createHarness('memory', { options: { authenticate, clock: () => now * 1000 } });
});

afterAll(async () => {
  await harness.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function tokenOf(more: JWTPayload = {}, header: Partial<JWTHeaderParameters> = {}, key: unknown = undefined) {
  const alg = header.alg ?? 'ES256';
  const payload = { iss: issuer, aud: AUDIENCE, ...claims, ...more };
  const given = Object.fromEntries(Object.entries(payload).filter(([, value]) => value !== undefined));
  const privateKey = (key ?? keys[alg as Algorithm].privateKey) as CryptoKey | Uint8Array;
  return new SignJWT(given).setProtectedHeader({ alg, kid: alg, ...header }).sign(privateKey);
}

const start = (authorization: string, there = harness): Promise<Answered<SessionStartResponse>> =>
  call(there, 'POST', '/v1/agent/sessions', { body: {}, headers: { authorization } });

test('the recipe is the one that is tested', async () => {
  const text = await readFile(new URL('../../../../docs/login.md', import.meta.url), 'utf8');
  const [, recipe] = /```ts oidc\n(.*?)```/s.exec(text) ?? [];
  expect(recipe).toBe(await readFile(new URL('./oidc-login.ts', import.meta.url), 'utf8'));
});

test.each(algorithms)('SF-PERM-02 a token signed by %s begins an agent session that ends with it', async (alg) => {
  const answer = await start(`Bearer ${await tokenOf({ exp: now + 300 }, { alg })}`);
  expect(answer).toMatchObject({
    status: 200,
    body: { accountId: ACCOUNT, agent: { id: 'u-17', name: 'Ada' }, idleSeconds: 300 },
  });
  const sessionId = answer.body.sessionId;
  expect(await harness.tellsafe.agentSessions.endAll({ accountId: ACCOUNT, agentId: 'u-17', login: 'another' })).toBe(
    0,
  );
  expect(await harness.tellsafe.agentSessions.endAll({ accountId: ACCOUNT, agentId: 'u-17', login: 's-1' })).toBe(1);
  expect(await harness.tellsafe.agentSessions.get({ accountId: ACCOUNT, sessionId })).toBeNull();
});

const unsigned = (payload: object, header: object) =>
  `${[header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.`;

const bad: readonly (readonly [string, () => Promise<string> | string])[] = [
  ['is missing', () => ''],
  ['is none', () => 'Bearer nonsense'],
  ['is of another scheme', async () => `Basic ${await tokenOf()}`],
  ['is of another issuer', async () => `Bearer ${await tokenOf({ iss: 'https://evil.example' })}`],
  ['is for another audience', async () => `Bearer ${await tokenOf({ aud: 'shop' })}`],
  ['has expired', async () => `Bearer ${await tokenOf({ exp: now - 1 })}`],
  ['never expires', async () => `Bearer ${await tokenOf({ exp: undefined as never })}`],
  ['is not valid yet', async () => `Bearer ${await tokenOf({ nbf: now + 600 })}`],
  ['names nobody', async () => `Bearer ${await tokenOf({ sub: undefined as never })}`],
  ['has no role', async () => `Bearer ${await tokenOf({ tellsafe_role: undefined })}`],
  ['has a role that is none', async () => `Bearer ${await tokenOf({ tellsafe_role: 'root' })}`],
  ['is signed by nobody', () => `Bearer ${unsigned({ iss: issuer, aud: AUDIENCE, ...claims }, { alg: 'none' })}`],
  ['is signed by a stranger', async () => `Bearer ${await tokenOf({}, {}, (await pairOf('ES256')).privateKey)}`],
  ['is signed by an unknown key', async () => `Bearer ${await tokenOf({}, { kid: 'other' })}`],
  [
    'takes the public key for a shared secret',
    async () => {
      const secret = Buffer.from(JSON.stringify(await exportJWK(keys.RS256.publicKey)));
      return `Bearer ${await tokenOf({}, { alg: 'HS256', kid: 'RS256' }, secret)}`;
    },
  ],
  [
    'was altered',
    async () => {
      const [head, , tail] = (await tokenOf()).split('.');
      const payload = { iss: issuer, aud: AUDIENCE, ...claims, tellsafe_role: 'admin' };
      return `Bearer ${head}.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.${tail}`;
    },
  ],
];

test.each(bad)('SF-PERM-02 a token that %s begins nothing', async (_name, authorization) => {
  const answer = await start(await authorization());
  expect(answer).toMatchObject({ status: 401, body: { code: 'login_required' } });
});

test('control: without issuer and audience, what is meant for others would open the door', async () => {
  const careless = oidcLogin(undefined as never, undefined as never, `${issuer}/jwks`);
  const token = await tokenOf({ iss: 'https://evil.example', aud: 'shop' });
  const request = new Request('https://desk.example', { headers: { authorization: `Bearer ${token}` } });
  expect(await careless(request)).toMatchObject({ agentId: 'u-17' });
});

test('a provider that fails is an error in the log, not a wrong token', async () => {
  status = 500;
  const authenticate = oidcLogin(issuer, AUDIENCE, `${issuer}/jwks`);
  const failing = await createHarness('memory', { options: { authenticate } });
  expect((await start(`Bearer ${await tokenOf()}`, failing)).status).toBe(500);
  expect(failing.log.map(({ where }) => where)).toContain('sessionStart');
  status = 200;
  await failing.close();
});
