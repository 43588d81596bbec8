// The head of a conversation as a template: who it is with, whose it is, and what can be done with it as a whole.
import type { ConversationSummary } from '@tellsafe/core/wire';
import { html, nothing, type TemplateResult } from 'lit';
import { avatar } from '../shared/avatar.ts';
import { channelText } from '../shared/channel-name.ts';
import { icon } from '../shared/icons.ts';
import type { Words } from '../shared/words.ts';
import { sendingText } from './sending-line.ts';

/** Another agent. */
export interface Colleague {
  readonly id: string;
  readonly name: string;
}

/** What the head shows and does. */
export interface HeaderOptions {
  readonly mine: boolean;
  /** Epoch ms by the server's clock. */
  readonly now: number;
  readonly transferOpen: boolean;
  readonly colleagues: readonly Colleague[];
  readonly toggleTransfer: (open: boolean) => void;
  readonly transfer: (agentId: string | null) => void;
  readonly close: () => void;
  /** Whether words are looked for, and how to begin or end it. */
  readonly finding: boolean;
  readonly find: () => void;
}

/** The head of a conversation. */
export function conversationHeader(
  words: Words,
  conversation: ConversationSummary,
  options: HeaderOptions,
): TemplateResult {
  const name = conversation.consumerName ?? words.say('consumer');
  return html`<header part="header">
    <slot name="start"></slot>
    ${avatar(name, conversation.id)}
    <div class="about">
      <h2 id="title" tabindex="-1"><bdi>${name}</bdi></h2>
      <p class="whose">${[whose(words, conversation), channelText(words, conversation), sendingText(words, conversation, options.now)].filter(Boolean).join(' · ')}</p>
    </div>
    <button class="quiet find-toggle" part="button" type="button" aria-label=${words.say('findInConversation')} title=${words.say('findInConversation')} aria-expanded=${options.finding} @click=${options.find}>${icon('search')}</button>
    ${options.mine ? actions(words, options) : nothing}
  </header>`;
}

/** Whose a conversation is, in words. */
export function whose(words: Words, { status, agent }: ConversationSummary): string {
  if (status === 'closed') return words.say('conversationClosed');
  return agent ? words.say('assignedTo', { agent: agent.name }) : words.say('unassigned');
}

function actions(words: Words, options: HeaderOptions): TemplateResult {
  const { transferOpen, toggleTransfer } = options;
  const leave = (event: FocusEvent): void => {
    const menu = event.currentTarget as HTMLElement;
    if (transferOpen && !menu.contains(event.relatedTarget as Node | null)) toggleTransfer(false);
  };
  const onEscape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !transferOpen) return;
    event.stopPropagation();
    toggleTransfer(false);
    (event.currentTarget as HTMLElement).querySelector('button')?.focus();
  };
  return html`<div class="actions">
    <div class="menu" @focusout=${leave} @keydown=${onEscape}>
      <button part="button" type="button" aria-label=${words.say('transfer')} title=${words.say('transfer')} aria-expanded=${transferOpen} aria-controls="transfer" @click=${() => toggleTransfer(!transferOpen)}>
        ${icon('transfer')}<span class="label">${words.say('transfer')}</span>
      </button>
      <ul id="transfer" ?hidden=${!transferOpen}>
        <li><button class="quiet" type="button" @click=${() => options.transfer(null)}>${words.say('backToQueue')}</button></li>
        ${options.colleagues.map(
          ({ id, name }) =>
            html`<li><button class="quiet" type="button" @click=${() => options.transfer(id)}>${words.say('transferTo', { agent: name })}</button></li>`,
        )}
      </ul>
    </div>
    <button part="button" type="button" aria-label=${words.say('closeConversation')} title=${words.say('closeConversation')} @click=${options.close}>
      ${icon('check')}<span class="label">${words.say('close')}</span>
    </button>
  </div>`;
}
