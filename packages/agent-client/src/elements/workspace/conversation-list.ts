// The list of conversations as a template: mine, waiting, closed.
import type { ConversationSummary, InvitationView } from '@tellsafe/core/wire';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { avatar } from '../shared/avatar.ts';
import { channelName, channelText } from '../shared/channel-name.ts';
import type { ExtraTextKey } from '../shared/extra-texts.ts';
import { icon } from '../shared/icons.ts';
import { listTime } from '../shared/times.ts';
import type { Words } from '../shared/words.ts';
import type { FormNews } from './form-news.ts';

/** What the list shows and does. */
export interface ListOptions {
  readonly conversations: readonly ConversationSummary[];
  readonly selected: string | undefined;
  readonly unread: ReadonlySet<string>;
  /** How the forms of a conversation stand, as far as known. */
  readonly formNews: (conversationId: string) => FormNews | undefined;
  readonly agentId: string;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Name of a channel, `web`, or empty for all. */
  readonly channel: string;
  readonly chooseChannel: (channel: string) => void;
  readonly select: (conversationId: string) => void;
}

/** The list. */
export function conversationList(words: Words, options: ListOptions): TemplateResult {
  const { agentId, channel } = options;
  const conversations = options.conversations.filter((each) => channel === '' || channelOf(each) === channel);
  if (options.conversations.length === 0) {
    return html`<div class="empty">${icon('chat')}<strong>${words.say('noConversations')}</strong></div>`;
  }
  const open = conversations.filter(({ status }) => status === 'open');
  const groups: readonly (readonly [ExtraTextKey, readonly ConversationSummary[]])[] = [
    ['mine', open.filter(({ agent }) => agent?.id === agentId)],
    ['waiting', open.filter(({ agent }) => agent === null)],
    ['closed', conversations.filter(({ status }) => status === 'closed')],
  ];
  return html`${channelField(words, options)}${groups.map(([name, members]) => (members.length === 0 ? nothing : group(words, name, members, options)))}`;
}

/** The channels of some conversations, `web` among them. */
export function channelsOf(conversations: readonly ConversationSummary[]): readonly string[] {
  return [...new Set(conversations.map(channelOf))].sort();
}

function channelOf({ via }: ConversationSummary): string {
  return via?.channel ?? 'web';
}

/** Only where there is something to choose. */
function channelField(
  words: Words,
  { conversations, channel, chooseChannel }: ListOptions,
): TemplateResult | typeof nothing {
  const channels = channelsOf(conversations);
  const choices = channel === '' || channels.includes(channel) ? channels : [...channels, channel];
  if (choices.length < 2 && channel === '') return nothing;
  const change = (event: Event): void => {
    chooseChannel(['', ...choices][(event.target as HTMLSelectElement).selectedIndex] ?? '');
  };
  return html`<label class="channel-filter"><span class="hidden-text">${words.say('channelFilter')}</span>
    <select name="channel" @change=${change}>${['', ...choices].map(
      (name) =>
        html`<option .selected=${live(name === channel)}>${name === '' ? words.say('everyChannel') : name === 'web' ? words.say('web') : channelName(name)}</option>`,
    )}</select></label>`;
}

function group(
  words: Words,
  name: ExtraTextKey,
  members: readonly ConversationSummary[],
  options: ListOptions,
): TemplateResult {
  return html`<section class="group ${name}" aria-labelledby="group-${name}">
    <h2 id="group-${name}">${words.say(name)} <span>${members.length}</span></h2>
    <ul>${repeat(
      members,
      ({ id }) => id,
      (conversation) => item(words, conversation, options),
    )}</ul>
  </section>`;
}

function item(words: Words, conversation: ConversationSummary, options: ListOptions): TemplateResult {
  const { id, lastMessageAt, lastMessageText } = conversation;
  const name = conversation.consumerName ?? words.say('consumer');
  const unread = options.unread.has(id);
  const channel = channelText(words, conversation);
  return html`<li>
    <button class="item ${unread ? 'unread' : ''}" type="button" aria-current=${id === options.selected ? 'true' : nothing} @click=${() => options.select(id)}>
      ${avatar(name, id)}
      <span class="name"><bdi>${name}</bdi></span>
      <time datetime=${new Date(lastMessageAt).toISOString()}>${listTime(lastMessageAt, options.now, words.locale)}</time>
      ${channel === undefined ? nothing : html`<span class="via"><bdi>${channel}</bdi></span>`}
      <span class="snippet"><bdi>${lastMessageText || '\u00a0'}</bdi></span>
      ${formLine(words, options.formNews(id))}
      ${unread ? html`<span class="dot"><span class="hidden-text">${words.say('unread')}</span></span>` : nothing}
    </button>
  </li>`;
}

const shortStatus: Readonly<Record<InvitationView['status'], ExtraTextKey>> = {
  sent: 'shortSent',
  received: 'shortReceived',
  viewed: 'shortViewed',
  submitted: 'shortSubmitted',
  expired: 'shortExpired',
  declined: 'shortDeclined',
  revoked: 'shortRevoked',
  failed: 'shortFailed',
};

const tones: Readonly<Partial<Record<InvitationView['status'], string>>> = {
  submitted: 'good',
  expired: 'warn',
  declined: 'warn',
  failed: 'warn',
};

function formLine(words: Words, news: FormNews | undefined): TemplateResult | typeof nothing {
  if (!news) return nothing;
  const { status, formName } = news.invitation;
  return html`<span class="form-line ${tones[status] ?? ''}">
    ${icon('form')}<span class="form-name"><bdi>${formName}</bdi></span>
    <span class="form-status">${words.say(shortStatus[status])}</span>
    ${news.othersOpen > 0 ? html`<span class="more" dir="ltr">${`+${news.othersOpen}`}</span>` : nothing}
  </span>`;
}
