// What the command `/form` in the message field offers: which forms, which of them is active, and its keys. Not how it looks.
import type { AgentForm } from '@tellsafe/core/wire';
import type { AgentClient } from '../../agent-client.ts';
import { findForms } from '../shared/form-search.ts';
import { recentForms } from '../shared/recent-forms.ts';
import { formSearch } from './command-text.ts';

/** The element around. */
export interface CommandHost {
  readonly client: AgentClient | undefined;
  requestUpdate(): void;
}

/** The state of the command in one message field. */
export class FormCommand {
  readonly #host: CommandHost;
  #search: string | null = null;
  #dismissed = false;
  #forms: readonly AgentForm[] | undefined;
  #recent: readonly string[] = [];
  #failure: unknown;
  #active = 0;

  constructor(host: CommandHost) {
    this.#host = host;
  }

  /** Whether the draft is the command now, and what Enter does is the list's business. */
  get isOpen(): boolean {
    return this.#search !== null && !this.#dismissed;
  }

  /** The forms found, in order; nothing until they are loaded. */
  get found(): readonly AgentForm[] | undefined {
    return this.#forms && findForms(this.#forms, this.#search ?? '', this.#recent);
  }

  /** The form that Enter chooses. */
  get active(): AgentForm | undefined {
    return this.found?.[this.#active];
  }

  /** Why the forms could not be loaded. */
  get failure(): unknown {
    return this.#failure;
  }

  /**
   * Looks at a draft, after each change of it.
   *
   * @param draft - the message field's text
   * @param word - the command's name in the agent's language; `form` works in each
   */
  look(draft: string, word: string): void {
    const before = this.#search;
    this.#search = formSearch(draft, word ? ['form', word] : ['form']);
    if (!draft.startsWith('/')) this.#dismissed = false;
    if (this.#search !== before) this.#active = 0;
    if (before === null && this.isOpen) void this.#load();
  }

  /** Nothing is typed any more, or it is another conversation's field. */
  reset(): void {
    this.#search = null;
    this.#dismissed = false;
    this.#active = 0;
  }

  /** Moves on with the arrow keys, and leaves with Escape: then the draft is a message. @returns whether the key was the list's */
  onKey(event: KeyboardEvent): boolean {
    if (!this.isOpen || event.isComposing) return false;
    if (event.key === 'Escape') this.#dismissed = true;
    else if (event.key === 'ArrowDown') this.#move(1);
    else if (event.key === 'ArrowUp') this.#move(-1);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    this.#host.requestUpdate();
    return true;
  }

  #move(step: number): void {
    const count = this.found?.length ?? 0;
    if (count > 0) this.#active = (this.#active + step + count) % count;
  }

  async #load(): Promise<void> {
    const { client } = this.#host;
    this.#failure = undefined;
    try {
      const [forms, recent] = await Promise.all([client?.forms(), recentForms(client?.state.get().session)]);
      if (client !== this.#host.client) return;
      this.#forms = forms;
      this.#recent = recent;
    } catch (error) {
      this.#failure = error;
    }
    this.#host.requestUpdate();
  }
}
