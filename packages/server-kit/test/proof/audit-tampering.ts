// T23: what somebody who can write to the database, and holds no key, may do to an audit that is sealed; and whether a
// verification sees it. Edits, deletions, reorderings, insertions and truncations, of entries and of the chain itself.

import { AUDIT_EVENT, storeAudit } from '../../src/audit/audit.ts';
import { blockHash, decodeBlock, encodeBlock, entryDigest } from '../../src/audit/chain-format.ts';
import { type AuditEntry, auditActions } from '../../src/audit/entry.ts';
import { createAuditChain, type SealParts } from '../../src/audit/seal.ts';
import { type AuditReport, type VerifyParts, verifyAuditChain } from '../../src/audit/verify.ts';
import { memoryKeys } from '../../src/keys/memory.ts';
import { formatPosition } from '../../src/stores/position.ts';
import { ACCOUNT, START, type StoreKind, testClock } from '../harness.ts';
import { type AuditRows, type ChainRow, type EventRow, type OpenRows, openRows } from '../support/audit-rows.ts';
import { oneOf, type Seeded, seeded, someOf } from '../support/seeded.ts';

const ENTRIES = 60;

/** An audit that was kept and sealed, and its verification. */
export interface SealedAudit {
  readonly rows: OpenRows;
  readonly whole: AuditRows;
  /** What a verification is made of. */
  readonly parts: VerifyParts;
  verify(): Promise<AuditReport>;
  close(): Promise<void>;
}

/** What a control breaks. */
export interface Broken {
  readonly digestOf?: NonNullable<SealParts['digestOf']>;
  readonly unchained?: boolean;
}

/** Keeps some sixty entries among other events, in blocks of a few. */
export async function sealedAudit(kind: StoreKind, { digestOf, unchained = false }: Broken = {}): Promise<SealedAudit> {
  const clock = testClock();
  const rows = await openRows(kind, clock);
  const keys = memoryKeys({ clock });
  const parts = { records: rows.store, keys, clock, ...(digestOf && { digestOf }) };
  const chain = createAuditChain({ ...parts, log: () => {}, incarnation: () => rows.store.incarnation() });
  const audit = storeAudit(rows.store);
  const random = seeded('audit');
  for (let at = 0; at < ENTRIES; at += 1) {
    clock.advance(1 + random(3_000));
    const group = `conversation-${random(6)}`;
    const append = [audit.event(entryAt(at, clock(), random))];
    const other = { type: 'conversation', body: new Uint8Array(8), expiresAt: START * 2 };
    await rows.store.commit({ account: ACCOUNT, group, append: random(2) === 0 ? [...append, other] : append });
    if (at === ENTRIES - 1 || random(6) === 0) if (!unchained) await chain.seal(ACCOUNT);
  }
  return {
    rows,
    whole: await rows.dump(),
    parts: { ...parts, account: ACCOUNT },
    verify: () => verifyAuditChain({ ...parts, account: ACCOUNT }),
    close: () => rows.close(),
  };
}

function entryAt(at: number, now: number, random: Seeded): AuditEntry {
  return {
    who: { kind: 'agent', id: `agent-${random(4)}`, sessionId: `session-${at}` },
    action: oneOf(random, auditActions),
    at: now,
    outcome: random(4) === 0 ? { refused: 'session' } : 'done',
    origin: random(2) === 0 ? null : 'https://www.acme.example',
    object: { kind: 'invitation', id: `invitation-${at}` },
  };
}

type Tamper = (rows: AuditRows, random: Seeded) => void;

const entriesOf = ({ events }: AuditRows) => events.filter(({ type }) => type === AUDIT_EVENT);
const blocksOf = ({ chain }: AuditRows) =>
  chain.filter(({ collection }) => collection === 'block').sort((a, b) => (a.id < b.id ? -1 : 1));
const headOf = ({ chain }: AuditRows) => chain.find(({ collection }) => collection === 'head') as ChainRow;
const remove = <Row>(list: Row[], gone: readonly Row[]) => {
  for (const row of gone) list.splice(list.indexOf(row), 1);
};
const twoOf = <Row>(list: readonly Row[], random: Seeded): [Row, Row] => someOf(list, 2, random) as [Row, Row];
const edit = (row: EventRow, change: (entry: Record<string, unknown>) => void) => {
  const entry = JSON.parse(row.body) as Record<string, unknown>;
  change(entry);
  row.body = JSON.stringify(entry);
};
const otherActor = (row: EventRow) =>
  edit(row, (entry) => {
    entry.who = { kind: 'agent', id: 'somebody-else' };
  });

/** Makes the blocks fit the entries again, and the head the blocks: everything but the MAC. */
function chainAgain(rows: AuditRows): void {
  let previous: string | undefined;
  for (const row of blocksOf(rows)) {
    const block = decodeBlock(Buffer.from(row.body, 'latin1'));
    if (!block) continue;
    const items = entriesOf(rows)
      .map((event) => ({
        ...event,
        account: ACCOUNT,
        position: formatPosition(event.position),
        body: new Uint8Array(Buffer.from(event.body, 'latin1')),
      }))
      .filter(({ position }) => position > block.after && position <= block.upTo)
      .map((event) => ({ position: event.position, expiresAt: event.expiresAt, digest: entryDigest(event) }));
    const body = encodeBlock({ ...block, items, previous: previous ?? block.previous });
    previous = blockHash(ACCOUNT, body);
    row.body = Buffer.from(body).toString('latin1');
  }
  const head = headOf(rows);
  const signed = JSON.parse(head.body) as { head: { hash: string; entries: number } };
  signed.head.hash = previous ?? '';
  head.body = JSON.stringify(signed);
}

/** Cuts the end off: the last blocks, their entries, and the head to match. */
function truncate(rows: AuditRows, random: Seeded, withEntries: boolean): void {
  const blocks = blocksOf(rows);
  const kept = blocks.slice(0, 1 + random(blocks.length - 1));
  const last = kept.at(-1) as ChainRow;
  const body = Buffer.from(last.body, 'latin1');
  const block = decodeBlock(body);
  remove(rows.chain, blocks.slice(kept.length));
  if (withEntries)
    remove(
      rows.events,
      rows.events.filter(({ position }) => position > Number(block?.upTo)),
    );
  const signed = JSON.parse(headOf(rows).body) as { head: object };
  const { number, upTo, sealedAt, expiresAt, first = 1, items = [] } = block ?? {};
  const entries = first + items.length - 1;
  signed.head = { number, hash: blockHash(ACCOUNT, body), upTo, sealedAt, expiresAt, entries };
  headOf(rows).body = JSON.stringify(signed);
}

/** By what is done. */
export const tampers: Readonly<Record<string, Tamper>> = {
  'an entry edited': (rows, random) => otherActor(oneOf(random, entriesOf(rows))),
  'one bit of an entry turned': (rows, random) => {
    const row = oneOf(random, entriesOf(rows));
    const at = random(row.body.length);
    const turned = String.fromCharCode(row.body.charCodeAt(at) ^ (1 << random(8)));
    row.body = row.body.slice(0, at) + turned + row.body.slice(at + 1);
  },
  'an entry deleted': (rows, random) => remove(rows.events, [oneOf(random, entriesOf(rows))]),
  'several entries deleted': (rows, random) => remove(rows.events, someOf(entriesOf(rows), 2 + random(8), random)),
  'the newest entries deleted': (rows, random) => remove(rows.events, entriesOf(rows).slice(-1 - random(9))),
  'the oldest entries deleted': (rows, random) => remove(rows.events, entriesOf(rows).slice(0, 1 + random(9))),
  'all entries deleted': (rows) => remove(rows.events, entriesOf(rows)),
  'two entries exchanged': (rows, random) => {
    const [a, b] = twoOf(entriesOf(rows), random);
    [a.body, b.body] = [b.body, a.body];
  },
  'two entries exchanged with their groups': (rows, random) => {
    const [a, b] = twoOf(entriesOf(rows), random);
    [a.position, b.position] = [b.position, a.position];
  },
  'an entry moved to another group': (rows, random) => {
    oneOf(random, entriesOf(rows)).group += '-other';
  },
  'an entry moved in time': (rows, random) =>
    edit(oneOf(random, entriesOf(rows)), (entry) => {
      entry.at = Number(entry.at) - 1 - random(1000);
    }),
  'an entry hidden by its expiry': (rows, random) => {
    oneOf(random, entriesOf(rows)).expiresAt = 1 + random(START);
  },
  'an entry kept longer': (rows, random) => {
    oneOf(random, entriesOf(rows)).expiresAt += 1 + random(1000);
  },
  'an entry hidden by its type': (rows, random) => {
    oneOf(random, entriesOf(rows)).type = 'conversation';
  },
  'an entry inserted': (rows, random) => {
    const place = oneOf(
      random,
      rows.events.filter(({ type }, at) => type !== AUDIT_EVENT && at < rows.events.length - 1),
    );
    Object.assign(place, { ...oneOf(random, entriesOf(rows)), position: place.position });
  },
  'an entry replaced, and everything chained again': (rows, random) => {
    otherActor(oneOf(random, entriesOf(rows)));
    chainAgain(rows);
  },
  'an entry deleted, and everything chained again': (rows, random) => {
    remove(rows.events, [oneOf(random, entriesOf(rows))]);
    chainAgain(rows);
  },
  'a block deleted': (rows, random) => remove(rows.chain, [oneOf(random, blocksOf(rows))]),
  'a block hidden by its expiry': (rows, random) => {
    oneOf(random, blocksOf(rows)).expiresAt = 1;
  },
  'two blocks exchanged': (rows, random) => {
    const [a, b] = twoOf(blocksOf(rows), random);
    [a.body, b.body] = [b.body, a.body];
  },
  'a block edited': (rows, random) => {
    const row = oneOf(random, blocksOf(rows));
    row.body = row.body.replace(/"sealedAt":\d/, '"sealedAt":2');
  },
  'a block that is none': (rows, random) => {
    oneOf(random, blocksOf(rows)).body = '{}';
  },
  'a block inserted': (rows, random) => {
    const row = oneOf(random, blocksOf(rows));
    rows.chain.push({ ...row, id: random(2) === 0 ? 'zzz' : '999999999999' });
  },
  'the end cut off the chain': (rows, random) => truncate(rows, random, false),
  'the end cut off the chain and the entries': (rows, random) => truncate(rows, random, true),
  'the head deleted': (rows) => remove(rows.chain, [headOf(rows)]),
  'the head edited': (rows) => {
    headOf(rows).body = headOf(rows).body.replace(/"entries":(\d+)/, '"entries":1$1');
  },
};

/** Tampers once. @returns what was done, or undefined when the verification found it */
async function missed({ rows, whole, verify }: SealedAudit, name: string, random: Seeded): Promise<string | undefined> {
  const changed = structuredClone(whole);
  tampers[name]?.(changed, random);
  await rows.load(changed);
  const { intact, findings, found } = await verify();
  if (!intact && findings.length > 0 && found >= findings.length) return undefined;
  return name;
}

/**
 * Tampers so many times, each kind in turn.
 *
 * @returns what no verification found
 */
export async function missedTampering(
  audit: SealedAudit,
  runs: number,
  seed: number,
  names: readonly string[] = Object.keys(tampers),
): Promise<string[]> {
  const all: string[] = [];
  for (let run = 0; run < runs; run += 1) {
    const name = names[run % names.length] ?? '';
    const one = await missed(audit, name, seeded('T23', seed, run));
    if (one) all.push(`${one} (run ${run}, seed ${seed})`);
  }
  await audit.rows.load(audit.whole);
  return all;
}
