// Histories of forms: two devices and an agent send requests about one form to several kits on the same stores, and write down when
// they asked and what they were answered. Keys and sealed answers go by short names.
import type {
  BeginResponse,
  ExtendResponse,
  InvitationView,
  Opened,
  ReadKeyResponse,
  ReadResponse,
} from '@tellsafe/core/wire';
import { type Agent, type Answered, agentThrough, Device, deviceThrough, sentForm } from '../clients.ts';
import { answers, type Harness } from '../harness.ts';
import { oneOf, type Seeded } from '../support/seeded.ts';
import type { FormCall, FormOperation, FormResult } from './linearizability-form.ts';

const now = () => Number(process.hrtime.bigint());

/** Short names for texts that are long, secret, and never the same. */
class Names {
  readonly #names = new Map<string, string>();

  of(letter: string, text: string): string {
    const name = this.#names.get(text) ?? `${letter}${this.#names.size + 1}`;
    this.#names.set(text, name);
    return name;
  }
}

/** Mostly the newest, sometimes one that was replaced. */
function newestOf<Item>(random: Seeded, items: readonly Item[]): Item {
  return oneOf(random, random(3) > 0 ? items.slice(-1) : items);
}

/** A request that can be made now. */
interface Request {
  readonly call: FormCall;
  send(harness: Harness): Promise<Answered>;
  /** What a good answer tells. */
  tell(body: unknown): FormResult | Promise<FormResult>;
}

/** A submit that a device may send: its key, who holds it, the sealed answers and their name in the history. */
interface SealedSubmit {
  readonly key: string;
  readonly device: string;
  readonly sealed: unknown;
  readonly name: string;
}

/** One form and what its clients know together: a key that one of them was given, others may try as well. */
export class RecordedForm {
  readonly history: FormOperation[] = [];
  readonly #names = new Names();
  readonly #agent: Agent;
  readonly #conversationId: string;
  readonly #invitationId: string;
  readonly #handle: string;
  readonly #devices: ReadonlyMap<string, Device>;
  #openKeys: string[] = [];
  #submits: SealedSubmit[] = [];
  #submissionId = '';
  #readKeys: string[] = [];

  private constructor({ agent, conversationId, invitation, device }: Awaited<ReturnType<typeof sentForm>>) {
    this.#agent = agent;
    this.#conversationId = conversationId;
    this.#invitationId = invitation.id;
    this.#handle = device.handle;
    this.#devices = new Map(['A', 'B'].map((name) => [name, new Device(device.harness, device.handle)]));
  }

  static async start(harness: Harness): Promise<RecordedForm> {
    return new RecordedForm(await sentForm(harness, 'address'));
  }

  /**
   * Lets several go at once, each of whom asks now as one client and now as another.
   *
   * @param kits - where each request goes is drawn
   * @param operations - of each
   */
  async run(kits: readonly Harness[], operations: number, draw: (runner: string) => Seeded): Promise<void> {
    const clients = [...this.#devices.keys(), 'agent'];
    const runners = ['1', '2', '3', '4'];
    const alive = [...kits];
    await Promise.all(
      runners.map(async (runner) => {
        const random = draw(runner);
        for (let count = 0; count < operations; count += 1) {
          const client = oneOf(random, clients);
          const kit = oneOf(random, alive);
          const isAnswered = await this.#ask(`${runner} ${client}`, kit, await this.#choose(client, random));
          // Nobody asks a process again that did not answer: what it is asked then cannot happen.
          if (!isAnswered && alive.includes(kit)) alive.splice(alive.indexOf(kit), 1);
        }
      }),
    );
  }

  async #ask(process: string, kit: Harness, { call, send, tell }: Request): Promise<boolean> {
    const calledAt = now();
    const answered = await send(kit).catch(() => undefined);
    const at = now();
    const isKnown = answered !== undefined && answered.status < 500;
    const result = isKnown && (answered.status < 300 ? await tell(answered.body) : (false as const));
    this.history.push({ process, call, calledAt, ...(isKnown && { answer: { at, result } }) });
    return answered !== undefined;
  }

  async #choose(client: string, random: Seeded): Promise<Request> {
    const device = this.#devices.get(client);
    const requests = device ? await this.#requestsOfDevice(client, device, random) : this.#requestsOfAgent(random);
    return oneOf(random, requests);
  }

  /** What a device can ask now; what matters comes more than once. */
  async #requestsOfDevice(name: string, device: Device, random: Seeded): Promise<Request[]> {
    const handle = this.#handle;
    const through = (path: string) => (kit: Harness) => new Device(kit, handle).post(path, { handle });
    const begin: Request = {
      call: { ask: 'begin' },
      send: through('/v1/invitations/begin'),
      tell: (body) => {
        const { openKey } = body as BeginResponse;
        this.#openKeys.push(openKey);
        return this.#names.of('o', openKey);
      },
    };
    const received: Request = {
      call: { ask: 'received' },
      send: through('/v1/invitations/received'),
      tell: (body) => (body as { status: string }).status,
    };
    const requests = [begin, begin, received];
    if (random(60) === 0) {
      const tell = (body: unknown) => (body as { status: string }).status;
      requests.push({ call: { ask: 'decline' }, send: through('/v1/invitations/decline'), tell });
    }
    if (this.#openKeys.length > 0) requests.push(...Array(4).fill(this.#open(name, device, random)));
    if (device.key) requests.push(this.#resume(name, device));
    const own = this.#submits.filter((submit) => submit.device === name);
    if (own.length > 0) requests.push(...Array(4).fill(this.#submit(device, newestOf(random, own))));
    return requests;
  }

  #open(name: string, device: Device, random: Seeded): Request {
    const openKey = newestOf(random, this.#openKeys);
    return {
      call: { ask: 'open', key: this.#names.of('o', openKey), device: name },
      send: (kit) => deviceThrough(kit, device).tryOpen(openKey),
      tell: (body) => this.#takeOpened(name, device, body as Opened),
    };
  }

  #resume(name: string, device: Device): Request {
    return {
      call: { ask: 'resume', device: name },
      send: (kit) => deviceThrough(kit, device).tryResume(),
      tell: (body) => this.#takeOpened(name, device, body as Opened),
    };
  }

  async #takeOpened(name: string, device: Device, opened: Opened | ExtendResponse): Promise<string> {
    await device.take({ ...device.opened, ...opened } as Opened);
    // Two bodies for the key: only one of them can be taken.
    for (let count = 0; count < 2; count += 1) {
      const sealed = await device.seal(answers.address);
      const sealedName = this.#names.of('a', sealed.parts[0]?.commitment ?? '');
      this.#submits.push({ key: opened.submitKey, device: name, sealed, name: sealedName });
    }
    return this.#names.of('s', opened.submitKey);
  }

  #submit(device: Device, { key, device: name, sealed, name: sealedName }: SealedSubmit): Request {
    return {
      call: { ask: 'submit', key: this.#names.of('s', key), device: name, sealed: sealedName },
      send: (kit) => deviceThrough(kit, device).proven('/v1/forms/submit', { submitKey: key, sealed }),
      tell: () => 'ok',
    };
  }

  #requestsOfAgent(random: Seeded): Request[] {
    const path = `/v1/agent/invitations?conversation=${this.#conversationId}`;
    const status: Request = {
      call: { ask: 'status' },
      send: (kit) => agentThrough(kit, this.#agent).call('GET', path),
      tell: (body) => {
        const [invitation] = (body as { invitations: InvitationView[] }).invitations;
        // An answer from before the submit may arrive after one from after it: what is known stays known.
        this.#submissionId ||= invitation?.submissionId ?? '';
        return invitation?.status ?? false;
      },
    };
    const requests = [status, status];
    if (random(60) === 0) requests.push(this.#revoke());
    if (this.#submissionId !== '') requests.push(...Array(3).fill(this.#readKey()));
    if (this.#readKeys.length > 0) requests.push(...Array(3).fill(this.#read(newestOf(random, this.#readKeys))));
    return requests;
  }

  #revoke(): Request {
    const path = `/v1/agent/invitations/${this.#invitationId}/revoke`;
    return {
      call: { ask: 'revoke' },
      send: (kit) => agentThrough(kit, this.#agent).call('POST', path, { conversationId: this.#conversationId }),
      tell: (body) => (body as { invitation: InvitationView }).invitation.status,
    };
  }

  #readKey(): Request {
    return {
      call: { ask: 'read key' },
      send: (kit) => agentThrough(kit, this.#agent).tryReadKey(this.#submissionId),
      tell: (body) => {
        const { readKey } = body as ReadKeyResponse;
        this.#readKeys.push(readKey);
        return this.#names.of('r', readKey);
      },
    };
  }

  #read(key: string): Request {
    return {
      call: { ask: 'read', key: this.#names.of('r', key) },
      send: (kit) => agentThrough(kit, this.#agent).tryRead(this.#submissionId, key),
      tell: (body) => this.#names.of('a', (body as ReadResponse).parts.recorded?.commitment ?? ''),
    };
  }
}
