// The frame of the workspace as templates: bar, warnings, and the screens that stand alone.
import { html, nothing, type TemplateResult } from 'lit';
import type { Connection } from '../../feed.ts';
import type { SessionEndReason } from '../../session.ts';
import { avatar } from '../shared/avatar.ts';
import { icon } from '../shared/icons.ts';
import type { Words } from '../shared/words.ts';

/** What the bar shows and does. */
export interface TopBarOptions {
  readonly agent: { readonly id: string; readonly name: string };
  /** `null` for those who have no live feed. */
  readonly connection: Connection | null;
  /** Stands at the beginning. */
  readonly start: TemplateResult | typeof nothing;
  readonly signOut: () => void;
}

/** The bar at the top. */
export function topBar(words: Words, { agent, connection, start, signOut }: TopBarOptions): TemplateResult {
  const text =
    connection === 'live' ? words.say('live') : words.say(connection === 'offline' ? 'reconnecting' : 'connecting');
  return html`<header class="bar" part="bar">
    ${start}
    <slot name="brand"><span class="brand">${icon('lock')}<span>Tellsafe</span></span></slot>
    <p class="connection ${connection ?? ''}" role="status">${connection === null ? nothing : html`<span class="lamp"></span><span class="text">${text}</span>`}</p>
    <p class="agent">${avatar(agent.name, agent.id)}<span class="name"><bdi>${agent.name}</bdi></span></p>
    <slot name="account"></slot>
    <button class="quiet" part="button" type="button" aria-label=${words.say('signOut')} title=${words.say('signOut')} @click=${signOut}>
      ${icon('signOut', 'flips')}<span class="label">${words.say('signOut')}</span>
    </button>
  </header>`;
}

/** What the warning before the end shows and does. */
export interface IdleOptions {
  readonly secondsLeft: number;
  /** How many they were when the warning began: that is read out once, not every second. */
  readonly said: number;
  readonly stay: () => void;
}

/** Seconds until the session ends, and the way to stay. */
export function idleWarning(words: Words, { secondsLeft, said, stay }: IdleOptions): TemplateResult {
  return html`<section class="idle" aria-labelledby="idle-text">
    ${icon('clock')}
    <p id="idle-text">${words.say('idleWarning', { count: secondsLeft })}</p>
    <p class="hidden-text" role="alert">${words.say('idleWarning', { count: said })}</p>
    <button class="primary" part="button" type="button" @click=${stay}>${words.say('stay')}</button>
  </section>`;
}

/** The way back on small screens. */
export function backButton(words: Words, back: () => void): TemplateResult {
  return html`<button slot="start" class="quiet round back" part="button" type="button" aria-label=${words.say('back')} @click=${back}>${icon('back', 'flips')}</button>`;
}

/** While the session is looked for. */
export function startingScreen(words: Words): TemplateResult {
  return html`<div class="empty alone" role="status" dir=${words.direction}><span class="spinner"></span><span>${words.say('connecting')}</span></div>`;
}

/** When a role has nothing to do here. */
export function emptyScreen(words: Words): TemplateResult {
  return html`<main class="empty alone">${icon('lock')}<strong>${words.say('noAreas')}</strong></main>`;
}

/** When nobody is signed in. */
export function signedOutScreen(words: Words, reason: SessionEndReason | null, signIn: () => void): TemplateResult {
  const text = reason === 'idle' ? words.say('signedOutIdle') : words.say('signedOutNote');
  return html`<main class="empty alone" dir=${words.direction}>
    ${icon('lock')}
    <strong role="status">${words.say('signedOutTitle')}</strong>
    <p>${text}</p>
    <button class="primary" part="button" type="button" @click=${signIn}>${words.say('signIn')}</button>
  </main>`;
}

/** When the server cannot be reached or refuses. */
export function failedScreen(words: Words, text: string, retry: () => void): TemplateResult {
  return html`<main class="empty alone" dir=${words.direction}>
    ${icon('warning')}
    <p role="alert">${text}</p>
    <button class="primary" part="button" type="button" @click=${retry}>${words.say('retry')}</button>
  </main>`;
}
