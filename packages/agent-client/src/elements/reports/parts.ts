// What the parts of the page share: what they are given to write with, and how a figure is shown and opened.
import type { ReportMeasure } from '@tellsafe/core/wire';
import { html, type TemplateResult } from 'lit';
import { icon } from '../shared/icons.ts';
import type { Words } from '../shared/words.ts';
import type { Formats } from './format.ts';
import type { ReportFilter } from './model.ts';
import type { Span } from './range.ts';
import type { ReportTextKey } from './texts.ts';

/** Reads a text of the reports. */
export type Say = (key: ReportTextKey, params?: Parameters<Words['say']>[1]) => string;

/** What a part writes with. */
export interface Writing {
  readonly words: Words;
  readonly say: Say;
  readonly formats: Formats;
}

/** The invitations that are to be listed. */
export interface Wanted {
  readonly span: Span;
  readonly measure: ReportMeasure;
  /** Beside the filter of the report. */
  readonly filter?: ReportFilter;
  readonly counts: Readonly<Record<ReportMeasure, number>>;
  /** What they are of, in words. */
  readonly about: readonly string[];
}

/** Opens the list of the invitations behind a figure. */
export type Open = (wanted: Wanted) => void;

/** A count that opens the invitations behind it; plain text where there are none. */
export function countButton({ say, formats }: Writing, { measure, count, open, about }: CountOptions): TemplateResult {
  const text = formats.number(count);
  if (count === 0) return html`<span class="count">${text}</span>`;
  const name = say('showInvitations', { measure: say(measure), count: text });
  const label = about === undefined ? name : `${about}: ${name}`;
  return html`<button class="count" type="button" aria-label=${label} @click=${open}>${text}</button>`;
}

/** A count and what it opens. */
export interface CountOptions {
  readonly measure: ReportMeasure;
  readonly count: number;
  readonly open: () => void;
  /** What the count is of, when the column or card does not say so. */
  readonly about?: string;
}

/** A button that shows a table with the figures of a chart, and hides it. */
export function tableToggle(say: Say, shown: boolean, toggle: () => void): TemplateResult {
  return html`<button class="quiet toggle" type="button" aria-pressed=${shown} @click=${toggle}>${icon('table')}${say('asTable')}</button>`;
}
