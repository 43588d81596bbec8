// compose.yaml cannot be started by the suite. What it says is compared with the code that it starts, with .env.example and the Caddyfile.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { routes } from '@tellsafe/core/wire/schemas';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { flagsFrom } from '../src/flags.ts';
import { settingFrom } from '../src/setting.ts';

interface Service {
  image: string;
  command?: string[];
  environment?: Record<string, string>;
  volumes?: string[];
  ports?: string[];
  networks: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck: { test?: string[]; disable?: boolean };
}
interface Compose {
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean } | null>;
  volumes: Record<string, null>;
}

const folder = join(import.meta.dirname, '..');
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const secrets = [...read('.env.example').matchAll(/^([A-Z_]+)=$/gm)].map(([, name = '']) => name);
const named = /\$\{([A-Z_]+)(?::\?[^}]*|:-([^}]*))\}/g;

/** As Compose reads it: anchors merged, variables replaced. */
function composeFrom(text: string): Compose {
  return parse(
    text.replace(named, (_, name: string, usual?: string) => usual ?? `secret-${name}`),
    { merge: true },
  );
}

/** What would not start, or would let a desk reach what is the vault's. */
function faultsOf({ services, networks, volumes }: Compose): string[] {
  const faults: string[] = [];
  const check = (holds: boolean, fault: string) => holds || faults.push(fault);
  for (const [name, service] of Object.entries(services)) {
    for (const network of service.networks) check(network in networks, `${name}: network ${network}`);
    for (const volume of service.volumes ?? []) {
      const [from = ''] = volume.split(':');
      check(from in volumes || existsSync(join(folder, from)), `${name}: volume ${from}`);
    }
    for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
      const looksItself = services[other]?.healthcheck.test !== undefined && !services[other]?.healthcheck.disable;
      check(condition === 'service_completed_successfully' || looksItself, `${name}: ${other} is never healthy`);
    }
    const program = service.command?.find((word) => word.endsWith('.ts'));
    check(program === undefined || existsSync(join(folder, '../..', program)), `${name}: no ${program}`);
    for (const key of ['KEYS_DIR', 'VAULT_KEYS_DIR']) {
      const place = service.environment?.[key];
      check(
        !place || !!service.volumes?.some((volume) => volume.endsWith(`:${place}`)),
        `${name}: ${key} has no volume`,
      );
    }
    // Another server's name must be in a network of this one.
    for (const value of Object.values(service.environment ?? {})) {
      const host = /@([a-z]+):[0-9]+/.exec(value)?.[1];
      const shares = services[host ?? name]?.networks.some((network) => service.networks.includes(network));
      check(shares === true, `${name}: cannot reach ${host}`);
    }
    if (service.image.startsWith('postgres:')) {
      check(service.healthcheck.test?.includes('-h') === true, `${name}: healthy before it listens`);
    }
  }
  const { desk, vault, sealed } = services;
  for (const [role, service] of Object.entries({ desk, vault })) {
    try {
      settingFrom(service?.environment ?? {});
    } catch (error) {
      faults.push(`${role}: ${(error as Error).message}`);
    }
  }
  const isApart = !desk?.networks.some((network) => sealed?.networks.includes(network));
  check(isApart && !desk?.volumes?.join().includes('vault-keys'), 'desk: reaches what is the vault’s');
  check(!Object.keys(desk?.environment ?? {}).some((key) => /SEALED|VAULT/.test(key)), 'desk: is told of the vault');
  return faults;
}

test('SF-OPS-04 compose.yaml starts what is there, with settings that it takes, and keeps desks from the vault', () => {
  expect(faultsOf(composeFrom(read('compose.yaml')))).toEqual([]);
});

test.each([
  ['networks: [records, front]', 'networks: [records, sealed, front]', 'desk: reaches what is the vault’s'],
  ['ROLE: desk', 'ROLE: desks', 'desk: ROLE is "desks", but must be desk or vault.'],
  ['src/prepare.ts', 'src/prepared.ts', 'prepare: no examples/cluster/src/prepared.ts'],
  ['KEYS_DIR: /keys', 'KEYS_DIR: /kept', 'desk: KEYS_DIR has no volume'],
  ['networks: [sealed]', 'networks: [front]', 'prepare: cannot reach sealed'],
  ['-h, 127.0.0.1, ', '', 'records: healthy before it listens'],
  ['      test: [CMD, valkey-cli, ping]', '      disable: true', 'desk: valkey is never healthy'],
])('SF-OPS-04 the check finds %j made %j', (right, wrong, fault) => {
  const text = read('compose.yaml');
  expect(text).toContain(right);
  expect(faultsOf(composeFrom(text.replace(right, wrong)))).toContain(fault);
});

test('SF-OPS-04 ports, origins, secrets and the look at health are the same everywhere', () => {
  const text = read('compose.yaml');
  const { proxy, desk } = composeFrom(text).services;
  const caddy = read('Caddyfile');
  const { port, formPort } = flagsFrom([]);
  expect(proxy?.ports).toEqual([port, formPort].map((one) => `127.0.0.1:${one}:${one}`));
  expect(
    [...caddy.matchAll(/^:([0-9]+) \{\n\timport half ([a-z]+)$/gm)].map(([, at, half]) => [Number(at), half]),
  ).toEqual([
    [port, 'desk'],
    [formPort, 'vault'],
  ]);
  expect(caddy).toContain(`dynamic a {args[0]} ${desk?.environment?.PORT} {`);
  expect(desk?.environment).toMatchObject({
    ...{ DESK_ORIGIN: `http://localhost:${port}`, FORM_ORIGIN: `http://127.0.0.1:${formPort}` },
  });
  for (const service of [proxy, desk]) expect(service?.healthcheck.test?.join()).toContain(routes.ready.path);
  expect(new Set([...text.matchAll(/\$\{([A-Z_]+):\?/g)].map(([, name]) => name))).toEqual(new Set(secrets));
});
