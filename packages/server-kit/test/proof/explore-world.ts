// What is explored: the real services over slots, with two agents, three sessions, two devices and every request that can be
// made of them.
import { isTellsafeError } from '@tellsafe/core';
import { createProof, importProofKey } from '@tellsafe/core/crypto';
import { parseProof } from '@tellsafe/core/crypto/sync';
import { fromBase64url, toBase64url, utf8 } from '@tellsafe/core/encoding';
import { deviceIdOfSync, deviceKeyInput, parseOneTimeKey } from '@tellsafe/core/otk';
import { endSession } from '../../src/services/agent-sessions/end.ts';
import { keepSession, liveSession, startSession } from '../../src/services/agent-sessions/sessions.ts';
import { type AgentCaller, consumerCaller, hostCaller } from '../../src/services/caller.ts';
import {
  assignConversation,
  closeConversation,
  transferConversation,
} from '../../src/services/conversations/change.ts';
import { startConversation } from '../../src/services/conversations/start.ts';
import { defineForm } from '../../src/services/forms/definitions.ts';
import { handleOf } from '../../src/services/invitations/handles.ts';
import { loadInvitation } from '../../src/services/invitations/records.ts';
import { revokeInvitation } from '../../src/services/invitations/revoke.ts';
import { sendInvitation } from '../../src/services/invitations/send.ts';
import type { Kit } from '../../src/services/kit.ts';
import { beginOpening, declineInvitation, markReceived } from '../../src/services/opening/handle-steps.ts';
import { openForm } from '../../src/services/opening/open.ts';
import { extendForm, resumeForm } from '../../src/services/opening/resume.ts';
import { issueReadKey, readAnswers } from '../../src/services/submissions/read.ts';
import { submitAnswers } from '../../src/services/submissions/submit.ts';
import { sweep } from '../../src/services/sweep.ts';
import { ACCOUNT, forms, START } from '../harness.ts';
import { bytesOf, createExploredKit, exploreLimits } from './explore-kit.ts';
import { Broken, canonicalText, type Facts, type Issued, type Notes, Watch } from './explore-rules.ts';
import { Slots, type State } from './explore-slots.ts';
import { publicKey, sealedBodies, suite } from './model-bodies.ts';
import { type FormId, found } from './model-state.ts';

/** How large a world is. */
export interface WorldSize {
  /** Milliseconds after the start at which something may happen, in order. */
  readonly instants: readonly number[];
  readonly forms: readonly FormId[];
  /** Most keys of each purpose that an invitation is given. */
  readonly keys: number;
  /** Requests that are made before the exploration begins, by their names. */
  readonly after?: readonly string[];
  /** Requests that are left out, to let others go further: parts of their names. */
  readonly without?: readonly string[];
}

/** A request, with everything that makes it one of its kind. */
export interface Action {
  readonly name: string;
  /** @returns undefined when the request cannot be made: there is no such key yet */
  run(): Promise<string | undefined>;
}

/** Two agents; the second session is the same agent's as the first. */
const logins = [
  ['ada', 'Ada'],
  ['ada', 'Ada'],
  ['bob', 'Bob'],
] as const;
const DEVICES = [0, 1] as const;
const consumer = consumerCaller(null, false);

interface Sent {
  readonly id: string;
  readonly handle: string;
  readonly form: FormId;
}

export class ExploredWorld {
  readonly slots = new Slots(canonicalText);
  readonly watch: Watch;
  readonly #size: WorldSize;
  readonly #kit: Kit;
  readonly #sessions: string[] = [];
  readonly #sent: Sent[] = [];
  #conversationId = '';
  readonly #seeded: (seed: string) => void;

  private constructor(size: WorldSize) {
    this.#size = size;
    const { kit, seeded } = createExploredKit(this.slots);
    this.#kit = kit;
    this.#seeded = seeded;
    this.watch = new Watch(this.slots, exploreLimits);
  }

  /** A world in which the forms are sent, and its first state. */
  static async create(size: WorldSize): Promise<{ readonly world: ExploredWorld; readonly first: State }> {
    const world = new ExploredWorld(size);
    await world.#begin();
    const sent = world.slots.state;
    await world.#declare();
    world.slots.freeze();
    const { length } = world.slots.state;
    let first = Array.from({ length }, (_, slot) => sent[slot] ?? 0);
    for (const name of size.after ?? []) {
      const { writes, result } = await world.slots.run(first, () => world.#named(name).run());
      if (result !== 'ok') throw new Error(`${name}: ${result}`);
      first = first.map((content, slot) => writes.find(([written]) => written === slot)?.[1] ?? content);
    }
    return { world, first };
  }

  /** How many invitations there are. */
  get length(): number {
    return this.#sent.length;
  }

  factsIn(state: State, at: number): Facts {
    return this.slots.look(state, () => this.watch.facts(at));
  }

  /** Every request of this world. */
  actions(): readonly Action[] {
    return this.#everyAction().filter(({ name }) => !this.#size.without?.some((word) => name.includes(word)));
  }

  #everyAction(): readonly Action[] {
    return [
      ...logins.flatMap((_, session) => this.#ofSession(session)),
      ...this.#sent.flatMap((_, invitation) => this.#ofInvitation(invitation)),
      { name: 'maintain', run: () => this.#did('maintain', () => sweep(this.#kit)) },
      { name: 'time passes', run: () => this.#tick() },
      { name: 'a restart empties the memory', run: () => this.#restart() },
      { name: 'the store fails over', run: () => this.#failOver() },
    ];
  }

  async #begin(): Promise<void> {
    const kit = this.#kit;
    this.slots.setClock(START);
    for (const form of forms) await defineForm(kit, hostCaller, ACCOUNT, form);
    for (const [at, [agentId, name]] of logins.entries()) {
      this.#seeded(`session ${at}`);
      this.#sessions.push((await startSession(kit, hostCaller, { accountId: ACCOUNT, agentId, name })).sessionId);
    }
    this.#seeded('conversation');
    const agent = { id: 'ada', name: 'Ada' };
    this.#conversationId = (await startConversation(kit, hostCaller, { accountId: ACCOUNT, agent })).conversationId;
    for (const [at, formId] of this.#size.forms.entries()) {
      this.#seeded(`invitation ${at}`);
      const requestId = `00000000-0000-4000-8000-00000000000${at}`;
      const input = { requestId, conversationId: this.#conversationId, formId, suite, recipientPublicKey: publicKey };
      const { id } = await sendInvitation(kit, await this.#caller(0), input);
      const { invitation } = await loadInvitation(kit, this.#place(id));
      this.#sent.push({ id, form: formId, handle: await handleOf(kit, ACCOUNT, found(invitation).value) });
    }
    this.watch.see(
      this.#conversationId,
      this.#sessions,
      this.#sent.map(({ id }) => id),
    );
    await Promise.all(this.#size.forms.map(sealedBodies));
  }

  /** Goes each way once, so that every slot there can be is known. */
  async #declare(): Promise<void> {
    for (const name of ['incarnation', ...this.watch.slotNames()]) this.slots.placeOf(name);
    const must = (name: string) => this.slots.run(this.slots.state, () => this.#named(name).run());
    for (const at of this.#sent.keys()) {
      await must(`begin ${at}`);
      await must(`device 0 opens ${at} with its last key`);
      await must(`device 0 submits 0 of ${at} with its last key`);
    }
    await must('close by session 0');
    this.watch.seeSubmissions();
  }

  #named(name: string): Action {
    return found(this.#everyAction().find((action) => action.name === name));
  }

  #ofSession(session: number): Action[] {
    const kit = this.#kit;
    const place = { accountId: ACCOUNT, conversationId: this.#conversationId };
    const who = `session ${session}`;
    const step = (name: string, work: (caller: AgentCaller) => Promise<unknown>): Action => ({
      name: `${name} by ${who}`,
      run: () => this.#did(name, async () => work(await this.#caller(session))),
    });
    const others = [null, { id: 'ada', name: 'Ada' }, { id: 'bob', name: 'Bob' }];
    return [
      step('activity', () => keepSession(kit, ACCOUNT, found(this.#sessions[session]))),
      step('logout', (caller) => endSession(kit, caller, ACCOUNT, caller.session.id)),
      step('assign', (caller) => assignConversation(kit, caller, place, caller.session.agent)),
      step('close', (caller) => closeConversation(kit, caller, place, caller.session.agent.id)),
      ...others.map((to) =>
        step(`transfer to ${to?.id ?? 'the queue'}`, (caller) =>
          transferConversation(kit, caller, place, caller.session.agent.id, to),
        ),
      ),
    ];
  }

  #ofInvitation(at: number): Action[] {
    const kit = this.#kit;
    const { handle, id } = found(this.#sent[at]);
    const place = this.#place(id);
    const step = (name: string, work: () => Promise<unknown>): Action => ({ name, run: () => this.#did(name, work) });
    return [
      step(`receive ${at}`, () => markReceived(kit, consumer, handle)),
      step(`decline ${at}`, () => declineInvitation(kit, consumer, handle)),
      this.#issuing(`begin ${at}`, at, 'open', async () => (await beginOpening(kit, consumer, handle)).openKey),
      ...DEVICES.flatMap((device) => this.#ofDevice(at, device)),
      ...logins.flatMap((_, session) => [
        step(`revoke ${at} by session ${session}`, async () => {
          const caller = await this.#caller(session);
          const by = { agentId: caller.session.agent.id, sessionId: caller.session.id };
          await revokeInvitation(kit, caller, place, by);
        }),
        ...this.#reading(at, session),
      ]),
    ];
  }

  #ofDevice(at: number, device: number): Action[] {
    const kit = this.#kit;
    const { handle, id } = found(this.#sent[at]);
    const claim = toBase64url(bytesOf(`claim ${device}`, 32));
    const deviceId = deviceIdOfSync(fromBase64url(claim));
    const prove = async (path: string, body: string, atMs: number) => {
      const { mac } = await kit.keys.mac(deviceKeyInput(this.#place(id), deviceId));
      const request = { subject: 'device', method: 'POST', path, body: utf8(body) };
      const options = { atMs, random: (length: number) => new Uint8Array(length) };
      return { ...request, proof: parseProof(await createProof(await importProofKey(mac), request, options)) };
    };
    // The same request at the same instant has the same proof, and is made in thousands of states.
    const proofs = new Map<string, ReturnType<typeof prove>>();
    const proven = (path: string, body: string) => {
      const atMs = this.slots.now();
      const name = `${atMs} ${path} ${body}`;
      const made = proofs.get(name) ?? prove(path, body, atMs);
      proofs.set(name, made);
      return made;
    };
    const opened = (key: Issued) => this.watch.opened(at, deviceId, key);
    return [
      ...this.#using(`device ${device} opens ${at}`, at, 'open', async (key) => {
        const { submitKey } = await openForm(kit, consumer, key.text, claim);
        opened(key);
        this.#note(at, 'submit', submitKey);
      }),
      this.#issuing(`device ${device} resumes ${at}`, at, 'submit', async () => {
        const { submitKey } = await resumeForm(kit, consumer, handle, await proven('/v1/forms/resume', 'resume'));
        this.watch.ownDevice(at, deviceId);
        return submitKey;
      }),
      this.#issuing(`device ${device} extends ${at}`, at, 'submit', async () => {
        const { submitKey } = await extendForm(kit, consumer, handle, await proven('/v1/forms/extend', 'extend'));
        this.watch.ownDevice(at, deviceId);
        return submitKey;
      }),
      ...[0, 1].flatMap((body) =>
        this.#using(`device ${device} submits ${body} of ${at}`, at, 'submit', async (key) => {
          const sealed = found((await sealedBodies(found(this.#sent[at]).form))[body]);
          await submitAnswers(kit, consumer, key.text, sealed, await proven('/v1/forms/submit', `${key.text} ${body}`));
          this.watch.submitted(at, deviceId, body, key);
        }),
      ),
    ];
  }

  #reading(at: number, session: number): Action[] {
    const kit = this.#kit;
    const who = `session ${session}`;
    const id = found(this.#sent[at]).id;
    const submissionId = async () => (await loadInvitation(kit, this.#place(id))).invitation?.value.submissionId ?? '-';
    return [
      this.#issuing(`${who} gets a read key of ${at}`, at, 'read', async () => {
        const { readKey } = await issueReadKey(kit, await this.#caller(session), await submissionId());
        this.watch.mayRead(at, session);
        return readKey;
      }),
      ...this.#using(`${who} reads ${at}`, at, 'read', async (key) => {
        const read = await readAnswers(kit, await this.#caller(session), await submissionId(), key.text);
        this.watch.read(at, session, key, read.parts.offTheRecord !== null);
      }),
    ];
  }

  /** A step that gives out a key. */
  #issuing(name: string, at: number, purpose: keyof Notes, work: () => Promise<string>): Action {
    return {
      name,
      run: async () => {
        const { length } = this.watch.notes(at)[purpose];
        if (length >= this.#size.keys) return undefined;
        return this.#did(`${purpose} ${at} ${length}`, async () => this.#note(at, purpose, await work()));
      },
    };
  }

  /** A step that uses a key: the last one of its purpose, or the one before it. */
  #using(name: string, at: number, purpose: keyof Notes, work: (key: Issued) => Promise<void>): Action[] {
    return ([-1, -2] as const).map((place) => {
      const full = `${name} with its ${place === -1 ? 'last key' : 'former key'}`;
      return {
        name: full,
        run: async () => {
          const notes = this.watch.notes(at);
          const key = notes[purpose].at(place);
          return key && this.#did(`${purpose} ${at}`, () => work(key));
        },
      };
    });
  }

  #note(at: number, purpose: keyof Notes, text: string): void {
    if (!parseOneTimeKey(text)) throw new TypeError('a key was expected');
    this.watch.issued(at, purpose, text);
  }

  /** Does a step; a refusal is a result, anything else a failure of the kit. */
  async #did(seed: string, work: () => Promise<unknown>): Promise<string> {
    this.#seeded(seed);
    try {
      await work();
      return 'ok';
    } catch (error) {
      if (error instanceof Broken) throw error;
      if (!isTellsafeError(error) || error.code === 'internal') throw new Broken(`the services do not fail: ${error}`);
      return error.code;
    }
  }

  async #tick(): Promise<string | undefined> {
    const now = this.slots.now() - START;
    const next = this.#size.instants.find((instant) => instant > now);
    if (next === undefined) return undefined;
    this.slots.setClock(START + next);
    return 'ok';
  }

  /** Off-the-record answers are lost, nothing else. */
  async #restart(): Promise<string> {
    await this.#kit.vault?.volatile.purge(Number.MAX_SAFE_INTEGER, 1000);
    return 'ok';
  }

  async #failOver(): Promise<string | undefined> {
    if (this.slots.read('incarnation') !== '') return undefined;
    this.slots.write('incarnation', 'second');
    return 'ok';
  }

  #caller(session: number): Promise<AgentCaller> {
    return liveSession(this.#kit, ACCOUNT, found(this.#sessions[session]));
  }

  #place(invitationId: string) {
    return { accountId: ACCOUNT, conversationId: this.#conversationId, invitationId };
  }
}
