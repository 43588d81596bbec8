// Volume: how many conversations started, and how many messages came in and went out, by channel and entry point.
import { type ReportVolumeRow, volumeMeasures } from '@tellsafe/core/wire';
import { html, nothing, type TemplateResult } from 'lit';
import { channelName } from '../shared/channel-name.ts';
import { icon } from '../shared/icons.ts';
import { plainName } from '../shared/plain-name.ts';
import { type ReportData, WEB } from './model.ts';
import type { Writing } from './parts.ts';

/** What the section does. */
export interface VolumeOptions {
  readonly isSaving: boolean;
  readonly save: () => void;
}

/** The section. */
export function volume(writing: Writing, { volume: rows }: ReportData, options: VolumeOptions): TemplateResult {
  const { say } = writing;
  const place = `${say('channel')} · ${say('entryPoint')}`;
  const { compare } = new Intl.Collator(writing.words.locale, { numeric: true });
  const named = rows
    .map((row) => ({ row, channel: channelOf(writing, row), entryPoint: row.entryPointName ?? row.entryPoint ?? '' }))
    .sort((one, other) => compare(one.channel, other.channel) || compare(one.entryPoint, other.entryPoint));
  return html`<section class="card volume" aria-labelledby="volume-title">
    <div class="card-head">
      <h3 id="volume-title">${say('volume')}</h3>
      <button class="quiet toggle" type="button" aria-label=${say('volumeCsv')} ?disabled=${rows.length === 0 || options.isSaving} @click=${options.save}>${icon('download')}${say('csv')}</button>
    </div>
    <p class="muted">${say('volumeNote')}</p>
    ${
      rows.length === 0
        ? html`<p class="none">${say('noVolume')}</p>`
        : html`<div class="table" role="region" tabindex="0" aria-label=${`${say('volume')}: ${place}`}>
      <table>
        <thead><tr>
          <th scope="col">${place}</th>
          ${volumeMeasures.map((name) => html`<th scope="col" class="number">${say(name)}</th>`)}
        </tr></thead>
        <tbody>${named.map(
          ({ row, channel, entryPoint }) => html`<tr>
            <th scope="row"><bdi>${plainName(channel)}</bdi>${entryPoint === WEB ? nothing : html` <span class="id muted"><bdi>${plainName(entryPoint)}</bdi></span>`}</th>
            ${counts(writing, row)}
          </tr>`,
        )}</tbody>
        ${rows.length > 1 ? html`<tfoot><tr><th scope="row">${say('all')}</th>${counts(writing, sumOf(rows))}</tr></tfoot>` : nothing}
      </table>
    </div>`
    }
  </section>`;
}

function channelOf({ words }: Writing, { channel = '' }: ReportVolumeRow): string {
  return channel === WEB ? words.say('web') : channelName(channel);
}

type Counts = Pick<ReportVolumeRow, 'counts'>;

function counts({ formats }: Writing, row: Counts): TemplateResult[] {
  return volumeMeasures.map((name) => html`<td class="number">${formats.number(row.counts[name])}</td>`);
}

function sumOf(rows: readonly Counts[]): Counts {
  const sums = volumeMeasures.map((name) => [name, rows.reduce((sum, row) => sum + row.counts[name], 0)]);
  return { counts: Object.fromEntries(sums) as Counts['counts'] };
}
