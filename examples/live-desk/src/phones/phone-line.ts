// One entry point with its phones: what people do goes through the simulated provider, which signs it and sends it to the kit; what the
// kit sends is taken by the provider and shows up on a phone. The provider's troubles are the simulator's own.
import type { Act, ProviderSimulator, Receipt, TakenMessage, Webhook } from '@tellsafe/server-kit/testing';
import { fileOf } from './files.ts';
import type { Line } from './lines.ts';
import {
  type ChaosName,
  type Command,
  type EntryView,
  type FaultName,
  type FileName,
  faultNames,
  type LineView,
} from './view.ts';

/** What a line works with. */
export interface PhoneLineOptions {
  readonly line: Line;
  /** Epoch ms. */
  readonly now: () => number;
  /** Of the simulator. */
  readonly random: () => number;
  /** Is told whenever what is shown has changed. */
  readonly changed: () => void;
}

/** A webhook that was not taken is sent again after these pauses, ms. */
const RETRY_MS = [1_000, 2_000, 4_000, 8_000];
/** How often one of several troubles hits a send, where they come by chance. */
const CHANCE = 0.3;

type Entry = { -readonly [Key in keyof EntryView]: EntryView[Key] };

interface Phone {
  readonly id: string;
  readonly name: string;
  away: boolean;
  readonly entries: Entry[];
}

export class PhoneLine {
  readonly #options: PhoneLineOptions;
  readonly #provider: ProviderSimulator;
  /** The simulator looks at it anew each time. */
  readonly #chaos: Record<ChaosName, number> = { duplicate: 0, reorder: 0, loseReceipt: 0, sendFault: 0 };
  readonly #phones: readonly Phone[];
  readonly #nextFaults: FaultName[] = [];
  readonly #entryOf = new WeakMap<Act | TakenMessage, Entry>();
  readonly #actOf = new WeakMap<Webhook, Act>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #delivering: Promise<void> = Promise.resolve();
  #shown = 0;
  #entries = 0;
  #previews = true;
  #previewed = 0;
  #closed = false;

  constructor(options: PhoneLineOptions) {
    this.#options = options;
    const { line, now, random } = options;
    const simulator = line.simulate({ now, random, chaos: this.#chaos });
    // Deliveries are what the simulator tells: so it is known which webhook is about what.
    const tell: ProviderSimulator['tell'] = async (act, signWith) => {
      const webhook = await simulator.tell(act, signWith);
      if (webhook) this.#actOf.set(webhook, act);
      return webhook;
    };
    this.#provider = { ...simulator, tell };
    this.#phones = line.plan.people.map((person) => ({ ...person, away: false, entries: [] }));
  }

  get id(): string {
    return this.#options.line.plan.id;
  }

  get view(): LineView {
    const { id, channel, product, label, business } = this.#options.line.plan;
    const chaos = Object.fromEntries(Object.entries(this.#chaos).map(([name, chance]) => [name, chance > 0]));
    const has = (fault: FaultName) => !isRefusal(fault) || this.#provider.refusals.some((each) => each === fault);
    return {
      ...{ id, channel, product, label, business, chaos: chaos as LineView['chaos'] },
      people: this.#phones,
      nextFaults: [...this.#nextFaults],
      faults: faultNames.filter(has),
      ...{ previews: this.#previews, previewed: this.#previewed },
    };
  }

  /** The provider's interface. */
  async answer(request: Request): Promise<Response> {
    const isSend = request.method === 'POST' && /messages?(\.json)?$/i.test(new URL(request.url).pathname);
    if (isSend) this.#nextFaults.shift();
    try {
      return await this.#provider.fetch(request);
    } finally {
      this.#show();
    }
  }

  /** Sends what is due to the kit: what people did, and receipts. */
  deliver(): Promise<void> {
    this.#delivering = this.#delivering.then(() => this.#deliverDue()).catch(() => undefined);
    return this.#delivering;
  }

  /** @returns whether there is such a thing to do */
  perform(command: Command): boolean {
    if (command.do === 'fail-next') {
      if (!this.view.faults.includes(command.fault)) return false;
      this.#nextFaults.push(command.fault);
      this.#provider.failNext(command.fault);
    } else if (command.do === 'chaos') {
      this.#chaos[command.name] = command.on ? (command.name === 'sendFault' ? CHANCE : 1) : 0;
    } else if (command.do === 'previews') {
      this.#previews = command.on;
    } else {
      const phone = this.#phones.find(({ id }) => id === command.person);
      if (!phone || !this.#act(phone, command)) return false;
    }
    this.#options.changed();
    void this.deliver();
    return true;
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    await this.#delivering;
  }

  #act(phone: Phone, command: Extract<Command, { readonly person: string }>): boolean {
    const { channel } = this.#options.line.plan;
    const { id: from } = phone;
    if (command.do === 'send-file') {
      if (channel === 'apple') phone.away = false;
      void this.#sendFile(phone, command.file);
      return true;
    }
    if (command.do === 'write') {
      const { text } = command;
      // As Twilio does: a word that is one of its own is told as such.
      const word = channel === 'sms-twilio' ? text.trim().toUpperCase() : '';
      if (word === 'STOP' || word === 'START') return this.#act(phone, leaving(command, word === 'STOP'));
      if (channel === 'apple') phone.away = false;
      this.#begin(phone, { act: 'text', from, text, name: phone.name }, { from: 'mine', text });
      return true;
    }
    const isLeaving = command.do === 'leave';
    if (channel === 'sms-twilio') {
      const [act, text] = isLeaving ? (['opt-out', 'STOP'] as const) : (['opt-in', 'START'] as const);
      this.#begin(phone, { act, from }, { from: 'mine', text });
    } else if (channel === 'rcs') {
      const [act, text] = isLeaving ? (['opt-out', 'unsubscribed'] as const) : (['opt-in', 'subscribed'] as const);
      this.#begin(phone, { act, from }, { from: 'event', text: `You have ${text}` });
    } else if (channel === 'apple' && isLeaving) {
      this.#begin(phone, { act: 'close', from }, { from: 'event', text: 'You have deleted the conversation' });
    } else return false;
    phone.away = isLeaving;
    return true;
  }

  async #sendFile(phone: Phone, file: FileName): Promise<void> {
    const act = { act: 'file', from: phone.id, ...(await fileOf(file)) } as const;
    this.#begin(phone, act, { from: 'mine', text: '', file });
    this.#options.changed();
    await this.deliver();
  }

  #begin(phone: Phone, act: Act, said: Pick<Entry, 'from' | 'text' | 'file'>): void {
    this.#entryOf.set(act, this.#add(phone, { ...said, at: this.#options.now(), state: 'Sending …' }));
    this.#provider.perform(act);
  }

  #add(phone: Phone, entry: Omit<Entry, 'id'>): Entry {
    this.#entries += 1;
    const added = { id: `${this.id}-${this.#entries}`, ...entry };
    phone.entries.push(added);
    return added;
  }

  /** What the provider took since is on the phones now; what it took and cannot deliver never is. */
  #show(): void {
    const fresh = this.#provider.taken.slice(this.#shown);
    this.#shown = this.#provider.taken.length;
    for (const message of fresh) {
      const phone = this.#phones.find(({ id }) => id === message.to);
      if (!phone || message.fate !== undefined) continue;
      const link = linkOf(message);
      const state = this.#options.line.plan.channel === 'apple' ? 'No receipts on this channel' : '';
      const entry = this.#add(phone, {
        ...{ from: 'theirs', text: message.text, at: message.at, state },
        ...(link && { link }),
      });
      this.#entryOf.set(message, entry);
    }
    this.#options.changed();
  }

  async #deliverDue(): Promise<void> {
    for (const webhook of await this.#provider.deliveries()) await this.#post(webhook, 0);
    const visits = this.#provider.visits();
    if (!this.#previews) return;
    for (const visit of visits) {
      const answer = await fetch(visit).catch(() => undefined);
      await answer?.arrayBuffer();
      if (answer) this.#previewed += 1;
      this.#options.changed();
    }
  }

  async #post(webhook: Webhook, attempt: number): Promise<void> {
    const { method, url, headers, body } = webhook;
    const answer = await fetch(url, { method, headers, body: new Uint8Array(body) }).catch(() => undefined);
    await answer?.arrayBuffer();
    const status = answer?.status ?? 0;
    const pause = RETRY_MS[attempt];
    const isOver = this.#closed || (status >= 200 && status < 500) || pause === undefined;
    this.#tell(webhook, status, isOver);
    if (isOver) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      void this.#post(webhook, attempt + 1);
    }, pause);
    this.#timers.add(timer);
  }

  /** What became of a webhook, under what it is about. */
  #tell(webhook: Webhook, status: number, isOver: boolean): void {
    const act = this.#actOf.get(webhook);
    if (!act) return;
    const isTaken = status >= 200 && status < 300;
    if (act.act === 'receipt' && isTaken) this.#tellReceipt(act.of, act.status);
    const entry = this.#entryOf.get(act);
    if (entry) entry.state = isTaken ? 'Delivered' : isOver ? 'Not delivered' : 'Trying again …';
    this.#options.changed();
  }

  #tellReceipt(of: TakenMessage, status: Receipt): void {
    const entry = this.#entryOf.get(of);
    if (!entry) return;
    const told = new Set(entry.state.replace('Told the business: ', '').split(', ').filter(Boolean));
    entry.state = `Told the business: ${[...told.add(status)].join(', ')}`;
  }
}

function leaving(
  { line, person }: Extract<Command, { readonly person: string }>,
  leaves: boolean,
): Command & { do: 'leave' | 'return' } {
  return { do: leaves ? 'leave' : 'return', line, person };
}

function isRefusal(fault: FaultName): boolean {
  return fault !== 'time-out' && fault !== 'server-error-after-acceptance' && fault !== 'no-connection';
}

function linkOf({ text, link }: TakenMessage): EntryView['link'] | undefined {
  if (!link) return undefined;
  if (link.label === undefined) return { url: link.url, label: new URL(link.url).host, as: 'card' };
  return { url: link.url, label: link.label, as: text.includes(link.url) ? 'chip' : 'button' };
}
