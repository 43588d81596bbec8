// The page of the login policy: each setting, what is required, what is set, whether it holds.
import { isTellsafeError } from '@tellsafe/core';
import type { PolicyLine, PolicyView } from '@tellsafe/core/wire';
import { css, html, type TemplateResult } from 'lit';
import { createOperators, type Operators } from '../../operators.ts';
import { AreaElement, type AreaPhase } from '../shared/area/area-element.ts';
import { areaStyles } from '../shared/area/area-styles.ts';
import { icon } from '../shared/icons.ts';
import type { Words } from '../shared/words.ts';
import { actualText, requiredText, type Say } from './demands.ts';
import { type PolicyTexts, policyTexts } from './texts.ts';

const settings = [
  'minPasswordLength',
  'letterAndDigit',
  'passwordExpiryDays',
  'expiryWithSecondFactor',
  'passwordHistory',
  'changeAtFirstSignIn',
  'maxFailedSignIns',
  'idleSec',
  'absoluteSec',
  'secondFactor',
] as const;

/** The policy of the built-in login beside its preset (SF-POL-05). Whoever is signed in needs the permission `accounts.manage`. */
export class TellsafePolicy extends AreaElement<PolicyTexts> {
  static override styles = [
    ...areaStyles,
    css`
      tbody th {
        min-inline-size: 180px;
      }
      td {
        white-space: nowrap;
      }
      td .tag {
        vertical-align: middle;
      }
    `,
  ];
  static override properties = {
    ...AreaElement.properties,
    operators: { attribute: false },
    loginEndpoint: { type: String, attribute: 'login-endpoint' },
  };

  /** The login's client. Default: one for `login-endpoint`. */
  declare operators: Operators | undefined;
  /** Address of the login's routes. Default `/operators`. */
  declare loginEndpoint: string | undefined;

  protected override readonly texts = policyTexts;

  #policy: PolicyView | undefined;
  #isAbsent = false;

  constructor() {
    super();
    this.operators = undefined;
    this.loginEndpoint = undefined;
  }

  protected override async load(): Promise<void> {
    const { loginEndpoint } = this;
    this.operators ??= createOperators(loginEndpoint === undefined ? {} : { endpoint: loginEndpoint });
    try {
      this.#policy = await this.operators.policy();
      this.#isAbsent = false;
    } catch (error) {
      if (!isTellsafeError(error, 'route_unknown')) throw error;
      this.#isAbsent = true;
    }
  }

  protected override content(words: Words, _phase: Exclude<AreaPhase, 'failed'>): TemplateResult {
    if (this.#isAbsent) {
      return html`<header class="area-head"><h2>${this.say('title')}</h2></header>
        <div class="card empty">${icon('lock')}<strong>${this.say('ownLogin')}</strong><span>${this.say('ownLoginHint')}</span></div>`;
    }
    const policy = this.#policy;
    return html`
      <header class="area-head">
        <h2>${this.say('title')}</h2>
        <div class="buttons"><button type="button" ?disabled=${!policy} @click=${() => window.print()}>${this.say('print')}</button></div>
        <p class="lead">${policy ? this.say('lead', { preset: policy.preset }) : html`&nbsp;`}</p>
      </header>
      ${policy ? this.#report(words, policy) : html`<div class="card placeholder"><span class="spinner"></span></div>`}`;
  }

  #report(words: Words, policy: PolicyView): TemplateResult {
    const failing = policy.settings.filter(({ holds }) => !holds).length;
    return html`
      <div class="notice ${failing === 0 ? 'good' : 'bad'}">${icon(failing === 0 ? 'check' : 'warning')}<span>${failing === 0 ? this.say('allHold') : this.say('someFail', { count: failing })}</span></div>
      <div class="table" role="region" aria-label=${this.say('caption')} tabindex="0"><table>
        <caption class="hidden-text">${this.say('caption')}</caption>
        <thead><tr>
          <th scope="col">${this.say('setting')}</th><th scope="col">${this.say('required')}</th><th scope="col">${this.say('actual')}</th>
          <th scope="col">${this.say('result')}</th><th scope="col">${this.say('source')}</th>
        </tr></thead>
        <tbody>${policy.settings.map((line) => this.#row(words, policy.preset, line))}</tbody>
      </table></div>`;
  }

  #row({ locale }: Words, preset: string, { setting, required, actual, holds, source }: PolicyLine): TemplateResult {
    const say: Say = (key, params) => this.say(key, params);
    const known = settings.find((name) => name === setting);
    const standard = `PCI DSS ${preset.replace(/^pci-/, '')}`;
    return html`<tr>
      <th scope="row">${known ? this.say(known) : setting}</th>
      <td>${requiredText(say, locale, required)}</td>
      <td>${actualText(say, locale, actual)}</td>
      <td><span class="tag ${holds ? 'good' : 'bad'}">${icon(holds ? 'check' : 'close')}${this.say(holds ? 'holds' : 'fails')}</span></td>
      <td>${source === null ? html`<span class="muted">${this.say('own')}</span>` : html`<bdi>${standard} §${source}</bdi>`}</td>
    </tr>`;
  }
}
