// Commands of the model as plain data: a name and some dice. What they mean is decided against the model's state, so that a
// shortened run stays meaningful.
import fc from 'fast-check';
import { HOME, type Model } from './model-rules.ts';
import { bodies, type FormId, found, type ModelInvitation, type ModelKey, REPEAT_MS } from './model-state.ts';
import type { World } from './model-world.ts';

export type Requests = Exclude<keyof World, 'inMemory'>;

/** One command. Four dice are enough for every choice. */
export interface Command {
  readonly name: Requests | 'pass' | 'passTo';
  readonly dice: readonly [number, number, number, number];
}

/** A command with what it was made of: a request and its arguments, or a step of the clock. */
export type Step =
  | { readonly request: Requests; readonly given: readonly unknown[] }
  | { readonly request: 'pass'; readonly ms: number };

const agents = [
  ['ada', 'acme'],
  ['ada', 'acme'],
  ['bob', 'acme'],
  ['cyd', 'globex'],
] as const;

const sendable = ['card', 'card', 'code', 'address', 'vip'] as const satisfies readonly (FormId | 'vip')[];
const DEVICES = 3;
const REQUESTS = 6;
const CONVERSATIONS = 4;
const INVITATIONS = 8;

const SECOND = 1_000;
const DAY = 86_400 * SECOND;

/** Short ones are more frequent: a long one ends nearly everything. */
const stepsMs = [
  1,
  1,
  999,
  SECOND,
  2 * SECOND,
  20 * SECOND,
  60 * SECOND,
  240 * SECOND,
  901 * SECOND,
  DAY,
  31 * DAY,
] as const;

/** How often each command comes, one to another. Long steps of time end nearly everything, so they are rare. */
const weights: Readonly<Record<Command['name'], number>> = {
  ...{ signIn: 4, activity: 6, logout: 1, start: 2, assign: 5, transfer: 2, close: 1, message: 2, consumerMessage: 2 },
  ...{ send: 8, revoke: 1, received: 3, decline: 1, begin: 10, open: 12, resume: 4, extend: 4, submit: 14 },
  ...{
    readKey: 12,
    read: 20,
    look: 3,
    watch: 3,
    maintain: 3,
    restart: 1,
    failOver: 1,
    rotateKeys: 1,
    pass: 4,
    passTo: 7,
  },
};

const die = fc.nat({ max: 999 });

/** Any command. */
export const anyCommand: fc.Arbitrary<Command> = fc.record({
  name: fc.oneof(
    ...Object.entries(weights).map(([name, weight]) => ({
      weight,
      arbitrary: fc.constant(name as Command['name']),
    })),
  ),
  dice: fc.tuple(die, die, die, die),
});

/** What every run begins with, so that there is something to work on: an agent with a conversation who sent a form. */
export const beginning: readonly Command[] = (['signIn', 'start', 'assign', 'send'] as const).map((name) => ({
  name,
  dice: [0, 0, 0, 0],
}));

/** What a command means now; undefined when there is nothing that it could be about. */
export function stepOf(model: Model, { name, dice }: Command): Step | undefined {
  if (name === 'pass' || name === 'passTo') {
    const choice = new Choice(model, dice, anyOne);
    return name === 'pass' ? { request: 'pass', ms: choice.of(stepsMs, 1) } : choice.limit();
  }
  const wanted = wantedBy(model, name);
  const inVain = wanted !== anyOne && !model.invitations.some(wanted) && dice[3] % 4 !== 0;
  const request = inVain ? nextOf(model) : name;
  const given = argumentsOf(new Choice(model, dice, wantedBy(model, request)), request);
  return given && { request, given };
}

type Wanted = (invitation: ModelInvitation) => boolean;

const anyOne: Wanted = () => true;

/** Which invitations a command is about, when it is to have a chance. */
function wantedBy(model: Model, name: Requests): Wanted {
  const status =
    (...statuses: readonly string[]): Wanted =>
    (each) =>
      model.isUnderWay(each) && statuses.includes(model.statusOf(each));
  switch (name) {
    case 'received':
      return status('sent');
    case 'begin':
      return status('sent', 'received');
    case 'open':
      return (each) => status('sent', 'received')(each) && each.openKey !== undefined;
    case 'resume':
    case 'extend':
    case 'submit':
      return status('viewed');
    case 'readKey':
      return status('submitted');
    case 'read':
      return (each) => each.readKey !== undefined && model.isUnderWay(each);
    default:
      return anyOne;
  }
}

/** What would bring a run on when a command has nothing to work on. */
function nextOf(model: Model): Requests {
  const last = model.invitations.findLast((each) => model.isUnderWay(each));
  const status = last && model.statusOf(last);
  if (last && (status === 'sent' || status === 'received')) return last.openKey ? 'open' : 'begin';
  if (last && status === 'viewed') return 'submit';
  if (last && status === 'submitted' && !last.readKey) return 'readKey';
  const live = model.sessions.findLastIndex((each, at) => each.account === HOME && model.isLive(at));
  if (live < 0) return 'signIn';
  const mine = model.conversations.some(({ open, agent }) => open && agent === model.session(live).agent);
  if (mine) return 'send';
  return model.conversations.some(({ open, agent }) => open && agent === null) ? 'assign' : 'start';
}

function argumentsOf(choice: Choice, name: Requests): readonly unknown[] | undefined {
  const { model } = choice;
  switch (name) {
    case 'signIn':
      return choice.of(agents, 0);
    case 'activity':
    case 'logout':
      return choice.all(choice.session());
    case 'start':
      return model.conversations.length < CONVERSATIONS ? [] : undefined;
    case 'assign':
    case 'look':
      return choice.all(choice.session(), choice.conversation());
    case 'transfer':
      return choice.all(choice.leader(), choice.conversation(), choice.of(['bob', null, 'ada', 'cyd'], 2));
    case 'close':
      return choice.all(choice.leader(), choice.conversation());
    case 'message':
      return choice.all(choice.leader(), choice.conversation(), choice.of([0, 1, 2], 2), choice.of(['a', 'b'], 3));
    case 'consumerMessage':
      return choice.all(choice.conversation(), choice.of([0, 1, 2], 2), choice.of(['a', 'b'], 3));
    case 'send':
      if (model.invitations.length >= INVITATIONS) return undefined;
      return choice.all(choice.leader(), choice.conversation(), choice.of(sendable, 2), choice.die(3) % REQUESTS);
    case 'received':
    case 'decline':
    case 'begin':
    case 'watch':
      return choice.all(choice.invitation());
    case 'open':
      return choice.all(choice.device(), choice.key('openKey'));
    case 'resume':
    case 'extend':
      return choice.all(choice.invitation(), choice.device());
    case 'submit':
      return choice.all(choice.device(), choice.key('submitKey'), choice.of([0, 0, 0, ...bodies], 3));
    case 'revoke':
    case 'readKey':
      return choice.all(choice.sender(), choice.invitation());
    case 'read':
      return choice.all(choice.sender(), choice.invitation(), choice.key('readKey'));
    default:
      return [];
  }
}

/** Choices by dice. Most are sensible ones, or hardly any run would come far; each other one is possible too. */
class Choice {
  readonly model: Model;
  readonly #dice: Command['dice'];
  readonly #wanted: Wanted;

  constructor(model: Model, dice: Command['dice'], wanted: Wanted) {
    this.model = model;
    this.#dice = dice;
    this.#wanted = wanted;
  }

  die(at: 0 | 1 | 2 | 3): number {
    return this.#dice[at];
  }

  of<Item>(items: readonly Item[], at: 0 | 1 | 2 | 3): Item {
    return found(items[this.die(at) % items.length]);
  }

  /** The arguments, when all of them could be chosen. */
  all(...given: readonly unknown[]): readonly unknown[] | undefined {
    return given.includes(undefined) ? undefined : given;
  }

  session(): number | undefined {
    return this.#place(this.model.sessions.length, 0, (at) => this.model.isLive(at));
  }

  conversation(): number | undefined {
    return this.#place(this.model.conversations.length, 1, (at) => this.model.conversation(at).open);
  }

  invitation(): number | undefined {
    return this.#place(this.model.invitations.length, 1, (at) => this.#wanted(this.model.invitation(at)));
  }

  /** A live session of the agent who leads the conversation. */
  leader(): number | undefined {
    const conversation = this.conversation();
    if (conversation === undefined || this.#odd(0)) return this.session();
    const { agent } = this.model.conversation(conversation);
    const theirs = this.model.sessions.findLastIndex((each, at) => each.agent === agent && this.model.isLive(at));
    return theirs < 0 ? this.session() : theirs;
  }

  sender(): number | undefined {
    const invitation = this.#chosen();
    return invitation && !this.#odd(0) ? invitation.session : this.session();
  }

  device(): number {
    return this.#odd(0) ? this.die(0) % DEVICES : (this.#chosen()?.device ?? 0);
  }

  /** The invitation's current key of a purpose; or any key at all, of whatever purpose and invitation. */
  key(purpose: 'openKey' | 'submitKey' | 'readKey'): ModelKey | undefined {
    const current = this.#chosen()?.[purpose];
    if (current && !this.#odd(2)) return current;
    const { keys } = this.model;
    return keys[keys.length - 1 - (this.die(2) % Math.max(1, keys.length))];
  }

  /** To one of the instants at which something ends, a millisecond early or late or exactly. */
  limit(): Step | undefined {
    const { model } = this;
    const instants = [
      ...model.sessions.map(({ idleEndsAt }) => idleEndsAt),
      ...model.invitations.flatMap((each) => [
        ...[each.tapUntil, each.submitUntil, each.submitted?.offTheRecordUntil],
        ...[each.openKey, each.submitKey, each.readKey].flatMap((key) => [
          key?.expiresAt,
          key?.spent && key.spent.at + REPEAT_MS,
        ]),
      ]),
    ];
    const offset = this.of([-1, 0, 1], 1);
    const coming = instants.flatMap((instant) => {
      const ms = instant === undefined ? 0 : instant + offset - model.now;
      return ms > 0 ? [ms] : [];
    });
    coming.sort((one, other) => one - other);
    const ms = coming[this.die(0) % Math.min(3, coming.length)];
    return ms === undefined ? undefined : { request: 'pass', ms };
  }

  #chosen(): ModelInvitation | undefined {
    const at = this.invitation();
    return at === undefined ? undefined : this.model.invitation(at);
  }

  /** One time in six something else than the sensible choice. */
  #odd(at: 0 | 1 | 2): boolean {
    return this.die(at) % 6 === 5;
  }

  /** A place in a list: one that fits, and among those one of the newest. */
  #place(length: number, at: 0 | 1, fits: (place: number) => boolean): number | undefined {
    if (length === 0) return undefined;
    const places = [...Array(length).keys()].reverse();
    const fitting = this.#odd(at) ? [] : places.filter(fits);
    return this.of(fitting.length > 0 ? fitting : places, at);
  }
}
