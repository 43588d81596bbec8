// What a report is asked: time, length of periods, time zone, form, agent, channel, entry point, and where an invitation counts.
import type { ReportCohort, ReportDimension } from '@tellsafe/core/wire';
import { reportCohorts } from '@tellsafe/core/wire';
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { live } from 'lit/directives/live.js';
import { icon } from '../shared/icons.ts';
import { plainName } from '../shared/plain-name.ts';
import { dimensionTexts, placeIn, type ReportFilter, type RowsBy } from './model.ts';
import type { Say, Writing } from './parts.ts';
import { type DateProblems, type Granularity, presets, type RangeChoice } from './range.ts';
import type { ReportTextKey } from './texts.ts';

/** What the toolbar shows and does. */
export interface ToolbarOptions {
  readonly choice: RangeChoice;
  readonly problems: DateProblems;
  /** Today's ISO date; none while it is not known. */
  readonly today: string;
  readonly timeZone: string;
  readonly ownTimeZone: string;
  readonly granularity: Granularity | undefined;
  readonly granularities: readonly Granularity[];
  readonly cohort: ReportCohort;
  readonly filter: ReportFilter;
  readonly choices: RowsBy | undefined;
  readonly dimensions: readonly ReportDimension[];
  readonly onChoice: (choice: RangeChoice) => void;
  readonly onTimeZone: (timeZone: string) => void;
  readonly onGranularity: (granularity: Granularity) => void;
  readonly onCohort: (cohort: ReportCohort) => void;
  readonly onFilter: (filter: ReportFilter) => void;
}

const granularityTexts: Readonly<Record<Granularity, ReportTextKey>> = {
  hour: 'hour',
  day: 'day',
  week: 'weekly',
  month: 'monthly',
};
const cohortTexts: Readonly<Record<ReportCohort, ReportTextKey>> = { sent: 'cohortSent', event: 'cohortEvent' };
const everyTexts: Readonly<Record<ReportDimension, ReportTextKey>> = {
  form: 'everyForm',
  agent: 'everyAgent',
  channel: 'everyChannel',
  entryPoint: 'everyEntryPoint',
};

/** The toolbar. */
export function toolbar(writing: Writing, options: ToolbarOptions): TemplateResult {
  const { say } = writing;
  const { choice, granularity, granularities, cohort } = options;
  return html`<div class="toolbar">
    ${field(
      say('period'),
      'period',
      presets,
      choice.preset,
      (name) => say(name),
      (preset) => options.onChoice({ ...choice, preset }),
    )}
    ${choice.preset === 'custom' ? [dateField(say, 'first', options), dateField(say, 'last', options)] : nothing}
    ${field(say('granularity'), 'granularity', granularities, granularity, (name) => say(granularityTexts[name]), options.onGranularity)}
    ${timeZoneField(writing, options)}
    ${options.dimensions.map((name) => filterField(writing, name, options))}
    ${field(say('cohort'), 'cohort', reportCohorts, cohort, (name) => say(cohortTexts[name]), options.onCohort)}
  </div>`;
}

/** A list to choose from. Options are told apart by their place: no name or id becomes an attribute. */
function field<Value extends string>(
  label: string,
  name: string,
  values: readonly Value[],
  chosen: Value | undefined,
  textOf: (value: Value) => string,
  choose: (value: Value) => void,
): TemplateResult {
  const change = (event: Event) => {
    const value = values[(event.target as HTMLSelectElement).selectedIndex];
    if (value !== undefined) choose(value);
  };
  return html`<label class="field"><span>${label}</span>
    <select name=${name} @change=${change}>${values.map(
      (value) => html`<option .selected=${live(value === chosen)}>${textOf(value)}</option>`,
    )}</select>
  </label>`;
}

const dateTexts = { first: 'firstDay', last: 'lastDay' } as const;

function dateField(
  say: Say,
  name: 'first' | 'last',
  { choice, problems, today, onChoice }: ToolbarOptions,
): TemplateResult {
  const problem = problems[name];
  const change = (event: Event) => onChoice({ ...choice, [name]: (event.target as HTMLInputElement).value });
  return html`<div class="field">
    <label for=${`date-${name}`}>${say(dateTexts[name])}</label>
    <input id=${`date-${name}`} type="date" max=${today} .value=${choice[name] ?? ''} aria-invalid=${problem !== undefined}
      aria-describedby=${`problem-${name}`} @change=${change} />
    <p class="error" id=${`problem-${name}`} role="alert">${problem ? [icon('warning'), say(problem)] : nothing}</p>
  </div>`;
}

function timeZoneField({ say, words }: Writing, { timeZone, ownTimeZone, onTimeZone }: ToolbarOptions): TemplateResult {
  const change = (event: Event) =>
    onTimeZone((event.target as HTMLSelectElement).selectedOptions[0]?.text ?? ownTimeZone);
  const option = (name: string) => html`<option .selected=${name === timeZone}>${name}</option>`;
  return html`<label class="field"><span>${say('timeZone')}</span>
    <select name="time-zone" dir="ltr" @change=${change}>${guard(
      [timeZone, ownTimeZone, words],
      () => html`<optgroup label=${say('ownTimeZone')}>${option(ownTimeZone)}</optgroup>
        <optgroup label=${say('otherTimeZones')}>${timeZones()
          .filter((name) => name !== ownTimeZone)
          .map(option)}</optgroup>`,
    )}</select>
  </label>`;
}

function timeZones(): readonly string[] {
  return [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])];
}

function filterField({ say, words }: Writing, name: ReportDimension, options: ToolbarOptions): TemplateResult {
  const chosen = options.filter[name];
  const known = (options.choices?.[name] ?? []).map((row) => placeIn(row, name, words));
  const missing = chosen === undefined || known.some(({ id }) => id === chosen) ? [] : [{ id: chosen, name: chosen }];
  const { compare } = new Intl.Collator(words.locale, { numeric: true });
  const values = [...known, ...missing].sort((one, other) => compare(one.name, other.name));
  const names = new Map(values.map((value) => [value.id, value.name]));
  // An empty text is no id.
  return field(
    say(dimensionTexts[name]),
    name,
    ['', ...names.keys()],
    chosen ?? '',
    (id) => (id === '' ? say(everyTexts[name]) : plainName(names.get(id) ?? id)),
    (id) => {
      const { [name]: _, ...others } = options.filter;
      options.onFilter(id === '' ? others : { ...others, [name]: id });
    },
  );
}
