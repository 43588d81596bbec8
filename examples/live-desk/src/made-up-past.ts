// A made-up past for the demo: agents and consumers send, open, fill in, decline, forget and read forms through the kit, while its clock is
// moved through the days. Every event is a real one; only the people and the time are made up, and the consumers' names say so.
import { type AgentClient, createAgentClient, memoryKeys } from '@tellsafe/agent-client';
import { sealAnswers } from '@tellsafe/core/answers';
import { createProof, importProofKey, webRandom } from '@tellsafe/core/crypto';
import { fromBase64url, toBase64url, utf8 } from '@tellsafe/core/encoding';
import type { FormDefinition } from '@tellsafe/core/form';
import { type InvitationView, type Opened, PROOF_HEADER } from '@tellsafe/core/wire';
import type { Principal, Tellsafe } from '@tellsafe/server-kit';

/** How much past. */
export interface PastOptions {
  /** Days before today, 1 to 60. */
  readonly days: number;
  /** Forms that are sent on a day, about; at weekends fewer. */
  readonly perDay: number;
  /** Who sends them. */
  readonly agents: readonly { readonly agentId: string; readonly name: string }[];
}

/** Time and person of a past while it is played; both are `undefined` afterwards. */
export interface Play {
  /** Epoch ms. */
  at: number | undefined;
  as: Principal | undefined;
}

/** Where a past is played. */
export interface PastStage {
  readonly tellsafe: Tellsafe;
  readonly play: Play;
  readonly account: string;
  readonly formOrigin: string;
  /** Ids of the forms that are sent. */
  readonly forms: readonly string[];
  /** Epoch ms at which the past ends. */
  readonly now: number;
}

const SECOND = 1_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** An agent who does nothing for longer is signed out. */
const ACTIVE_MS = 8 * 60 * SECOND;

/** When the past begins. */
export function beginOfPast(now: number, { days }: Pick<PastOptions, 'days'>): number {
  return Math.floor(now / DAY) * DAY - days * DAY;
}

/**
 * Plays a past, always the same one for a day; maintenance has counted it when this resolves.
 *
 * @returns how many forms were sent
 */
export async function playPast(stage: PastStage, options: PastOptions): Promise<number> {
  const { tellsafe, play, now } = stage;
  const chance = seeded(options.days * 1000 + options.perDay);
  let count = 0;
  for (const start of startsOf(options, now, chance)) {
    const at = Math.max(play.at ?? 0, start);
    // The longest story takes less. Nothing may come from the future: the kit's clock never goes back.
    if (at > now - HOUR) break;
    play.at = at;
    await new Story(stage, options, chance).tell();
    count += 1;
  }
  await maintainAll(tellsafe);
  play.at = undefined;
  play.as = undefined;
  return count;
}

/** Instants at which forms are sent, in order: between eight and six by UTC. */
function startsOf({ days, perDay }: PastOptions, now: number, chance: Chance): readonly number[] {
  const begin = beginOfPast(now, { days });
  const starts: number[] = [];
  for (let day = begin; day < now; day += DAY) {
    const isWeekend = [0, 6].includes(new Date(day).getUTCDay());
    const count = Math.max(1, Math.round((isWeekend ? perDay / 3 : perDay) * (0.7 + chance() * 0.6)));
    for (let place = 0; place < count; place += 1) starts.push(day + 8 * HOUR + Math.floor(chance() * 10 * HOUR));
  }
  return starts.sort((one, other) => one - other);
}

async function maintainAll(tellsafe: Tellsafe): Promise<void> {
  while ((await tellsafe.maintain()).more);
}

type Chance = () => number;

/** Numbers from 0 to 1 that look like chance and are always the same (mulberry32, public domain). */
function seeded(seed: number): Chance {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One form and what becomes of it. */
class Story {
  #conversationId = '';
  #told: () => void = () => undefined;
  readonly #stage: PastStage;
  readonly #options: PastOptions;
  readonly #chance: Chance;

  constructor(stage: PastStage, options: PastOptions, chance: Chance) {
    this.#stage = stage;
    this.#options = options;
    this.#chance = chance;
  }

  async tell(): Promise<void> {
    const { tellsafe, play, account, formOrigin, forms } = this.#stage;
    const agent = createAgentClient({
      endpoint: `${formOrigin}/tellsafe`,
      fetch: async (request) => {
        const answer = await tellsafe.fetch(request);
        // The client learns from the answer what time it was, before time goes on.
        if (request.url.endsWith('/activity')) setImmediate(() => this.#told());
        return answer;
      },
      storage: memoryKeys(),
      clock: () => play.at ?? Date.now(),
    });
    try {
      const { agentId, name } = this.#oneOf(this.#options.agents);
      play.as = { accountId: account, agentId, name };
      await agent.signIn();
      const started = await tellsafe.conversations.start({ accountId: account, name: 'Guest (made up)' });
      this.#conversationId = started.conversationId;
      await agent.assign(this.#conversationId);
      await this.#become(agent, await agent.send(this.#conversationId, this.#oneOf(forms)));
    } finally {
      play.as = undefined;
      await agent.signOut();
      agent.dispose();
    }
  }

  async #become(agent: AgentClient, sent: InvitationView): Promise<void> {
    const { tellsafe, account } = this.#stage;
    const place = { accountId: account, conversationId: this.#conversationId, invitationId: sent.id };
    const handle = await tellsafe.invitations.handle(place);
    const fate = this.#chance();
    this.#wait(1, 4);
    // Some never see it: it is withdrawn when the conversation ends.
    if (fate >= 0.05) await this.#answer(agent, sent.id, handle, fate);
    await tellsafe.conversations.close({ accountId: account, conversationId: this.#conversationId });
  }

  async #answer(agent: AgentClient, invitationId: string, handle: string, fate: number): Promise<void> {
    await this.#post('/v1/invitations/received', { handle });
    this.#wait(4, 150);
    if (fate < 0.13) return void (await this.#post('/v1/invitations/decline', { handle }));
    const opened = await this.#open(handle);
    if (fate < 0.22) return this.#forget(agent, opened.secondsLeft);
    this.#wait(30, 280);
    await this.#submit(opened);
    if (fate < 0.92) await this.#read(agent, invitationId);
  }

  /** Nobody submits, until the form's time is over. */
  async #forget(agent: AgentClient, secondsLeft: number): Promise<void> {
    const { play, tellsafe } = this.#stage;
    const until = (play.at ?? 0) + secondsLeft * SECOND;
    while ((play.at ?? 0) <= until) {
      play.at = (play.at ?? 0) + ACTIVE_MS;
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#told = resolve;
      agent.touch();
      await promise;
    }
    await maintainAll(tellsafe);
  }

  async #open(handle: string): Promise<Opened> {
    const { openKey } = await this.#post<{ openKey: string }>('/v1/invitations/begin', { handle });
    return this.#post<Opened>('/v1/forms/open', { openKey, claim: toBase64url(webRandom(32)) });
  }

  async #submit({ definition, context, recipients, submitKey, deviceKey = '' }: Opened): Promise<void> {
    const sealed = await sealAnswers(definition, answersTo(definition), context, recipients, webRandom);
    const [path, body] = ['/v1/forms/submit', { submitKey, sealed }];
    const request = { subject: 'device', method: 'POST', path, body: utf8(JSON.stringify(body)) };
    const atMs = this.#stage.play.at ?? 0;
    const proof = await createProof(await importProofKey(fromBase64url(deviceKey)), request, {
      atMs,
      random: webRandom,
    });
    await this.#post(path, body, { [PROOF_HEADER]: proof });
  }

  async #read(agent: AgentClient, invitationId: string): Promise<void> {
    this.#wait(3, 90);
    const { invitations } = await agent.conversation(this.#conversationId);
    const submitted = invitations.find(({ id }) => id === invitationId);
    if (submitted) await agent.read(submitted);
  }

  /** Seconds pass. */
  #wait(least: number, most: number): void {
    const { play } = this.#stage;
    play.at = (play.at ?? 0) + Math.round((least + this.#chance() * (most - least)) * SECOND);
  }

  #oneOf<Value>(values: readonly Value[]): Value {
    // The first ones are what most choose.
    const value = values[Math.floor(this.#chance() ** 1.6 * values.length)];
    if (value === undefined) throw new RangeError('there is nothing to choose from');
    return value;
  }

  async #post<Answer>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const request = new Request(`${this.#stage.formOrigin}/tellsafe${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    const answer = await this.#stage.tellsafe.fetch(request);
    if (!answer.ok) throw new Error(`A made-up consumer was refused: ${path} ${answer.status}`);
    return (await answer.json()) as Answer;
  }
}

/** Published test values, of nobody. */
const valuesByFormat: Readonly<Record<string, string>> = {
  card: '4111111111111111',
  expiry: '12/31',
  date: '1990-01-01',
  'us-ssn': '078051120',
  pin: '0000',
  phone: '+442079460123',
  'postal-code': 'SW1A 1AA',
};

function answersTo({ questions }: FormDefinition): Record<string, string> {
  return Object.fromEntries(
    questions.map(({ id, type, format, choices }) => {
      if (type === 'choice') return [id, choices?.[0]?.value ?? ''];
      return [id, type === 'cvv' ? '737' : (valuesByFormat[format ?? ''] ?? 'Made up')];
    }),
  );
}
