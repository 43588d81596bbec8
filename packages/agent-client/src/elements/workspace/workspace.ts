// A whole agent's workspace: makes the client, keeps the session, puts list, conversation, picker and viewer together.
import { isTellsafeError } from '@tellsafe/core';
import type { InvitationView } from '@tellsafe/core/wire';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { type AgentClient, createAgentClient } from '../../agent-client.ts';
import type { Unsubscribe } from '../../emitter.ts';
import { talks } from '../../session.ts';
import { type AgentState, findInvitation, isOwn } from '../../state.ts';
import type { Colleague } from '../conversation/conversation-header.ts';
import { AgentElement } from '../shared/agent-element.ts';
import type { Words } from '../shared/words.ts';
import { AreaPane } from './area-pane.ts';
import { type Area, areas, areasFor } from './areas.ts';
import { rememberedPlace, rememberPlace } from './chosen-place.ts';
import { conversationList } from './conversation-list.ts';
import { formNews } from './form-news.ts';
import {
  backButton,
  emptyScreen,
  failedScreen,
  idleWarning,
  signedOutScreen,
  startingScreen,
  topBar,
} from './frame.ts';
import { conversationsPlace, menuButton, navigation, type Place } from './navigation.ts';
import { navigationStyles } from './navigation-styles.ts';
import { workspaceStyles } from './styles.ts';
import { UnreadMarks } from './unread-marks.ts';

/** What is on the screen as a whole. */
type Phase = 'starting' | 'ready' | 'signed-out' | 'failed';
/** What stands beside the conversation. */
type Side = { readonly show: 'picker' } | { readonly show: 'answers'; readonly invitationId: string };

const activities = ['pointerdown', 'keydown', 'wheel'] as const;
/** What a consumer did, or time, that the agent would want to see. */
const newsworthy: readonly InvitationView['status'][] = ['submitted', 'declined', 'expired', 'failed'];

/**
 * A ready-made workspace: `<tellsafe-workspace endpoint="https://desk.example/tellsafe">`.
 *
 * It resumes the agent's session or begins one with the host's login (cookies, or the `login` property), and shows the conversations
 * and those areas that the role and permissions of the session allow.
 *
 * @fires login-wanted - the person wants to sign in; unless prevented, the element tries with the host's login again
 * @fires session-ended - the session is over; detail `{ reason }`
 * @fires unread-changed - another number of conversations has news that the agent has not seen; detail `{ count }`
 * @slot brand - logo or name at the top
 * @slot account - beside the name of whoever is signed in: what belongs to their login
 * @csspart bar - the bar at the top
 * @csspart list - the list of conversations
 * @csspart rail - the way between the areas, on small screens the menu
 * @csspart place - one entry of it
 * @csspart area - what an area is shown in
 * @csspart button - buttons of the frame
 */
export class TellsafeWorkspace extends AgentElement {
  static override styles = [...workspaceStyles, navigationStyles];
  static override properties = {
    ...AgentElement.properties,
    endpoint: { type: String },
    answersEndpoint: { type: String, attribute: 'answers-endpoint' },
    colleagues: { type: Array },
    login: { attribute: false },
    agentId: { type: String, attribute: 'agent-id' },
    areas: { attribute: false },
  };

  /** Address of the kit with its base path. Default `/tellsafe`. */
  declare endpoint: string | undefined;
  /** Address of the vault with its base path, where it is a process of its own. */
  declare answersEndpoint: string | undefined;
  /** To whom conversations can be transferred, besides the queue; as attribute a JSON list of `{ id, name }`. */
  declare colleagues: readonly Colleague[];
  /** Headers of the sign-in request, for hosts whose login is not a cookie. Set it before the element is connected. */
  declare login: (() => HeadersInit | Promise<HeadersInit>) | undefined;

  /** The agent whom the host's login knows. Set it, so that a session that somebody else left in this browser is not resumed. */
  declare agentId: string | undefined;

  /** The areas to offer besides the conversations, in this order; default: all. Whoever may not see one is not offered it. */
  declare areas: readonly Area[];

  #phase: Phase = 'starting';
  #failure: unknown;
  #own: AgentClient | undefined;
  #selected: string | undefined;
  #side: Side | undefined;
  #pane: 'list' | 'conversation' | 'side' = 'list';
  #focusNext: string | undefined;
  #announced = '';
  #idleSince: number | undefined;
  #place = rememberedPlace();
  #menuOpen = false;
  #channel = '';
  readonly #areaPane = new AreaPane(this);
  #focusedItem: Element | null = null;
  readonly #marks = new UnreadMarks({ isSeen: (id) => this.#isSeen(id), onChange: () => this.#countUnread() });
  readonly #onActivity = (): void => this.client?.touch();

  constructor() {
    super();
    this.endpoint = undefined;
    this.answersEndpoint = undefined;
    this.colleagues = [];
    this.login = undefined;
    this.agentId = undefined;
    this.areas = areas;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    for (const name of activities) this.addEventListener(name, this.#onActivity, { passive: true });
    document.addEventListener('visibilitychange', this.#onVisibility);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const name of activities) this.removeEventListener(name, this.#onActivity);
    document.removeEventListener('visibilitychange', this.#onVisibility);
    this.#marks.leave();
    this.#own?.dispose();
    if (this.client === this.#own) this.client = undefined;
    this.#own = undefined;
  }

  override willUpdate(changed: PropertyValues): void {
    if (this.isConnected && !this.client) this.client = this.#createClient();
    super.willUpdate(changed);
    this.#areaPane.show(this.#area);
    const focused = this.shadowRoot?.activeElement;
    this.#focusedItem = focused?.classList.contains('item') ? focused : null;
  }

  override updated(): void {
    this.#keepItemFocused();
    const target = this.#focusNext && this.renderRoot.querySelector<HTMLElement>(this.#focusNext);
    if (!target) return;
    this.#focusNext = undefined;
    void Promise.resolve((target as HTMLElement & { updateComplete?: Promise<unknown> }).updateComplete).then(() =>
      target.focus(),
    );
  }

  protected override follow(client: AgentClient): readonly Unsubscribe[] {
    void this.#start(client);
    return [
      client.state.subscribe(() => this.requestUpdate()),
      client.on('session-started', () => void this.#showSession(client)),
      client.on('session-ended', ({ reason }) => {
        this.#phase = 'signed-out';
        this.#place = undefined;
        this.#menuOpen = false;
        this.#channel = '';
        rememberPlace(undefined);
        this.#side = undefined;
        this.#selected = undefined;
        this.#pane = 'list';
        this.#announced = '';
        this.#marks.end();
        this.tell('session-ended', { reason });
      }),
      client.on('message-added', ({ conversationId, message }) => {
        if (message.from === 'consumer') this.#markUnread(client, conversationId);
      }),
      client.on('invitation-changed', ({ conversationId, status }) => {
        // What is told while a transcript is being loaded is not new.
        const isNews = client.state.get().transcripts.has(conversationId) && newsworthy.includes(status);
        if (isNews) this.#markUnread(client, conversationId);
      }),
      client.on('conversation-changed', (conversation) => {
        if (isOwn(client.state.get(), conversation)) this.#loadTranscripts(client);
      }),
    ];
  }

  protected override view(words: Words): TemplateResult {
    const state = this.client?.state.get();
    if (this.#phase === 'failed') return failedScreen(words, this.explain(this.#failure), () => this.#restart());
    if (this.#phase === 'signed-out') return signedOutScreen(words, state?.ended ?? null, this.#signIn);
    if (this.#phase === 'starting' || !state?.session) return startingScreen(words);
    const { session } = state;
    const places = this.#places;
    const navigable = places.length > 1;
    const [unread, current] = [this.#marks.ids.size, this.#current?.name ?? ''];
    const menu = menuButton(words, this.#menuOpen, unread > 0 && current !== conversationsPlace.name, () =>
      this.#openMenu(!this.#menuOpen),
    );
    return html`<div class="frame" dir=${words.direction} data-pane=${this.#pane} data-side=${this.#side ? 'open' : 'none'}>
      ${topBar(words, {
        ...{ agent: session.agent, signOut: () => void this.#signOut(), start: navigable ? menu : nothing },
        connection: talks(session) ? state.connection : null,
      })}
      ${this.#idle(words, state.idleSecondsLeft)}
      <p class="hidden-text" role="status">${this.#announced}</p>
      <div class="body">
        ${navigable ? navigation(words, { places, current, unread, open: this.#menuOpen, go: (name) => void this.#goTo(name), close: () => this.#openMenu(false) }) : nothing}
        <div class="content" @pointerdown=${() => this.#openMenu(false)}>
          ${talks(session) ? this.#conversations(words, state) : nothing}
          ${this.#area ? html`<main class="area-main" part="area" aria-label=${words.say(this.#area.text)}>${this.#areaPane.view(words, this.client)}</main>` : nothing}
          ${places.length === 0 ? emptyScreen(words) : nothing}
        </div>
      </div>
    </div>`;
  }

  /** Stays there while another area is shown, so that nothing that was begun is lost. */
  #conversations(words: Words, state: AgentState): TemplateResult {
    return html`<div class="panes" ?hidden=${this.#area !== undefined}>
      <nav class="list" part="list" aria-label=${words.say('conversations')}>
        ${conversationList(words, {
          conversations: state.conversations,
          selected: this.#selected,
          unread: this.#marks.ids,
          formNews: (id) => formNews(state.transcripts.get(id)),
          agentId: state.session?.agent.id ?? '',
          now: this.client?.now() ?? 0,
          channel: this.#channel,
          chooseChannel: (channel) => {
            this.#channel = channel;
            this.requestUpdate();
          },
          select: (id) => this.#select(id),
        })}
      </nav>
      <main class="main">
        <tellsafe-conversation .client=${this.client} .conversationId=${this.#selected} .colleagues=${this.colleagues} language=${words.locale}
          @answers-wanted=${this.#onAnswersWanted} @picker-wanted=${this.#onPickerWanted}>
          ${backButton(words, () => this.#go('list'))}
        </tellsafe-conversation>
      </main>
      ${this.#aside(words)}
    </div>`;
  }

  /** Where this session can go, in order. */
  get #places(): readonly (Place | Area)[] {
    const session = this.client?.state.get().session;
    if (!session) return [];
    return [...(talks(session) ? [conversationsPlace] : []), ...areasFor(session, this.areas)];
  }

  /** Where it is: where it chose to go, else in the first place. */
  get #current(): Place | Area | undefined {
    const places = this.#places;
    return places.find(({ name }) => name === this.#place) ?? places[0];
  }

  /** The area that is shown; `undefined` for the conversations. */
  get #area(): Area | undefined {
    const current = this.#phase === 'ready' ? this.#current : undefined;
    return this.areas.find((area) => area === current);
  }

  readonly #goTo = async (name: string): Promise<void> => {
    this.client?.touch();
    this.#openMenu(false);
    if (name === this.#current?.name || !(await this.#areaPane.mayLeave())) return;
    this.#place = name;
    rememberPlace(name);
    this.requestUpdate();
    await this.updateComplete;
    this.#seeSelected();
  };

  readonly #signOut = async (): Promise<void> => {
    if (await this.#areaPane.mayLeave()) await this.client?.signOut();
  };

  /** The menu of small screens; whoever closes it is at its button again. */
  #openMenu(open: boolean): void {
    if (open === this.#menuOpen) return;
    this.#menuOpen = open;
    this.#focusNext = open ? '.place[aria-current]' : '.menu';
    this.requestUpdate();
  }

  #idle(words: Words, secondsLeft: number | null): TemplateResult | typeof nothing {
    this.#idleSince = secondsLeft === null ? undefined : (this.#idleSince ?? secondsLeft);
    if (secondsLeft === null || this.#idleSince === undefined) return nothing;
    return idleWarning(words, { secondsLeft, said: this.#idleSince, stay: this.#onActivity });
  }

  #aside(words: Words): TemplateResult | typeof nothing {
    const side = this.#side;
    if (!side || !this.client) return nothing;
    const content =
      side.show === 'picker'
        ? html`<tellsafe-form-picker .client=${this.client} .conversationId=${this.#selected} language=${words.locale} @picker-closed=${this.#closeSide} @form-sent=${this.#closeSide}></tellsafe-form-picker>`
        : html`<tellsafe-answers .client=${this.client} .invitation=${findInvitation(this.client.state.get(), side.invitationId)} language=${words.locale} @answers-closed=${this.#closeSide}></tellsafe-answers>`;
    return html`<aside class="side" aria-label=${words.say('panel')}>${content}</aside>`;
  }

  #createClient(): AgentClient {
    const { endpoint, answersEndpoint, login } = this;
    this.#own = createAgentClient({
      ...(endpoint ? { endpoint } : {}),
      ...(answersEndpoint ? { answersEndpoint } : {}),
      ...(login ? { login } : {}),
    });
    return this.#own;
  }

  async #start(client: AgentClient): Promise<void> {
    if (client.state.get().session) return this.#showSession(client);
    this.#phase = 'starting';
    this.requestUpdate();
    try {
      const { agentId } = this;
      if (!(await client.resume(agentId ? { agentId } : {}))) await client.signIn();
    } catch (error) {
      if (client !== this.client) return;
      this.#failure = error;
      this.#phase = isTellsafeError(error, 'login_required') ? 'signed-out' : 'failed';
      this.requestUpdate();
    }
  }

  async #showSession(client: AgentClient): Promise<void> {
    this.#phase = 'ready';
    this.requestUpdate();
    const { session } = client.state.get();
    if (!session || !talks(session)) return;
    void this.#marks.begin(session);
    try {
      const conversations = await client.conversations();
      this.#selected ??= conversations.find((each) => isOwn(client.state.get(), each))?.id;
      this.#loadTranscripts(client);
    } catch {
      // The live feed brings the list as soon as there is a connection; the bar shows that there is none.
    }
    this.requestUpdate();
  }

  #restart(): void {
    if (this.client) void this.#start(this.client);
  }

  readonly #signIn = (): void => {
    if (this.tell('login-wanted', {})) this.#restart();
  };

  /** The list says how the forms of one's own conversations stand. Without a connection it says nothing; the feed tries again. */
  #loadTranscripts(client: AgentClient): void {
    void client.loadTranscripts().catch(() => undefined);
  }

  #markUnread(client: AgentClient, conversationId: string): void {
    this.#marks.mark(conversationId);
    if (!this.#marks.ids.has(conversationId)) return;
    const conversation = client.state.get().conversations.find(({ id }) => id === conversationId);
    const name = conversation?.consumerName ?? this.words?.say('consumer') ?? '';
    this.#announced = this.words?.say('newsOf', { name }) ?? '';
    this.requestUpdate();
  }

  /** Whether the agent can see a conversation now: chosen, not behind another pane, not in a tab in the background. */
  #isSeen(conversationId: string): boolean {
    if (conversationId !== this.#selected || document.visibilityState === 'hidden') return false;
    return this.renderRoot.querySelector('.main')?.checkVisibility?.() ?? true;
  }

  #countUnread(): void {
    this.requestUpdate();
    this.tell('unread-changed', { count: this.#marks.ids.size });
  }

  readonly #onVisibility = (): void => this.#seeSelected();

  #seeSelected(): void {
    if (this.#selected !== undefined && this.#isSeen(this.#selected)) this.#marks.see(this.#selected);
  }

  /** News move conversations in the list; the one that has the focus keeps it. */
  #keepItemFocused(): void {
    const item = this.#focusedItem;
    if (item instanceof HTMLElement && item.isConnected && this.shadowRoot?.activeElement === null) item.focus();
  }

  #select(conversationId: string): void {
    if (this.#selected !== conversationId) this.#side = undefined;
    this.#selected = conversationId;
    this.#announced = '';
    this.#marks.see(conversationId);
    this.#focusNext = 'tellsafe-conversation';
    this.#go('conversation');
  }

  #go(pane: 'list' | 'conversation' | 'side'): void {
    this.#pane = pane;
    if (pane === 'list') this.#focusNext = undefined;
    this.client?.touch();
    this.requestUpdate();
    void this.updateComplete.then(() => this.#seeSelected());
  }

  readonly #onAnswersWanted = (event: CustomEvent<{ invitation: InvitationView }>): void => {
    this.#side = { show: 'answers', invitationId: event.detail.invitation.id };
    this.#openSide('tellsafe-answers');
  };

  readonly #onPickerWanted = (): void => {
    this.#side = { show: 'picker' };
    this.#openSide('tellsafe-form-picker');
  };

  #openSide(name: string): void {
    this.#focusNext = name;
    this.#go('side');
  }

  readonly #closeSide = (): void => {
    this.#side = undefined;
    this.#go('conversation');
    void this.updateComplete.then(() => this.renderRoot.querySelector('tellsafe-conversation')?.focusAgain());
  };
}
