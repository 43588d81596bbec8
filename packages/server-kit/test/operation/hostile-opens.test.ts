// A real server over real connections: attackers at several addresses open with wrong keys as fast as they can, in a long run at 2,000 a second
// for a minute, and real consumers go through whole forms meanwhile (SF-OPS-04). What counts is how many of them are served; the kit's clock
// stands still, so that the limits are met exactly.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pass } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { LimitOptions } from '../../src/index.ts';
import { nodeListener, serverTimes } from '../../src/runtime/node.ts';
import { Device, ok, requestOf, sentForm } from '../clients.ts';
import { answers, createHarness, type Harness } from '../harness.ts';
import { isLong, sized } from '../proof/size.ts';
import { fromAddress } from '../support/from-address.ts';

const ATTACKERS = 8;
const HOSTILE = sized(500, 120_000);
/** Of the controls. */
const FEWER = sized(500, 8_000);
/** Hostile opens a second; in every run as fast as they are answered. */
const PER_SECOND = sized(Number.POSITIVE_INFINITY, 2_000);
const CONSUMERS = sized(4, 1_000);
const PER_ADDRESS = sized(30, 600);
/** Consumers at a time. */
const AT_ONCE = 4;
/** Hostile requests that wait for their answers. */
const UNDER_WAY = 64;

interface Outcome {
  /** Of the real consumers, 0 to 1. */
  readonly served: number;
  /** Answers to the attackers by status. */
  readonly statuses: Readonly<Record<number, number>>;
  readonly seconds: number;
  /** Of the real consumers' forms, ms. */
  readonly slowestMs: number;
}

async function attacked(limits: LimitOptions, hostile = FEWER): Promise<Outcome> {
  const harness = await createHarness('memory', { options: { limits } });
  const server = createServer(serverTimes, nodeListener(harness.tellsafe.fetch));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    const attack = new Attack(port, await wrongKeys(harness), hostile);
    const attacking = attack.run();
    const times = await serveAll(harness, port, attack);
    await attacking;
    const { statuses, seconds } = attack;
    return { served: times.length / CONSUMERS, statuses, seconds, slowestMs: Math.max(0, ...times) };
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await harness.close();
  }
}

/** Made up, and one that is of a form that somebody has to fill in, with other ends. */
async function wrongKeys(harness: Harness): Promise<(at: number) => string> {
  const { openKey } = ok(await (await sentForm(harness)).device.tryBegin());
  return (at) => {
    const end = `${at}`.padStart(8, 'A');
    return at % 2 === 0 ? openKey.slice(0, -8) + end : 'A'.repeat(openKey.length - 8) + end;
  };
}

class Attack {
  readonly statuses: Record<number, number> = {};
  seconds = 0;
  isOver = false;
  readonly #keyOf: (at: number) => string;
  readonly #hostile: number;
  readonly #from: readonly ReturnType<typeof fromAddress>[];

  constructor(port: number, keyOf: (at: number) => string, hostile: number) {
    this.#keyOf = keyOf;
    this.#hostile = hostile;
    this.#from = Array.from({ length: ATTACKERS }, (_, at) => fromAddress(port, `127.0.0.${at + 2}`, 16));
  }

  async run(): Promise<void> {
    const start = performance.now();
    let sent = 0;
    let underWay = 0;
    while (sent < this.#hostile || underWay > 0) {
      const due = Math.min(this.#hostile, ((performance.now() - start) / 1000) * PER_SECOND);
      while (sent < due && (PER_SECOND < Number.POSITIVE_INFINITY || underWay < UNDER_WAY)) {
        underWay += 1;
        sent += 1;
        void this.#open(sent).then(() => {
          underWay -= 1;
        });
      }
      await pass(2);
    }
    this.seconds = (performance.now() - start) / 1000;
    this.isOver = true;
    for (const each of this.#from) each.close();
  }

  async #open(at: number): Promise<void> {
    const body = { openKey: this.#keyOf(at), claim: 'A'.repeat(43) };
    const from = this.#from[at % ATTACKERS];
    const status = await from?.fetch(requestOf('POST', '/v1/forms/open', { body })).then(
      (answer) => answer.status,
      () => 0,
    );
    this.statuses[status ?? 0] = (this.statuses[status ?? 0] ?? 0) + 1;
  }
}

/** Forms from being sent to being read, one after the other from several people, over the whole attack. @returns how long each took, ms */
async function serveAll(harness: Harness, port: number, attack: Attack): Promise<readonly number[]> {
  const times: number[] = [];
  let next = 0;
  const work = async () => {
    while (next < CONSUMERS) {
      const at = next;
      next += 1;
      const start = performance.now();
      if (await isServed(harness, port, at)) times.push(performance.now() - start);
      // Spread over the attack where it takes long.
      if (isLong && !attack.isOver) await pass(200);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return times;
}

/** A consumer and an agent, at an address that nobody else has. */
async function isServed(harness: Harness, port: number, at: number): Promise<boolean> {
  const { fetch, close } = fromAddress(port, `127.1.${at >> 8}.${at & 255}`);
  try {
    const there = { ...harness, tellsafe: { ...harness.tellsafe, fetch } };
    const { agent, conversationId, invitation, device } = await sentForm(there, 'address');
    const phone = new Device(there, device.handle);
    await phone.open();
    ok(await phone.trySubmit(answers.address));
    const { submissionId = '' } = await agent.invitation(conversationId, invitation.id);
    return (await agent.read(submissionId)).values.street === answers.address.street;
  } catch {
    return false;
  } finally {
    close();
  }
}

const clientAddress: LimitOptions['clientAddress'] = ({ peerAddress }) => peerAddress;
const PATIENCE_MS = sized(120_000, 600_000);

test(
  `SF-OPS-04 ${HOSTILE} hostile opens from ${ATTACKERS} addresses leave real consumers at 99.9 % at least`,
  async () => {
    const { served, statuses, seconds, slowestMs } = await attacked(
      { clientAddress, perAddressPerMin: PER_ADDRESS },
      HOSTILE,
    );
    expect(served).toBeGreaterThanOrEqual(0.999);
    expect(statuses).toEqual({ 403: ATTACKERS * PER_ADDRESS, 429: HOSTILE - ATTACKERS * PER_ADDRESS });
    if (!isLong) return;
    console.info(JSON.stringify({ served, perSecond: HOSTILE / seconds, seconds, slowestMs }));
    expect(HOSTILE / seconds).toBeGreaterThan(1_950);
  },
  PATIENCE_MS,
);

test(
  'SF-OPS-04 control: a limiter that takes everybody for one address shuts real consumers out',
  async () => {
    const limits = { clientAddress: () => '127.0.0.2', perAddressPerMin: PER_ADDRESS };
    expect((await attacked(limits)).served).toBeLessThan(0.999);
  },
  PATIENCE_MS,
);

test(
  'SF-OPS-04 control: without limits every hostile open is judged',
  async () => {
    expect((await attacked({})).statuses).toEqual({ 403: FEWER });
  },
  PATIENCE_MS,
);
