import { describe, expect, test } from 'vitest';
import { pathOf, type RouteName, type RoutePath, routePaths } from './index.ts';
import { routes } from './schemas.ts';

const entries = Object.entries(routePaths) as [RouteName, RoutePath][];

test('no two routes share method and path', () => {
  const seen = entries.map(([, { method, path }]) => `${method} ${path.replace(/:[a-zA-Z]+/g, ':')}`);
  expect(new Set(seen).size).toBe(seen.length);
});

describe.each(entries)('%s', (name, route) => {
  test(`SF-OTK-07 ${name} changes nothing when it is a GET`, () => {
    // Every route that spends, stores or ends something is a POST or DELETE; GETs are these and only these.
    const files = ['formPage', 'asset', 'widget', 'integrity'];
    const studio = ['preview', 'studioForms', 'studioForm', 'studioVersion', 'studioSettings'];
    const safe = [
      ...files,
      ...studio,
      'live',
      'ready',
      'privacyStatus',
      'webhookEndpoints',
      'entryPointList',
      'entryPointQuarantine',
      'agentForms',
      'agentConversations',
      'agentConversation',
      'invitationList',
      'historyReads',
    ];
    const streams = ['agentEvents', 'boardConversation', 'boardEvents'];
    // A provider asks by GET, and may send by it what it signed: nobody else can.
    expect(route.method === 'GET').toBe([...safe, ...streams, 'channelHandshake'].includes(name));
  });

  test(`SF-OTK-05 ${name} has no key or handle in its path or query`, () => {
    expect(route.path).not.toMatch(/key\b(?<!read-key)|handle|secret|token/);
    const { query } = routes[name] as { query?: { shape: object } };
    expect(Object.keys(query?.shape ?? {}).filter((key) => !['after', 'conversation'].includes(key))).toEqual([]);
  });

  test(`${name} has a proof exactly when its caller has a key for one`, () => {
    const proofs = { device: 'device', agent: 'session' } as Record<string, string>;
    expect(route.proof).toBe(proofs[route.caller] ?? 'none');
  });

  test(`${name} has the schemas that its method and answer need`, () => {
    const { request, response, events } = routes[name] as Record<string, unknown>;
    expect(request !== undefined).toBe(route.method === 'POST' && route.caller !== 'provider');
    expect(response !== undefined).toBe(route.answer === 'json');
    expect(events !== undefined).toBe(route.answer === 'events');
  });
});

describe('pathOf', () => {
  test('fills parameters', () => {
    expect(pathOf('agentForms')).toBe('/v1/agent/forms');
    expect(pathOf('invitationRevoke', { id: 'a1' })).toBe('/v1/agent/invitations/a1/revoke');
    expect(pathOf('formPage', { account: 'acme' })).toBe('/form/acme');
  });

  test('encodes what would change the path', () => {
    expect(pathOf('agentConversation', { id: '../x?y#z' })).toBe('/v1/agent/conversations/..%2Fx%3Fy%23z');
  });

  test('refuses a missing or empty parameter by its name', () => {
    expect(() => pathOf('readKey', { id: '' })).toThrow('"id"');
    expect(() => pathOf('readKey', {} as { id: string })).toThrow(RangeError);
  });

  test('does not compile without the parameters of the route', () => {
    // @ts-expect-error `id` is missing
    expect(() => pathOf('readKey')).toThrow(RangeError);
    // @ts-expect-error this route has no parameter
    expect(pathOf('agentForms', { id: 'x' })).toBe('/v1/agent/forms');
  });
});
