// What a page of events adds: new facts, what conversations had, and the buckets that both count in.
import type { Kit } from '../services/kit.ts';
import type { RecordInput, StoredEvent } from '../stores/types.ts';
import { type Fact, readFact, type Told, timeOf, toldBy, type Volume } from './facts.ts';
import { type Histogram, mergeHistograms } from './histogram.ts';
import {
  BUCKET_MS,
  type BucketCohort,
  type BucketLevel,
  type BucketName,
  type BucketRecord,
  bucketCodec,
  bucketId,
  bucketInput,
  bucketKey,
  factCodec,
  factInput,
  factKey,
  placeText,
} from './records.ts';

/** Most records of one commit: with the state they stay below what a store takes at once. */
const MAX_PUTS = 950;

/** A fact and the buckets of both cohorts, and the buckets of what conversations had, each in every length. */
const PUTS_OF_FACT = 5;
const PUTS_OF_VOLUME = 2;

/** What was counted of a page. */
export interface Tally {
  readonly facts: readonly Fact[];
  readonly volumes: readonly Volume[];
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
  const volumes: Volume[] = [];
  let puts = 0;
  for (const [at, each] of told.entries()) {
    const found = newFacts(each, known);
    const had = each && 'volume' in each ? [each.volume] : [];
    puts += found.length * PUTS_OF_FACT + had.length * PUTS_OF_VOLUME;
    if (puts > MAX_PUTS) return { facts, volumes, covered: at };
    for (const fact of found) known.set(nameOf(fact), fact);
    facts.push(...found);
    volumes.push(...had);
  }
  return { facts, volumes, covered: events.length };
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

/** What a bucket counts. */
type Countable = Fact | Volume;

/** What a tally puts: the facts, and the buckets with all of it added. */
export async function putsOf(
  kit: Kit,
  account: string,
  generation: number,
  { facts, volumes }: Omit<Tally, 'covered'>,
): Promise<RecordInput[]> {
  const months = kit.accounts.get(account).limits.retentionMonths;
  const buckets = new Map<string, { readonly name: BucketName; readonly counted: Countable[] }>();
  for (const each of [...facts, ...volumes]) {
    const place = placeText(each);
    for (const name of bucketsOf(each)) {
      const id = bucketId(name, place);
      const bucket = buckets.get(id) ?? { name, counted: [] };
      bucket.counted.push(each);
      buckets.set(id, bucket);
    }
  }
  const all = [...buckets.values()];
  const keys = [...buckets.keys()].map((id) => bucketKey(account, generation, id));
  const stored = keys.length === 0 ? [] : await kit.stores.records.get(keys);
  const puts = facts.map((fact) => factInput(account, generation, months, fact));
  for (const [at, { name, counted }] of all.entries()) {
    const found = stored[at];
    const record = addTo(found ? bucketCodec.decode(found.body) : undefined, counted);
    if (record) puts.push(bucketInput(account, generation, months, name, record));
  }
  return puts;
}

function bucketsOf(counted: Countable): BucketName[] {
  const instants: readonly (readonly [BucketCohort, number])[] =
    'sentAt' in counted
      ? [
          ['event', counted.at],
          ['sent', counted.sentAt],
        ]
      : [['volume', counted.at]];
  return instants.flatMap(([cohort, instant]) =>
    (Object.keys(BUCKET_MS) as BucketLevel[]).map((level) => {
      const length = BUCKET_MS[level];
      return { cohort, level, start: Math.floor(instant / length) * length };
    }),
  );
}

function addTo(before: BucketRecord | undefined, counted: readonly Countable[]): BucketRecord | undefined {
  const [first] = counted;
  if (!first) return before;
  const { form, agent, channel, entryPoint } = first;
  const counts = { ...before?.counts };
  const times: Partial<Record<string, Histogram>> = { ...before?.times };
  for (const each of counted) {
    const { measure } = each;
    counts[measure] = (counts[measure] ?? 0) + 1;
    const time = timeOf[measure];
    const tookSec = 'tookSec' in each ? each.tookSec : undefined;
    if (time && tookSec !== undefined) times[time] = mergeHistograms([times[time] ?? [], [[tookSec, 1]]]);
  }
  return { form, agent, channel, entryPoint, counts, times };
}
