// Which entries the page asks for: what is in its fields, checked, and the fields themselves.
import { type AuditFilter, auditActions, auditActorKinds, auditObjectKinds, auditOutcomes } from '@tellsafe/core/wire';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { areDaysInOrder, dayStart } from '../shared/area/days.ts';
import type { AuditTextKey } from './texts.ts';

/** What is in the fields; empty texts stand for anything. Days as `2026-11-22`, by the clock of this device. */
export interface Fields {
  readonly action: string;
  readonly actorKind: string;
  readonly actorId: string;
  readonly objectKind: string;
  readonly objectId: string;
  readonly outcome: string;
  readonly from: string;
  readonly to: string;
}

/** Nothing chosen. */
export const noFields: Fields = {
  ...{ action: '', actorKind: '', actorId: '', objectKind: '', objectId: '', outcome: '', from: '', to: '' },
};

/** The filters that the fields stand for. */
export function filterOf(fields: Fields): AuditFilter {
  const { action, actorKind, actorId, objectKind, objectId, outcome, from, to } = fields;
  const one = <Value extends string>(all: readonly Value[], text: string): Value | undefined =>
    all.find((value) => value === text);
  const chosen = {
    action: auditActions.filter((name) => name === action),
    actorKind: one(auditActorKinds, actorKind),
    actorId: actorId.trim(),
    objectKind: one(auditObjectKinds, objectKind),
    objectId: objectId.trim(),
    outcome: one(auditOutcomes, outcome),
    since: from === '' ? undefined : dayStart(from),
    until: to === '' ? undefined : dayStart(to, 1),
  };
  return Object.fromEntries(
    Object.entries(chosen).filter(([, value]) => value !== undefined && value !== '' && !isEmptyList(value)),
  ) as AuditFilter;
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** What the fields need of the page. */
export interface FieldsOptions {
  readonly fields: Fields;
  readonly say: (key: AuditTextKey) => string;
  readonly locale: string;
  readonly change: (change: Partial<Fields>) => void;
  readonly clear: () => void;
}

/** The fields as a toolbar. They ask when they are left, not with every letter: each page is an entry of the audit. */
export function filterFields({ fields, say, locale, change, clear }: FieldsOptions): TemplateResult {
  const choice = (name: keyof Fields, label: AuditTextKey, options: readonly (readonly [string, string])[]) => html`
    <label class="field"><span>${say(label)}</span>
      <select name=${name} @change=${(event: Event) => change({ [name]: (event.target as HTMLSelectElement).value })}>
        <option value="" ?selected=${fields[name] === ''}>${say('any')}</option>
        ${options.map(([value, text]) => html`<option value=${value} ?selected=${fields[name] === value}>${text}</option>`)}
      </select></label>`;
  const input = (name: keyof Fields, label: AuditTextKey, type: 'text' | 'date', wrong = false) => html`
    <label class="field"><span>${say(label)}</span>
      <input name=${name} type=${type} dir=${type === 'text' ? 'ltr' : nothing} maxlength=${type === 'text' ? 128 : nothing} autocomplete="off" spellcheck="false"
        .value=${live(fields[name])} aria-invalid=${wrong} aria-errormessage=${wrong ? 'day-error' : nothing}
        @change=${(event: Event) => change({ [name]: (event.target as HTMLInputElement).value })}></label>`;
  const named = <Name extends string>(prefix: string, names: readonly Name[]) =>
    names.map((name) => [name, say(`${prefix}.${name}` as AuditTextKey)] as const);
  const collator = new Intl.Collator(locale);
  const actions = named('action', auditActions).sort(([, a], [, b]) => collator.compare(a, b));
  const inOrder = areDaysInOrder(fields);
  const isClear = Object.values(fields).every((value) => value === '');
  return html`<div class="toolbar" role="group" aria-label=${say('filters')}>
    ${choice('action', 'action', actions)}
    ${choice('outcome', 'outcome', named('outcome', auditOutcomes))}
    ${choice('actorKind', 'who', named('who', auditActorKinds))}
    ${input('actorId', 'operatorId', 'text')}
    ${choice('objectKind', 'object', named('object', auditObjectKinds))}
    ${input('objectId', 'objectId', 'text')}
    ${input('from', 'from', 'date')}
    ${input('to', 'to', 'date', !inOrder)}
    <button class="link" type="button" aria-disabled=${isClear} @click=${clear}>${say('clear')}</button>
    ${inOrder ? nothing : html`<p class="wide error" id="day-error" role="alert">${say('dateOrder')}</p>`}
  </div>`;
}
