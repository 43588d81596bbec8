// Initials on a quiet colour that stays the same for one id.
import { html, type TemplateResult } from 'lit';

const TONES = 6;

/** Initials of a name; decorative, the name stands beside it. */
export function avatar(name: string, id: string): TemplateResult {
  const tone = [...id].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % TONES;
  return html`<span class="avatar tone-${tone}" part="avatar" aria-hidden="true">${initials(name)}</span>`;
}

function initials(name: string): string {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const picked = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return picked
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toLocaleUpperCase();
}
