// What a page of events adds: new facts, and the buckets that they count in.
import type { ReportCohort } from '@tellsafe/core/wire';
import type { Kit } from '../services/kit.ts';
import type { RecordInput, StoredEvent } from '../stores/types.ts';
import { type Fact, readFact, type Told, timeOf, toldBy } from './facts.ts';
import { type Histogram, mergeHistograms } from './histogram.ts';
import {
  BUCKET_MS,
  type BucketLevel,
  type BucketName,
  type BucketRecord,
  bucketCodec,
  bucketInput,
  bucketKey,
  factCodec,
  factInput,
  factKey,
} from './records.ts';

/** Most facts of one commit: with their buckets, four each, and the state they stay below what a store takes at once. */
const MAX_FACTS = 190;

/** What was counted of a page. */
export interface Tally {
  readonly facts: readonly Fact[];
  /** How many events of the page it covers, at least one. */
  readonly covered: number;
}

/** What a store is asked once for. */
const KEYS_AT_ONCE = 1000;

/** Finds what is new in a page of events, none of which erases. */
export async function tallyOf(
  kit: Kit,
  account: string,
  generation: number,
  events: readonly StoredEvent[],
): Promise<Tally> {
  const told = events.map(toldBy);
  const known = await loadFacts(kit, account, generation, told);
  const facts: Fact[] = [];
  for (const [at, each] of told.entries()) {
    const found = newFacts(each, known);
    if (facts.length + found.length > MAX_FACTS) return { facts, covered: at };
    for (const fact of found) known.set(nameOf(fact), fact);
    facts.push(...found);
  }
  return { facts, covered: events.length };
}

const nameOf = ({ measure, invitationId }: Pick<Fact, 'measure' | 'invitationId'>) => `${measure}:${invitationId}`;

function newFacts(told: Told, known: ReadonlyMap<string, Fact>): readonly Fact[] {
  if (told && 'facts' in told) return told.facts.filter((fact) => !known.has(nameOf(fact)));
  if (!told || !('reading' in told)) return [];
  const { invitationId } = told.reading;
  const submitted = known.get(nameOf({ measure: 'submitted', invitationId }));
  // Of what was erased the audit alone still knows.
  if (!submitted || known.has(nameOf({ measure: 'read', invitationId }))) return [];
  return [readFact(told.reading, submitted)];
}

async function loadFacts(
  kit: Kit,
  account: string,
  generation: number,
  told: readonly Told[],
): Promise<Map<string, Fact>> {
  const names = new Map<string, Pick<Fact, 'measure' | 'invitationId'>>();
  const wanted = (name: Pick<Fact, 'measure' | 'invitationId'>) => names.set(nameOf(name), name);
  for (const each of told) {
    if (each && 'facts' in each) each.facts.forEach(wanted);
    if (each && 'reading' in each) {
      const { invitationId } = each.reading;
      wanted({ measure: 'submitted', invitationId });
      wanted({ measure: 'read', invitationId });
    }
  }
  const keys = [...names.values()].map((name) => factKey(account, generation, name.measure, name.invitationId));
  const known = new Map<string, Fact>();
  for (let at = 0; at < keys.length; at += KEYS_AT_ONCE) {
    for (const stored of await kit.stores.records.get(keys.slice(at, at + KEYS_AT_ONCE))) {
      if (!stored) continue;
      const fact = factCodec.decode(stored.body);
      known.set(nameOf(fact), fact);
    }
  }
  return known;
}

/** What facts put: themselves, and their buckets with them added. */
export async function putsOf(
  kit: Kit,
  account: string,
  generation: number,
  facts: readonly Fact[],
): Promise<RecordInput[]> {
  const months = kit.accounts.get(account).limits.retentionMonths;
  const buckets = new Map<string, { readonly name: BucketName; readonly facts: Fact[] }>();
  for (const fact of facts) {
    for (const name of bucketsOf(fact)) {
      const { id } = bucketKey(account, generation, name, fact);
      const bucket = buckets.get(id) ?? { name, facts: [] };
      bucket.facts.push(fact);
      buckets.set(id, bucket);
    }
  }
  const all = [...buckets.values()];
  const keys = all.flatMap(({ name, facts: [first] }) => (first ? [bucketKey(account, generation, name, first)] : []));
  const stored = keys.length === 0 ? [] : await kit.stores.records.get(keys);
  const puts = facts.map((fact) => factInput(account, generation, months, fact));
  for (const [at, { name, facts: added }] of all.entries()) {
    const found = stored[at];
    const record = addFacts(found ? bucketCodec.decode(found.body) : undefined, added);
    if (record) puts.push(bucketInput(account, generation, months, name, record));
  }
  return puts;
}

function bucketsOf({ at, sentAt }: Fact): BucketName[] {
  const instants: Readonly<Record<ReportCohort, number>> = { event: at, sent: sentAt };
  return (['event', 'sent'] as const).flatMap((cohort) =>
    (Object.keys(BUCKET_MS) as BucketLevel[]).map((level) => {
      const length = BUCKET_MS[level];
      return { cohort, level, start: Math.floor(instants[cohort] / length) * length };
    }),
  );
}

function addFacts(before: BucketRecord | undefined, facts: readonly Fact[]): BucketRecord | undefined {
  const [first] = facts;
  if (!first) return before;
  const { form, agent, channel, entryPoint } = first;
  const counts = { ...before?.counts };
  const times: Partial<Record<string, Histogram>> = { ...before?.times };
  for (const { measure, tookSec } of facts) {
    counts[measure] = (counts[measure] ?? 0) + 1;
    const time = timeOf[measure];
    if (time && tookSec !== undefined) times[time] = mergeHistograms([times[time] ?? [], [[tookSec, 1]]]);
  }
  return { form, agent, channel, entryPoint, counts, times };
}
