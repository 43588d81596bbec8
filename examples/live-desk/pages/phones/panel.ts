// One phone and what may go wrong at its provider. What is on the screen is made once and changed in place, so that nobody loses focus or
// what they were typing.
import {
  type ChaosName,
  type Command,
  chaosNames,
  type EntryView,
  type FaultName,
  fileNames,
  type LineView,
  quickActions,
} from '../../src/phones/view.ts';
import { query } from '../query.ts';
import { bubble } from './bubble.ts';

/** What a panel works with. */
export interface PhonePanelOptions {
  readonly line: LineView;
  readonly seed: number;
  readonly tab: HTMLElement;
  /** @returns whether it was done */
  readonly send: (command: Command) => Promise<boolean>;
}

const faultTexts: Readonly<Record<FaultName, string>> = {
  'time-out': 'is taken, but the answer is lost',
  'server-error-after-acceptance': 'is taken, but the answer is an error',
  'no-connection': 'finds no connection',
  'rate-limited': 'is refused: too many messages',
  'pair-rate-limited': 'is refused: too many to this person',
  'window-closed': 'is refused: the time to write is over',
  'opted-out': 'is refused: the person wants no messages',
  'invalid-recipient': 'is refused: no such person',
  unauthorised: 'is refused: the credential is not taken',
  unavailable: 'is refused: the provider is down',
};

const chaosTexts: Readonly<Record<ChaosName, string>> = {
  duplicate: 'Everything is told twice',
  reorder: 'What is told overtakes each other',
  loseReceipt: 'Receipts are lost',
  sendFault: 'Sending fails now and then, by the seed',
};

function awayText(channel: string): string {
  return channel === 'apple'
    ? 'The business cannot write before you do.'
    : 'You have said that you want no messages from this business.';
}

export class PhonePanel {
  readonly channel: string;
  readonly tab: HTMLElement;
  readonly elements: readonly HTMLElement[];
  readonly #root = document.createElement('div');
  readonly #options: PhonePanelOptions;
  readonly #shown = new Map<string, { readonly element: HTMLElement; readonly state: HTMLElement }>();
  readonly #seen = new Set<string>();
  #line: LineView;
  #person: string;
  #isAtEnd = true;

  constructor(options: PhonePanelOptions) {
    const { line, seed, tab } = options;
    this.#options = options;
    this.#line = line;
    this.#person = line.people[0]?.id ?? '';
    this.channel = line.channel;
    this.tab = tab;
    this.#root.append(query('#line', HTMLTemplateElement).content.cloneNode(true));
    this.elements = [...this.#root.children].filter((each) => each instanceof HTMLElement);
    this.#find('.business').textContent = line.business;
    this.#find('.by').textContent = `${line.product} · ${line.label}`;
    this.#find('.seed').textContent = `(seed ${seed})`;
    this.#find('.people').append(...line.people.map(({ id, name }) => this.#personChoice(id, name)));
    this.#find('#fault').append(...line.faults.map((name) => new Option(faultTexts[name], name)));
    this.#find('.chaos').append(...this.#troubles());
    // Long conversations are scrolled by keyboard as well.
    const log = this.#find('.log');
    log.tabIndex = 0;
    log.addEventListener('scroll', () => {
      this.#isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
    });
    new ResizeObserver(() => this.#isAtEnd && this.scroll()).observe(log);
    this.#quick();
    this.#find('.attach').append(...this.#files());
    this.#listen();
  }

  /** @returns whether the business has written something new */
  update(line: LineView): boolean {
    this.#line = line;
    const theirs = line.people
      .flatMap(({ entries }) => entries)
      .filter(({ from, id }) => from === 'theirs' && !this.#seen.has(id));
    for (const { id } of theirs) this.#seen.add(id);
    this.#showEntries();
    const waiting = line.nextFaults.map((name) => faultTexts[name]);
    this.#say('.waiting', waiting.length > 0 ? `Waiting: ${waiting.join('; then ')}.` : '');
    const fetched = `${line.previewed} ${line.previewed === 1 ? 'link' : 'links'} fetched for previews so far.`;
    this.#say('.previewed', fetched);
    for (const box of this.#all<HTMLInputElement>('.chaos input')) {
      box.checked = box.value === 'previews' ? line.previews : line.chaos[box.value as ChaosName];
    }
    return theirs.length > 0;
  }

  /** To the newest message. */
  scroll(): void {
    const log = this.#find('.log');
    log.scrollTop = log.scrollHeight;
    this.#isAtEnd = true;
  }

  #showEntries(): void {
    const log = this.#find('.log');
    const person = this.#line.people.find(({ id }) => id === this.#person);
    for (const entry of person?.entries ?? []) this.#showEntry(log, entry);
    this.#say('.away', person?.away ? awayText(this.#line.channel) : '');
  }

  #showEntry(log: HTMLElement, entry: EntryView): void {
    let shown = this.#shown.get(entry.id);
    if (!shown) {
      shown = bubble(entry);
      this.#shown.set(entry.id, shown);
      const wasAtEnd = this.#isAtEnd;
      log.append(shown.element);
      if (wasAtEnd || entry.from === 'mine') this.scroll();
    }
    if (shown.state.textContent !== entry.state) shown.state.textContent = entry.state;
  }

  #become(person: string): void {
    this.#person = person;
    this.#shown.clear();
    this.#find('.log').replaceChildren();
    this.#showEntries();
    this.scroll();
  }

  #personChoice(id: string, name: string): HTMLElement {
    const [label, input] = [document.createElement('label'), document.createElement('input')];
    Object.assign(input, { type: 'radio', name: `person-${this.#line.id}`, value: id, checked: id === this.#person });
    input.addEventListener('change', () => this.#become(id));
    label.append(input, name);
    return label;
  }

  #troubles(): HTMLElement[] {
    const { id: line } = this.#line;
    const box = (value: string, text: string, command: (on: boolean) => Command) => {
      const [label, input] = [document.createElement('label'), document.createElement('input')];
      Object.assign(input, { type: 'checkbox', value });
      input.addEventListener('change', () => void this.#options.send(command(input.checked)));
      label.append(input, text);
      return label;
    };
    return [
      ...chaosNames.map((name) => box(name, chaosTexts[name], (on) => ({ do: 'chaos', line, name, on }))),
      box('previews', 'A program fetches links to make previews', (on) => ({ do: 'previews', line, on })),
    ];
  }

  #files(): HTMLElement[] {
    return fileNames.map((file) => {
      const made = Object.assign(document.createElement('button'), { type: 'button', textContent: `Send ${file}` });
      made.addEventListener('click', () => {
        void this.#options.send({ do: 'send-file', line: this.#line.id, person: this.#person, file });
      });
      return made;
    });
  }

  #quick(): void {
    const actions = quickActions[this.#options.line.channel];
    const button = (what: 'leave' | 'return', text: string) => {
      const made = Object.assign(document.createElement('button'), { type: 'button', textContent: text });
      made.addEventListener('click', () => {
        void this.#options.send({ do: what, line: this.#line.id, person: this.#person });
      });
      return made;
    };
    if (actions) this.#find('.quick').append(button('leave', actions.leave));
    if (actions?.return !== undefined) this.#find('.quick').append(button('return', actions.return));
  }

  #listen(): void {
    const form = this.#find<HTMLFormElement>('.phone form');
    const field = this.#find<HTMLTextAreaElement>('textarea');
    field.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      form.requestSubmit();
    });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#write(field);
    });
    this.#find('.next').addEventListener('submit', (event) => {
      event.preventDefault();
      const fault = this.#find<HTMLSelectElement>('#fault').value as FaultName;
      void this.#options.send({ do: 'fail-next', line: this.#line.id, fault });
    });
  }

  async #write(field: HTMLTextAreaElement): Promise<void> {
    const text = field.value;
    if (text.trim() === '') return;
    field.value = '';
    const isDone = await this.#options.send({ do: 'write', line: this.#line.id, person: this.#person, text });
    if (!isDone && field.value === '') field.value = text;
  }

  #say(selector: string, text: string): void {
    const element = this.#find(selector);
    if (element.textContent !== text) element.textContent = text;
  }

  /** On the page or, as long as another line is chosen, beside it. */
  #all<Found extends HTMLElement = HTMLElement>(selector: string): Found[] {
    return this.elements.flatMap((each) => [
      ...(each.matches(selector) ? [each as Found] : []),
      ...each.querySelectorAll<Found>(selector),
    ]);
  }

  #find<Found extends HTMLElement = HTMLElement>(selector: string): Found {
    const [found] = this.#all<Found>(selector);
    if (!found) throw new Error(`the phone has no ${selector}`);
    return found;
  }
}
