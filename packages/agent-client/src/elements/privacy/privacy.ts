// The page of privacy: retention and purge, what is held about somebody, export, erasure, legal holds.
import { type ErrorIssue, isTellsafeError, isUuid } from '@tellsafe/core';
import type {
  PrivacyExportResponse,
  PrivacyFindRequest,
  PrivacyHoldsResponse,
  PrivacyStatusResponse,
} from '@tellsafe/core/wire';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { AgentClient } from '../../agent-client.ts';
import type { Unsubscribe } from '../../emitter.ts';
import { AreaElement, type AreaPhase } from '../shared/area/area-element.ts';
import { saveFile } from '../shared/area/save-file.ts';
import { icon } from '../shared/icons.ts';
import type { Words } from '../shared/words.ts';
import { type Found, foundCard } from './found.ts';
import { holdsCard } from './holds-card.ts';
import { lengthText, type Place, type Question, type Say, type Writing } from './parts.ts';
import { questionView } from './questions.ts';
import { privacyStyles } from './styles.ts';
import { type PrivacyTexts, privacyTexts } from './texts.ts';

type Kind = 'consumer' | 'conversation';

/**
 * Privacy for an admin: retention and purge lag, what is held about a consumer or in a conversation, export as a file, erasure, legal holds.
 * The session needs the permission `privacy.manage`. What was searched stays in the element and is forgotten with the session.
 */
export class TellsafePrivacy extends AreaElement<PrivacyTexts> {
  static override styles = privacyStyles;

  protected override readonly texts = privacyTexts;

  #status: PrivacyStatusResponse | undefined;
  #holds: PrivacyHoldsResponse | undefined;
  #kind: Kind = 'consumer';
  #id = '';
  #idProblem = '';
  #found: Found | undefined;
  #question: Question | undefined;
  #reason = '';
  #reasonProblem = '';
  #failure = '';
  #outcome: { readonly text: string; readonly isGood: boolean } | undefined;
  #isBusy = false;
  #opener: HTMLElement | undefined;
  readonly #say: Say = (key, params) => this.say(key, params);

  protected override follow(client: AgentClient): readonly Unsubscribe[] {
    this.#forget();
    return [...super.follow(client), client.on('session-ended', () => this.#forget())];
  }

  protected override async load(client: AgentClient): Promise<void> {
    const [status, holds] = await Promise.all([client.privacy.status(), client.privacy.holds()]);
    this.#status = status;
    this.#holds = holds;
  }

  protected override content(words: Words, _phase: Exclude<AreaPhase, 'failed'>): TemplateResult {
    const writing: Writing = { say: this.#say, locale: words.locale };
    const holds = this.#holds;
    return html`
      <header class="area-head"><h2>${this.say('title')}</h2><p class="lead">${this.say('lead')}</p></header>
      ${this.#figures()}
      ${this.#search()}
      ${this.#outcome ? html`<div class="notice ${this.#outcome.isGood ? 'good' : 'bad'}" role=${this.#outcome.isGood ? 'note' : 'alert'}>${icon(this.#outcome.isGood ? 'check' : 'warning')}<span>${this.#outcome.text}</span></div>` : nothing}
      ${this.#found ? foundCard(writing, this.#found, { ask: this.#ask, exportAll: () => void this.#export(), exportOne: (id) => void this.#exportOne(id), more: () => void this.#moreFound(), isBusy: this.#isBusy }) : nothing}
      ${
        holds
          ? holdsCard(writing, holds, {
              ask: this.#ask,
              show: (place) => void this.#show(place),
              more: () => void this.#moreHolds(),
              isBusy: this.#isBusy,
            })
          : html`<div class="card placeholder"><span class="spinner"></span></div>`
      }
      <dialog aria-labelledby="question" @close=${this.#closed}>${
        this.#question
          ? questionView(writing, this.#question, {
              ...{
                reason: this.#reason,
                reasonProblem: this.#reasonProblem,
                failure: this.#failure,
                isBusy: this.#isBusy,
              },
              onReason: (text) => this.#typeReason(text),
              onCancel: () => this.#close(),
              onSure: () => void this.#answer(),
            })
          : nothing
      }</dialog>`;
  }

  override updated(): void {
    const dialog = this.renderRoot.querySelector('dialog');
    if (this.#question && dialog && !dialog.open) dialog.showModal();
    if (!this.#question && dialog?.open) dialog.close();
  }

  #figures(): TemplateResult {
    const status = this.#status;
    const figure = (label: string, value: string | TemplateResult, note = '') =>
      html`<div class="card figure"><span class="muted">${label}</span><strong>${value}</strong>${note ? html`<span class="muted">${note}</span>` : nothing}</div>`;
    const none = html`&nbsp;`;
    return html`<div class="cells">
      ${figure(this.say('retention'), status ? this.say('months', { count: status.retentionMonths }) : none)}
      ${figure(this.say('offTheRecord'), status ? lengthText(this.#say, status.offTheRecordTtlSec * 1000) : none)}
      ${figure(this.say('lag'), status ? lengthText(this.#say, status.lagMs) : none, this.say('lagNote'))}
      ${figure(this.say('erasures'), status ? `${status.erasures}` : none)}
    </div>`;
  }

  #search(): TemplateResult {
    const problem = this.#idProblem;
    return html`<section class="card" aria-labelledby="find">
      <h3 id="find">${this.say('findTitle')}</h3>
      <form class="find" role="search" novalidate @submit=${this.#onFind}>
        <div class="field"><label for="kind">${this.say('by')}</label>
          <select id="kind" .value=${live(this.#kind)} @change=${(event: Event) => {
            this.#kind = (event.target as HTMLSelectElement).value as Kind;
            this.#idProblem = '';
            this.requestUpdate();
          }}>
            <option value="consumer">${this.say('byConsumer')}</option>
            <option value="conversation">${this.say('byConversation')}</option>
          </select></div>
        <div class="field id"><label for="id">${this.say('id')}</label>
          <input id="id" dir="auto" autocomplete="off" spellcheck="false" maxlength="256" .value=${live(this.#id)} aria-invalid=${problem ? 'true' : 'false'}
            aria-describedby=${problem ? 'id-hint id-error' : 'id-hint'} @input=${(event: Event) => {
              this.#id = (event.target as HTMLInputElement).value;
              this.#idProblem = '';
              this.requestUpdate();
            }} />
          <p class="hint" id="id-hint">${this.say('idHint')}</p>
          ${problem ? html`<span class="error" id="id-error" role="alert">${icon('warning')}${problem}</span>` : nothing}
        </div>
        <button class="primary" type="submit" ?disabled=${this.#isBusy}>${icon('search')}${this.say('find')}</button>
      </form>
    </section>`;
  }

  readonly #onFind = (event: Event): void => {
    event.preventDefault();
    const kind = this.#kind;
    const id = kind === 'conversation' ? this.#id.trim().toLowerCase() : this.#id.trim();
    this.#outcome = undefined;
    if (id === '') this.#wrongId('idMissing');
    else if (kind === 'conversation' && !isUuid(id)) this.#wrongId('idWrong');
    else void this.#find({ kind, id });
  };

  #wrongId(text: 'idMissing' | 'idWrong' | 'unknown'): void {
    this.#idProblem = this.say(text);
    this.#found = undefined;
    this.requestUpdate();
    this.shadowRoot?.getElementById('id')?.focus();
  }

  async #find(asked: Pick<PrivacyFindRequest, 'kind' | 'id'>): Promise<void> {
    await this.#run(async ({ privacy }) => {
      try {
        const page = await privacy.find(asked);
        this.#found = { ...page, asked };
        const count = page.conversations.length;
        this.announce(count === 0 ? this.say('nothing') : this.say('found', { count }));
      } catch (error) {
        if (!isTellsafeError(error, 'conversation_unknown') && !isTellsafeError(error, 'request_invalid')) throw error;
        this.#wrongId(error.code === 'request_invalid' ? 'idWrong' : 'unknown');
      }
    });
    await this.updateComplete;
    if (this.#found) this.shadowRoot?.getElementById('found')?.focus();
  }

  async #show({ kind, id }: Place): Promise<void> {
    this.#outcome = undefined;
    this.#idProblem = '';
    if (kind === 'conversation') {
      this.#kind = kind;
      this.#id = id;
    }
    await this.#find({ kind, id });
  }

  async #moreFound(): Promise<void> {
    const found = this.#found;
    if (found?.cursor === undefined) return;
    const { asked, cursor } = found;
    await this.#run(async ({ privacy }) => {
      const page = await privacy.find({ ...asked, cursor });
      if (this.#found !== found) return;
      const { cursor: _before, ...kept } = found;
      const next = page.cursor === undefined ? {} : { cursor: page.cursor };
      this.#found = { ...kept, conversations: [...found.conversations, ...page.conversations], ...next };
    });
  }

  async #moreHolds(): Promise<void> {
    const before = this.#holds;
    if (before?.cursor === undefined) return;
    const { cursor } = before;
    await this.#run(async ({ privacy }) => {
      const page = await privacy.holds({ cursor });
      this.#holds = { ...page, held: [...before.held, ...page.held] };
    });
  }

  async #export(): Promise<void> {
    const found = this.#found;
    if (found?.asked.kind !== 'consumer') return;
    await this.#run(async ({ privacy, now }) => {
      this.#save('consumer', await privacy.export(found.asked.id), now());
    });
  }

  async #exportOne(conversationId: string): Promise<void> {
    await this.#run(async ({ privacy, now }) => {
      this.#save('conversation', await privacy.exportConversation(conversationId), now());
    });
  }

  /** The name tells of nobody: files lie in folders that others see. */
  #save(kind: Kind, document: PrivacyExportResponse, now: number): void {
    const file = new Blob([`${JSON.stringify(document, null, 2)}\n`], { type: 'application/json' });
    saveFile(file, `${kind}-export_${new Date(now).toISOString().slice(0, 10)}.json`);
    this.#tell(this.say('exported'));
  }

  readonly #ask = (question: Question): void => {
    this.#opener = (this.shadowRoot?.activeElement as HTMLElement | null) ?? undefined;
    this.#question = question;
    this.#reason = '';
    this.#reasonProblem = '';
    this.#failure = '';
    this.client?.touch();
    this.requestUpdate();
    void this.updateComplete.then(() => {
      const first = this.renderRoot.querySelector<HTMLElement>('dialog input, dialog [autofocus]');
      first?.focus();
    });
  };

  #typeReason(text: string): void {
    this.#reason = text;
    this.#reasonProblem = '';
    this.client?.touch();
    this.requestUpdate();
  }

  async #answer(): Promise<void> {
    const question = this.#question;
    if (!question) return;
    if (question.ask === 'hold' && this.#reason.trim() === '') {
      this.#wrongReason('reasonWrong');
      return;
    }
    this.#failure = '';
    await this.#run(
      async ({ privacy }) => {
        if (question.ask === 'erase') await privacy.erase({ kind: question.what.kind, id: question.what.id });
        if (question.ask === 'release') await privacy.release({ ...question.place, holdId: question.hold.holdId });
        if (question.ask === 'hold') await privacy.hold(holdOf(question.place, this.#reason.trim()));
        this.#close();
        this.#tell(this.say(`${question.ask}Done`));
        await this.#look();
      },
      (error) => this.#refused(question, error),
    );
  }

  /** Why it was refused: beside the field, or in the dialog. A hold that came meanwhile is shown by what is held now. */
  async #refused(question: Question, error: unknown): Promise<void> {
    if (isTellsafeError(error, 'legal_hold') && question.ask === 'erase') {
      this.#failure = `${this.say('heldTitle')}. ${this.say('heldNote')}`;
      return this.#look().catch(() => undefined);
    }
    const issues = isTellsafeError(error, 'request_invalid')
      ? (error.params?.issues as readonly ErrorIssue[])
      : undefined;
    const ofReason = issues?.find(({ path }) => path === 'holdId');
    if (ofReason) this.#wrongReason(ofReason.code === 'too_many' ? 'tooMany' : 'reasonWrong');
    else this.#failure = this.explain(error);
  }

  #wrongReason(text: 'reasonWrong' | 'tooMany'): void {
    this.#reasonProblem = this.say(text);
    this.requestUpdate();
    this.shadowRoot?.getElementById('reason')?.focus();
  }

  /** Asks again for all that is shown. */
  async #look(): Promise<void> {
    const { client } = this;
    const asked = this.#found?.asked;
    if (!client) return;
    const [status, holds, page] = await Promise.all([
      client.privacy.status(),
      client.privacy.holds(),
      asked && client.privacy.find(asked),
    ]);
    this.#status = status;
    this.#holds = holds;
    if (asked && page) this.#found = { ...page, asked };
  }

  #tell(text: string): void {
    this.#outcome = { text, isGood: true };
    this.announce(text);
  }

  /** One piece of work at a time; what fails is said where it happened. */
  async #run(
    work: (client: AgentClient) => Promise<void>,
    failed: (error: unknown) => void | Promise<void> = (error) => {
      this.#outcome = { text: this.explain(error), isGood: false };
    },
  ): Promise<void> {
    const { client } = this;
    if (!client || this.#isBusy) return;
    this.#isBusy = true;
    client.touch();
    this.requestUpdate();
    try {
      await work(client);
    } catch (error) {
      await failed(error);
    }
    this.#isBusy = false;
    this.requestUpdate();
  }

  #close(): void {
    this.#question = undefined;
    this.requestUpdate();
  }

  readonly #closed = (): void => {
    this.#question = undefined;
    this.requestUpdate();
    void this.updateComplete.then(() => {
      // What was erased or released took its button along.
      const target = this.#opener?.isConnected ? this.#opener : this.shadowRoot?.getElementById('found');
      (target ?? this.shadowRoot?.getElementById('id'))?.focus();
    });
  };

  #forget(): void {
    this.#found = undefined;
    this.#holds = undefined;
    this.#status = undefined;
    this.#id = '';
    this.#idProblem = '';
    this.#question = undefined;
    this.#outcome = undefined;
    this.requestUpdate();
  }
}

/** A consumer is held by the id that was searched; the list knows no more than the MAC and offers no holding. */
function holdOf({ kind, id }: Place, holdId: string) {
  return { kind: kind === 'conversation' ? kind : 'consumer', id, holdId } as const;
}
