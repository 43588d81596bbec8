// A conversation as the agent sees it: who, what was said, what became of the forms, and a composer. Not the list of all.
import { isTerminal } from '@tellsafe/core/invitation';
import {
  type AgentForm,
  type ConversationSummary,
  type InvitationView,
  type Message,
  messageLimitOf,
} from '@tellsafe/core/wire';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { AgentClient } from '../../agent-client.ts';
import type { Unsubscribe } from '../../emitter.ts';
import { isOwn, type Transcript } from '../../state.ts';
import { AgentElement } from '../shared/agent-element.ts';
import { icon } from '../shared/icons.ts';
import { rememberForm } from '../shared/recent-forms.ts';
import type { Words } from '../shared/words.ts';
import { composer } from './composer.ts';
import { type Colleague, conversationHeader } from './conversation-header.ts';
import { FindBar, findBar } from './find-bar.ts';
import { FormCommand } from './form-command.ts';
import { MessageFiles } from './message-files.ts';
import { type Question, questionDialog } from './question-dialog.ts';
import { closeQuestion, resendQuestion, revokeQuestion, sendQuestion } from './questions.ts';
import { nextSendingChange, refusedAt, sendingNote } from './sending-line.ts';
import { conversationStyles } from './styles.ts';
import { timelineOf, withDays } from './timeline.ts';
import { timelineEntry } from './timeline-entry.ts';

/**
 * One conversation, live: transcript with messages and status lines, composer, take over, transfer, close. In the message field
 * `/form` finds a form to send; Escape keeps a text that begins so as a message.
 *
 * @fires answers-wanted - `View Secure Form` was chosen; detail `{ invitation }`
 * @fires picker-wanted - the person wants to send a form; detail `{ conversationId }`
 * @fires form-sent - a form was sent from the message field; detail `{ invitation }`
 * @slot start - before the name, for example a way back on small screens
 * @csspart header - name and actions
 * @csspart transcript - the scrolling list
 * @csspart message - a bubble; also `consumer` or `agent`
 * @csspart form - a card with status lines
 * @csspart view-form - `View Secure Form`
 * @csspart composer - message field and buttons
 * @csspart suggestions - the forms that `/form` found
 * @csspart avatar - the initials beside the name
 * @csspart file - a file that came with a message
 * @csspart ask-by-form - offers a form in place of what was masked
 * @csspart button - every other button
 */
export class TellsafeConversation extends AgentElement {
  static override styles = conversationStyles;
  static override properties = {
    ...AgentElement.properties,
    conversationId: { type: String, attribute: 'conversation-id' },
    colleagues: { type: Array },
  };

  /** Which conversation to show. */
  declare conversationId: string | undefined;
  /** To whom a conversation can be transferred; the queue is always offered. */
  declare colleagues: readonly Colleague[];

  readonly #drafts = new Map<string, string>();
  readonly #command = new FormCommand(this);
  readonly #files = new MessageFiles(this);
  readonly #find = new FindBar(this);
  #sought: string | undefined;
  #loading = false;
  #failure: unknown;
  #transferOpen = false;
  #asking: Question | undefined;
  #busy = false;
  #atEnd = true;
  #watched: Element | null = null;
  #lastFocus: HTMLElement | undefined;
  #change: ReturnType<typeof setTimeout> | undefined;
  /** A pane that was hidden has no height; when it gets one, the newest entry must be in sight. */
  readonly #sizes = new ResizeObserver(() => this.#scrollToEnd());

  constructor() {
    super();
    this.conversationId = undefined;
    this.colleagues = [];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes.disconnect();
    this.#watched = null;
    clearTimeout(this.#change);
    this.#files.clear();
  }

  override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has('client') || changed.has('conversationId')) {
      this.#asking = undefined;
      this.#files.clear();
      this.#find.reset();
      this.#sought = undefined;
      this.#command.reset();
      this.#lookAtDraft();
      void this.#load();
    }
    const log = this.#watched;
    if (!log || changed.has('conversationId')) this.#atEnd = true;
    else if (log.clientHeight > 0) this.#atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
  }

  override updated(): void {
    this.#awaitChange();
    const log = this.renderRoot.querySelector('.log');
    if (log !== this.#watched) {
      this.#sizes.disconnect();
      if (log) this.#sizes.observe(log);
      this.#watched = log;
    }
    this.#scrollToEnd();
    const dialog = this.renderRoot.querySelector('dialog');
    if (dialog && this.#asking && !dialog.open) dialog.showModal();
    if (dialog?.open && !this.#asking) dialog.close();
    this.renderRoot.querySelector('[role="option"][aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }

  /** Moves the focus to the message field; to the name where there is none, or where it would bring up a keyboard. */
  override focus(): void {
    const field = matchMedia('(pointer: fine)').matches ? this.renderRoot.querySelector('textarea') : null;
    (field ?? this.renderRoot.querySelector('h2'))?.focus();
  }

  /** Moves the focus back to what had it last, for example after a panel beside was closed. */
  focusAgain(): void {
    if (this.#lastFocus?.isConnected) this.#lastFocus.focus();
    else this.focus();
  }

  protected override follow(client: AgentClient): readonly Unsubscribe[] {
    return [
      client.state.subscribe(() => this.requestUpdate()),
      client.on('session-started', () => void this.#load()),
      client.on('session-ended', () => this.#drafts.clear()),
    ];
  }

  protected override view(words: Words): TemplateResult {
    const { client, conversationId } = this;
    if (!client || !conversationId) return this.#empty(words.say('chooseConversation'), words.say('chooseHint'));
    const state = client.state.get();
    const conversation = state.conversations.find(({ id }) => id === conversationId);
    const transcript = state.transcripts.get(conversationId);
    if (!conversation || !transcript) {
      if (this.#failure) return this.#empty(this.explain(this.#failure));
      if (this.#loading || !state.session) return html`<div class="empty"><span class="spinner"></span></div>`;
      return this.#empty(words.say('notMine'));
    }
    const mine = isOwn(state, conversation);
    return html`<section dir=${words.direction} aria-labelledby="title" @focusin=${this.#rememberFocus}>
      ${conversationHeader(words, conversation, { mine, now: client.now(), transferOpen: this.#transferOpen, colleagues: this.colleagues, ...this.#headerActions(words, conversation) })}
      ${this.#finding(words, client)}
      ${this.#log(words, client, conversation, transcript)}
      ${this.#failure ? this.#problem() : nothing}
      ${this.#foot(words, client, conversation, mine)}
      ${this.#dialog(words)}
    </section>`;
  }

  #empty(title: string, hint = ''): TemplateResult {
    return html`<div class="bare"><slot name="start"></slot></div><div class="empty">${icon('chat')}<strong>${title}</strong><p>${hint}</p></div>`;
  }

  #log(words: Words, client: AgentClient, conversation: ConversationSummary, transcript: Transcript): TemplateResult {
    const actions = {
      view: (invitation: InvitationView) => this.tell('answers-wanted', { invitation }),
      sought: this.#sought,
      file: (message: Message, file: number) => ({
        state: this.#files.state(message, file),
        open: () => void this.#files.open(message, file),
        save: () => void this.#files.save(message, file),
      }),
      ...(isOwn(client.state.get(), conversation) && {
        ask: () => void this.#run(() => this.#askForCard(words, client, conversation)),
        revoke: (invitation: InvitationView) => this.#ask(revokeQuestion(words, client, invitation)),
        resend: (invitation: InvitationView) => this.#resend(words, client, invitation),
      }),
    };
    return html`<div class="log" part="transcript" role="log" aria-label=${words.say('transcript')} tabindex="0">
      <ul>${repeat(
        withDays(timelineOf(transcript), client.now()),
        ({ key }) => key,
        (entry) => timelineEntry(words, entry, actions, client.now()),
      )}</ul>
    </div>`;
  }

  #finding(words: Words, client: AgentClient): TemplateResult | typeof nothing {
    return findBar(words, this.#find, client.now(), {
      show: (messageId) => void this.#show(messageId),
      explain: (failure) => this.explain(failure),
      change: (text) => {
        this.#find.text = text;
        this.requestUpdate();
      },
      close: () => void this.#toggleFind(),
    });
  }

  async #toggleFind(): Promise<void> {
    this.#find.toggle();
    this.#sought = undefined;
    await this.updateComplete;
    const place = this.#find.isOpen ? '.find input' : '.find-toggle';
    this.renderRoot.querySelector<HTMLElement>(place)?.focus();
  }

  /** Older messages than those that are loaded stay in the list of what was found. */
  async #show(messageId: string): Promise<void> {
    this.#sought = messageId;
    this.#atEnd = false;
    this.requestUpdate();
    await this.updateComplete;
    const message = [...this.renderRoot.querySelectorAll<HTMLElement>('.message')].find(
      ({ dataset }) => dataset.id === messageId,
    );
    message?.scrollIntoView({ block: 'center' });
  }

  #foot(words: Words, client: AgentClient, conversation: ConversationSummary, mine: boolean): TemplateResult {
    const { id, status, agent, via } = conversation;
    if (status === 'closed')
      return html`<p class="foot-note">${icon('lock')}<span>${words.say('closedNote')}</span></p>`;
    if (!mine) {
      const text = agent ? words.say('assignedTo', { agent: agent.name }) : words.say('takeNote');
      const take = html`<button class="primary" part="button" type="button" ?disabled=${this.#busy} @click=${() => void this.#take(id)}>${words.say('takeConversation')}</button>`;
      return html`<div class="foot-note"><span>${text}</span>${agent ? nothing : take}</div>`;
    }
    const command = this.#command;
    const choose = (form: AgentForm): void => this.#askSend(words, client, conversation, form);
    const problem = command.failure ? this.explain(command.failure) : '';
    return html`${sendingNote(words, conversation, client.now())}${composer(words, {
      refused: refusedAt(conversation.sending?.text, client.now()) !== undefined,
      formRefused: refusedAt(conversation.sending?.form, client.now()) !== undefined,
      draft: this.#drafts.get(id) ?? '',
      busy: this.#busy,
      limit: messageLimitOf(via?.channel),
      suggestions: command.isOpen ? { found: command.found, active: command.active, problem, choose } : undefined,
      change: (text) => {
        this.#drafts.set(id, text);
        this.#lookAtDraft();
        client.touch();
        this.requestUpdate();
      },
      send: () => {
        if (!command.isOpen) void this.#sendMessage(id);
        else if (command.active) choose(command.active);
      },
      onKey: (event) => command.onKey(event),
      pick: () => this.tell('picker-wanted', { conversationId: id }),
    })}`;
  }

  /** The time to write to a consumer ends while somebody looks. */
  #awaitChange(): void {
    const { client } = this;
    clearTimeout(this.#change);
    const shown = client?.state.get().conversations.find(({ id }) => id === this.conversationId);
    const at = client && shown && nextSendingChange(shown, client.now());
    if (client && at !== undefined) this.#change = setTimeout(() => this.requestUpdate(), at - client.now());
  }

  #problem(): TemplateResult {
    return html`<div class="notice bad" role="alert">${icon('warning')}<span>${this.explain(this.#failure)}</span></div>`;
  }

  #dialog(words: Words): TemplateResult {
    const stop = (): void => {
      if (!this.#asking) return;
      this.#asking = undefined;
      this.requestUpdate();
    };
    const confirm = (): void => {
      const question = this.#asking;
      stop();
      if (question) void this.#run(question.run);
    };
    return questionDialog(words, this.#asking, { confirm, stop });
  }

  #headerActions(words: Words, conversation: ConversationSummary) {
    return {
      finding: this.#find.isOpen,
      find: () => void this.#toggleFind(),
      toggleTransfer: (open: boolean): void => {
        this.#transferOpen = open;
        this.requestUpdate();
      },
      transfer: (agentId: string | null): void => {
        this.#transferOpen = false;
        void this.#run((client) => client.transfer(conversation.id, agentId));
      },
      close: (): void => {
        if (this.client) this.#ask(closeQuestion(words, this.client, conversation));
      },
    };
  }

  readonly #rememberFocus = (event: FocusEvent): void => {
    if (event.target instanceof HTMLElement) this.#lastFocus = event.target;
  };

  #scrollToEnd(): void {
    if (this.#watched && this.#atEnd) this.#watched.scrollTop = this.#watched.scrollHeight;
  }

  #ask(question: Question): void {
    this.#asking = question;
    this.requestUpdate();
  }

  #resend(words: Words, client: AgentClient, invitation: InvitationView): void {
    if (isTerminal(invitation.status)) void this.#run(() => client.resend(invitation));
    else this.#ask(resendQuestion(words, client, invitation));
  }

  #askSend(words: Words, client: AgentClient, conversation: ConversationSummary, form: AgentForm): void {
    const send = async (): Promise<void> => {
      const invitation = await client.send(conversation.id, form.id);
      this.#forgetDraft(conversation.id);
      void rememberForm(client.state.get().session, form.id);
      this.tell('form-sent', { invitation });
    };
    this.#ask(sendQuestion(words, conversation, form, send));
  }

  /** Offers the form that asks for a card; where there are several, or none, the agent chooses. */
  async #askForCard(words: Words, client: AgentClient, conversation: ConversationSummary): Promise<void> {
    const forms = await client.forms();
    const fitting = forms.filter(({ definition }) =>
      definition.questions.some((each) => 'format' in each && each.format === 'card'),
    );
    const [form] = fitting;
    if (form && fitting.length === 1) this.#askSend(words, client, conversation, form);
    else this.tell('picker-wanted', { conversationId: conversation.id });
  }

  #lookAtDraft(): void {
    const draft = this.#drafts.get(this.conversationId ?? '') ?? '';
    this.#command.look(draft, this.words?.say('commandWord') ?? '');
  }

  #forgetDraft(conversationId: string): void {
    this.#drafts.delete(conversationId);
    if (conversationId === this.conversationId) this.#command.reset();
  }

  async #load(): Promise<void> {
    const { client, conversationId } = this;
    this.#failure = undefined;
    this.#transferOpen = false;
    if (!client || !conversationId || !client.state.get().session) return;
    this.#loading = true;
    try {
      await client.conversation(conversationId);
    } catch (error) {
      if (conversationId === this.conversationId) this.#failure = error;
    }
    this.#loading = false;
    this.requestUpdate();
  }

  /** The button goes; who pressed it goes on in the message field. */
  async #take(conversationId: string): Promise<void> {
    if (!(await this.#run((client) => client.assign(conversationId)))) return;
    await this.updateComplete;
    if (conversationId === this.conversationId) this.focus();
  }

  /** What is written meanwhile is the next message, so it stays. */
  async #sendMessage(conversationId: string): Promise<void> {
    const draft = this.#drafts.get(conversationId) ?? '';
    const text = draft.trim();
    if (text === '') return;
    const sent = await this.#run((client) => client.sendMessage(conversationId, text));
    if (sent && this.#drafts.get(conversationId) === draft) this.#forgetDraft(conversationId);
    this.requestUpdate();
  }

  /** Runs one command at a time; a failure is shown until the next one. */
  async #run(command: (client: AgentClient) => Promise<unknown>): Promise<boolean> {
    const { client } = this;
    if (!client || this.#busy) return false;
    this.#busy = true;
    this.#failure = undefined;
    this.requestUpdate();
    try {
      await command(client);
      return true;
    } catch (error) {
      this.#failure = error;
      return false;
    } finally {
      this.#busy = false;
      this.requestUpdate();
    }
  }
}
