// Forms on their way through a kit that is killed under them. Each client repeats the request that got no answer, and knows what it was
// told before; afterwards all that was told must still be true.
import type { BeginResponse, Opened, ReadKeyResponse, ReadResponse } from '@tellsafe/core/wire';
import { expect } from 'vitest';
import { type Agent, type Answered, agentThrough, Device, deviceThrough, ok, sentForm } from '../clients.ts';
import { answers, type Harness } from '../harness.ts';
import { disagreements, invitationRecords } from '../support/agreement.ts';

const stages = ['begin', 'open', 'submit', 'read key', 'read'] as const;
type Stage = (typeof stages)[number];

/** Whether an answer says that the form has got on; anything else but a refusal leaves open what has happened. */
const isLost = (answered: Answered | undefined) => answered === undefined || answered.status >= 500;

/** One form with its clients. */
export class Journey {
  readonly conversationId: string;
  /** What came back, as text, for each stage that has an answer. */
  readonly told = new Map<Stage, string>();
  #agent: Agent;
  #device: Device;
  readonly #invitationId: string;
  #submitBody: unknown;
  #submissionId = '';
  #readKey = '';

  private constructor({ agent, device, conversationId, invitation }: Awaited<ReturnType<typeof sentForm>>) {
    this.#agent = agent;
    this.#device = device;
    this.conversationId = conversationId;
    this.#invitationId = invitation.id;
  }

  /** A form that was sent. */
  static async start(harness: Harness): Promise<Journey> {
    return new Journey(await sentForm(harness));
  }

  /** From now on the clients talk to this kit. */
  use(harness: Harness): void {
    this.#agent = agentThrough(harness, this.#agent);
    this.#device = deviceThrough(harness, this.#device);
  }

  /** The stage whose answer is missing; undefined at the end. */
  get stage(): Stage | undefined {
    return stages[this.told.size];
  }

  /** Goes on until an answer is lost or the form is read. */
  async go(onAnswer: () => void): Promise<void> {
    for (let { stage } = this; stage; { stage } = this) {
      const answered = await this.#request(stage).catch(() => undefined);
      if (answered === undefined || isLost(answered)) return;
      await this.#take(stage, answered);
      onAnswer();
    }
  }

  /** What was told is true, before anything is repeated. */
  async expectKept(harness: Harness): Promise<void> {
    expect(await disagreements(harness.stores, this.conversationId)).toEqual([]);
    const [record] = await invitationRecords(harness.stores, this.conversationId);
    const kept: Record<Stage, boolean> = {
      begin: record?.openKey !== undefined,
      open: record?.openKey?.spent !== undefined,
      submit: record?.submitKey?.spent !== undefined,
      'read key': record?.readKey !== undefined,
      read: record?.readKey?.spent !== undefined,
    };
    for (const stage of this.told.keys()) expect([stage, kept[stage]]).toEqual([stage, true]);
  }

  /** What was spent is spent for everybody else. */
  async expectSpent(harness: Harness, stranger: Agent): Promise<void> {
    const tries: Partial<Record<Stage, () => Promise<Answered>>> = {
      open: () => new Device(harness, this.#device.handle).tryOpen(this.#device.openKey),
      submit: () => this.#device.trySubmit({ ...answers.card, cvv: '999' }),
      read: () => stranger.tryRead(this.#submissionId, this.#readKey),
    };
    for (const stage of this.told.keys()) {
      expect([stage, (await tries[stage]?.())?.status ?? 403]).toEqual([stage, 403]);
    }
  }

  /** The caller that spent a key asks again and gets the same answer, as long as nothing has come after it. */
  async expectRepeated(harness: Harness): Promise<void> {
    const last = [...this.told.keys()].at(-1);
    const [record] = await invitationRecords(harness.stores, this.conversationId);
    const isLast = { open: record?.status === 'viewed', submit: true, read: true };
    if (last === undefined || !(last in isLast) || !isLast[last as keyof typeof isLast]) return;
    const again = await this.#request(last);
    expect([last, again.status, again.text]).toEqual([last, 200, this.told.get(last)]);
  }

  /** The end: what the agent reads is what the consumer wrote, but for off-the-record answers whose memory was lost. */
  async expectRead(isMemoryLost: boolean): Promise<void> {
    expect(this.stage).toBeUndefined();
    const values = await this.#agent.open(JSON.parse(this.told.get('read') ?? '') as ReadResponse);
    const { cvv, ...recorded } = answers.card;
    expect(isMemoryLost ? { cvv, ...values } : values).toEqual({ cvv, ...recorded });
  }

  async #request(stage: Stage): Promise<Answered> {
    switch (stage) {
      case 'begin':
        return this.#device.tryBegin();
      case 'open':
        return this.#device.tryOpen();
      case 'submit':
        this.#submitBody ??= {
          submitKey: this.#device.opened?.submitKey,
          sealed: await this.#device.seal(answers.card),
        };
        return this.#device.proven('/v1/forms/submit', this.#submitBody);
      case 'read key':
        this.#submissionId = (await this.#agent.invitation(this.conversationId, this.#invitationId)).submissionId ?? '';
        return this.#agent.tryReadKey(this.#submissionId);
      case 'read':
        return this.#agent.tryRead(this.#submissionId, this.#readKey);
    }
  }

  async #take(stage: Stage, answered: Answered): Promise<void> {
    const body = ok(answered);
    this.told.set(stage, answered.text);
    if (stage === 'begin') this.#device.openKey = (body as BeginResponse).openKey;
    if (stage === 'open') await this.#device.take(body as Opened);
    if (stage === 'read key') this.#readKey = (body as ReadKeyResponse).readKey;
  }
}
