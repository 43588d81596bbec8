// A file of a message as a line: what it is, how large, and what can be done with it.
import type { MediaView } from '@tellsafe/core/wire';
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../shared/icons.ts';
import type { Words } from '../shared/words.ts';
import { type FileState, isPicture } from './message-files.ts';

/** What can be done with a file. */
export interface FileActions {
  readonly state: FileState;
  readonly open: () => void;
  readonly save: () => void;
}

/** The line. Without actions it only says that there is a file. */
export function fileLine(words: Words, media: MediaView, actions: FileActions | undefined): TemplateResult {
  const { fileName, mediaType, bytes } = media;
  const name = fileName ?? mediaType ?? words.say('fileUnnamed');
  const facts = [fileName === undefined ? '' : (mediaType ?? ''), sizeOf(bytes, words.locale)].filter(Boolean);
  const { busy = false, picture, failure } = actions?.state ?? {};
  const of = (label: string): string => `${label}: ${name}`;
  return html`<div class="file" part="file">
    <p class="file-name">
      ${icon('form')}<span><bdi>${words.say('fileReceived', { name })}</bdi>
        ${facts.length > 0 ? html`<span class="facts">${facts.map((fact, at) => html`${at > 0 ? ' · ' : nothing}<bdi>${fact}</bdi>`)}</span>` : nothing}</span>
    </p>
    ${
      actions
        ? html`<p class="file-actions">
          ${isPicture(mediaType) ? html`<button class="quiet" part="button" type="button" ?disabled=${busy} aria-label=${of(words.say(picture === undefined ? 'fileOpen' : 'fileHide'))} @click=${actions.open}>${icon(picture === undefined ? 'eye' : 'eyeOff')}${words.say(picture === undefined ? 'fileOpen' : 'fileHide')}</button>` : nothing}
          <button class="quiet" part="button" type="button" ?disabled=${busy} aria-label=${of(words.say('fileSave'))} @click=${actions.save}>${icon('download')}${words.say('fileSave')}</button>
          ${busy ? html`<span role="status">${words.say('loading')}</span>` : nothing}
        </p>`
        : nothing
    }
    ${failure ? html`<p class="file-failure" role="alert">${icon('warning')}<span>${words.say(failure)}</span></p>` : nothing}
    ${picture === undefined ? nothing : html`<img src=${picture} alt=${words.say('fileReceived', { name })} />`}
  </div>`;
}

/** A size in words, in steps of 1000. */
export function sizeOf(bytes: number | undefined, locale: string): string {
  if (bytes === undefined) return '';
  const [unit, divisor] =
    bytes < 1_000
      ? (['byte', 1] as const)
      : bytes < 1_000_000
        ? (['kilobyte', 1_000] as const)
        : (['megabyte', 1_000_000] as const);
  const format = {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: divisor === 1_000_000 ? 1 : 0,
  } as const;
  return new Intl.NumberFormat(locale, format).format(bytes / divisor);
}
