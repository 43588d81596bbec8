// `tellsafe doctor`: what is wrong on this machine, or with what it is given, each with what to do in one line. Changes nothing, and
// shows no address of a database and no key.
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { systemClock } from '@tellsafe/core';
import { DEFAULT_PATH, failedKeyCommand, WrongArguments } from '../key-command.ts';
import { type StoresPlace, storesHelp, storesOf, storesOptions } from '../stores-place.ts';
import type { CliOutput, ExitCode } from '../types.ts';
import type { Finding } from './look.ts';
import { lookAtBuild, lookAtClock, lookAtCrypto, lookAtNode, lookAtPort, type Machine } from './machine.ts';
import { lookAtKeys, lookAtRedis, lookAtStore } from './places.ts';

const help = `Usage: tellsafe doctor [options]

Says what is wrong on this machine and with what it is given, each with what to do. Node, its cryptography and this package
are always looked at; the rest when it is named.

      --keys <path>       The key file (default: ${DEFAULT_PATH}, where that exists)
${storesHelp}
      --redis             The Redis of the volatile store: of --redis-url, or of the environment's REDIS_URL
      --redis-url <url>   That Redis; a password in it is seen by whoever lists processes, one in REDIS_URL is not
      --server <url>      A server whose clock this one must agree with, such as the kit's own
      --port <n>          A port that must be free; may be given several times
  -h, --help              Show this help

Exit codes: 0 nothing is wrong, 1 something is, 2 wrong arguments
`;

interface Wanted {
  readonly keys?: string;
  readonly stores?: StoresPlace;
  readonly redis?: string;
  readonly server?: URL;
  readonly ports: readonly number[];
}

const thisMachine: Machine = {
  nodeVersion: process.versions.node,
  subtle: globalThis.crypto?.subtle,
  clock: systemClock,
  fetch: (url, init) => fetch(url, init),
};

/** Runs `tellsafe doctor`. */
export async function runDoctor(args: readonly string[], output: CliOutput): Promise<ExitCode> {
  try {
    const wanted = parse(args);
    if (wanted === 'help') {
      output.write(help);
      return 0;
    }
    const findings = await lookAtAll(wanted, thisMachine);
    output.write(findings.map(lineOf).join(''));
    return findings.some(({ result }) => result === 'wrong') ? 1 : 0;
  } catch (error) {
    return failedKeyCommand(help, error, output);
  }
}

async function lookAtAll(
  { keys, stores, redis, server, ports }: Wanted,
  machine: Machine,
): Promise<readonly Finding[]> {
  const places = [stores?.records, stores?.sealed];
  const usesSqlite = places.some((place) => place?.kind === 'sqlite');
  const node = lookAtNode(machine, usesSqlite);
  const findings = [node, await lookAtCrypto(machine), lookAtBuild()];
  if (keys !== undefined) findings.push(lookAtKeys(keys));
  const opens = node.result === 'ok' || !usesSqlite;
  if (stores && opens) findings.push(...(await lookAtStore('records', stores.records, machine.clock)));
  if (stores?.sealed && opens) findings.push(...(await lookAtStore('sealed', stores.sealed, machine.clock)));
  if (redis !== undefined) findings.push(await lookAtRedis(redis));
  if (server) findings.push(await lookAtClock(machine, server));
  for (const port of ports) findings.push(await lookAtPort(port));
  return findings;
}

const words: Readonly<Record<Finding['result'], string>> = { ok: 'ok   ', note: 'note ', wrong: 'WRONG' };

function lineOf({ of, result, found, fix }: Finding): string {
  return `${words[result]}  ${of}: ${found}${fix === undefined ? '' : ` → ${fix}`}\n`;
}

function parse(args: readonly string[]): Wanted | 'help' {
  const options = {
    ...storesOptions,
    keys: { type: 'string' },
    redis: { type: 'boolean' },
    'redis-url': { type: 'string' },
    server: { type: 'string' },
    port: { type: 'string', multiple: true },
    help: { type: 'boolean', short: 'h' },
  } as const;
  const { values } = parseArgs({ args: [...args], options, allowPositionals: false });
  if (values.help) return 'help';
  const { 'redis-url': redis = process.env.REDIS_URL, server, port: ports = [] } = values;
  const keys = values.keys ?? (existsSync(DEFAULT_PATH) ? DEFAULT_PATH : undefined);
  if (values.redis && !redis) throw new WrongArguments('Which Redis? Give --redis-url, or set REDIS_URL.');
  if (server !== undefined && !(/^https?:\/\//.test(server) && URL.canParse(server)))
    throw new WrongArguments('--server is an http(s) address.');
  const hasStore = values.sqlite !== undefined || values.postgres === true;
  return {
    ...(keys !== undefined && { keys }),
    ...(hasStore && { stores: storesOf(values) }),
    ...((values.redis || values['redis-url'] !== undefined) && redis && { redis }),
    ...(server !== undefined && { server: new URL(server) }),
    ports: ports.map(portOf),
  };
}

function portOf(text: string): number {
  const port = /^[1-9][0-9]{0,4}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535) throw new WrongArguments('--port is a port from 1 to 65535.');
  return port;
}
