// What the parts of the board write with.
import type { TextParams } from '@tellsafe/core/i18n';
import type { BoardForm } from '@tellsafe/core/wire';
import { html, type TemplateResult } from 'lit';
import { isUnread } from '../../board-state.ts';
import { plainName } from '../shared/plain-name.ts';
import type { Words } from '../shared/words.ts';
import type { BoardTexts } from './texts.ts';

/** Texts, language and the time by the server's clock. */
export interface Writing {
  readonly words: Words;
  readonly now: number;
  say(key: Exclude<keyof BoardTexts, 'locale'>, params?: TextParams): string;
}

/** A name that somebody typed. */
export function name(text: string): TemplateResult {
  return html`<bdi>${plainName(text)}</bdi>`;
}

const statusTexts = {
  sent: 'shortSent',
  received: 'shortReceived',
  viewed: 'shortViewed',
  submitted: 'shortSubmitted',
  expired: 'shortExpired',
  declined: 'shortDeclined',
  revoked: 'shortRevoked',
  failed: 'shortFailed',
} as const;

/** How a form stands, in one word. */
export function formStatus({ words, say }: Writing, form: BoardForm): string {
  if (form.status === 'submitted' && form.at.read !== undefined) return say('isRead');
  return words.say(statusTexts[form.status]);
}

/** How a form's status looks. */
export function tone(form: BoardForm): '' | 'good' | 'warn' | 'bad' {
  if (isUnread(form)) return 'warn';
  if (form.status === 'submitted') return 'good';
  return form.status === 'expired' || form.status === 'declined' || form.status === 'failed' ? 'bad' : '';
}
