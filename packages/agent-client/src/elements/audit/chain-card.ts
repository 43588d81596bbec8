// The chain: its head to note down, a head that was noted, verifying, and a plain verdict.
import type { AuditFindingView, AuditHeadView } from '@tellsafe/core/wire';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { AuditProgress, AuditVerdict } from '../../audit.ts';
import { icon } from '../shared/icons.ts';
import type { AuditTexts } from './texts.ts';

/** How a verification stands. */
export type Checking =
  | { readonly state: 'idle' | 'stopped' }
  | { readonly state: 'running'; readonly progress?: AuditProgress }
  | { readonly state: 'failed'; readonly text: string }
  | { readonly state: 'done'; readonly verdict: AuditVerdict };

type Say = (key: Exclude<keyof AuditTexts, 'locale'>, params?: Readonly<Record<string, string | number>>) => string;

/** What the card needs of the page. */
export interface ChainOptions {
  readonly head: AuditHeadView | null | undefined;
  readonly noted: string;
  readonly notedWrong: boolean;
  readonly checking: Checking;
  readonly say: Say;
  readonly onNoted: (text: string) => void;
  readonly verify: () => void;
  readonly stop: () => void;
  readonly copy: () => void;
}

/** A head as people note it. */
export function headText({ number, hash }: Pick<AuditHeadView, 'number' | 'hash'>): string {
  return `${number}.${hash}`;
}

/** Reads a head that somebody noted; undefined for what can be none. */
export function parseHead(text: string): { readonly number: number; readonly hash: string } | undefined {
  const [, number, hash] = /^([1-9]\d{0,11})\.([\w-]{43})$/.exec(text.trim()) ?? [];
  return number === undefined || hash === undefined ? undefined : { number: Number(number), hash };
}

/** The card. */
export function chainCard(options: ChainOptions): TemplateResult {
  const { head, noted, notedWrong, checking, say, onNoted, verify, stop, copy } = options;
  const isRunning = checking.state === 'running';
  return html`<section class="card chain" aria-labelledby="chain-title">
    <div><h3 id="chain-title">${say('chain')}</h3><p class="muted">${say('chainNote')}</p></div>
    <div class="chain-fields">
      <div class="field"><span id="head-label">${say('head')}</span>
        <p class="head-line" aria-labelledby="head-label">${
          head
            ? html`<bdi dir="ltr" class="mono">${headText(head)}</bdi><button class="quiet round" type="button" aria-label=${say('copyHead')} title=${say('copyHead')} @click=${copy}>${icon('copy')}</button>`
            : html`<span class="muted">${head === null ? say('noHead') : '\u2026'}</span>`
        }</p></div>
      <label class="field"><span>${say('noted')}</span>
        <input class="mono" dir="ltr" name="noted" maxlength="60" autocomplete="off" spellcheck="false" .value=${live(noted)} aria-invalid=${notedWrong} aria-describedby=${notedWrong ? 'noted-error' : nothing}
          @input=${(event: Event) => onNoted((event.target as HTMLInputElement).value)}>
        ${notedWrong ? html`<span class="error" id="noted-error" role="alert">${icon('warning')}<span>${say('notedWrong')}</span></span>` : nothing}</label>
      <div class="buttons">
        <button class="verify" type="button" aria-disabled=${isRunning} @click=${() => !isRunning && verify()}>${icon('check')}${say('verify')}</button>
        ${isRunning ? html`<button class="quiet" type="button" @click=${stop}>${say('stop')}</button>` : nothing}
      </div>
    </div>
    <div class="verdict" aria-live="polite">${outcome(checking, say)}</div>
  </section>`;
}

function outcome(checking: Checking, say: Say): TemplateResult | typeof nothing {
  switch (checking.state) {
    case 'idle':
      return nothing;
    case 'stopped':
      return html`<p class="notice">${icon('clock')}<span>${say('stopped')}</span></p>`;
    case 'failed':
      return html`<p class="notice bad">${icon('warning')}<span>${checking.text}</span></p>`;
    case 'running': {
      const { block, total } = checking.progress ?? { block: 0, total: 0 };
      const text = say('verifying', { block, total });
      return html`<p class="progress"><progress max=${Math.max(1, total)} .value=${block} aria-label=${text}></progress><span aria-hidden="true">${text}</span></p>`;
    }
    case 'done':
      return verdictView(checking.verdict, say);
  }
}

function verdictView(verdict: AuditVerdict, say: Say): TemplateResult {
  const { intact, holdsUpTo: block, entries, expired, unsealed, authenticated, anchor, head } = verdict;
  const facts = [say('fit', { count: entries })];
  if (expired > 0) facts.push(say('gone', { count: expired }));
  if (unsealed > 0) facts.push(say('open', { count: unsealed }));
  const more = [
    ...(authenticated ? [say('signed')] : []),
    ...(anchor === 'matches' ? [say('anchorMatches')] : []),
    ...(anchor === 'expired' ? [say('anchorExpired')] : []),
  ];
  const holds = head ? say('holds', { block }) : say('empty');
  const fails = block > 0 ? say('broken', { block }) : say('brokenAll');
  return html`<div class="notice ${intact ? 'good' : 'bad'}" data-verdict=${intact ? 'intact' : 'broken'}>${icon(intact ? 'check' : 'warning')}
    <div><strong>${intact ? holds : fails}</strong>
      <p>${facts.join(' \u00b7 ')}</p>
      ${more.map((text) => html`<p>${text}</p>`)}
      ${intact ? nothing : findingList(verdict, say)}</div></div>`;
}

function findingList({ findings, found }: AuditVerdict, say: Say): TemplateResult {
  const where = ({ block, entry }: AuditFindingView): string =>
    [
      ...(block === undefined ? [] : [say('inBlock', { block })]),
      ...(entry === undefined ? [] : [say('inEntry', { entry })]),
    ].join(', ');
  return html`<ul class="findings">
    ${findings.map((finding) => html`<li>${say(`finding.${finding.kind}`)}${where(finding) === '' ? nothing : html` <span class="where">(${where(finding)})</span>`}</li>`)}
  </ul>${found > findings.length ? html`<p>${say('more', { count: findings.length })}</p>` : nothing}`;
}
