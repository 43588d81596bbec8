// Settings of the account: theme with live preview, time limits with their ranges, links on computers, languages of entry points.
import { isTellsafeError } from '@tellsafe/core';
import type { FormDefinition } from '@tellsafe/core/form';
import { localeOptions } from '@tellsafe/core/i18n';
import { timeLimits } from '@tellsafe/core/retention';
import { contrastIssues } from '@tellsafe/core/theme/schema';
import type { DesktopPolicy, StudioLimitName, StudioSettingsResponse } from '@tellsafe/core/wire';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Studio } from '../../studio.ts';
import { icon } from '../shared/icons.ts';
import { editorStyles } from './editor-styles.ts';
import { selectField, textField } from './fields.ts';
import { themeFields } from './theme-fields.ts';
import { wordsIssues } from './words-issues.ts';
import { duration, type Writing } from './writing.ts';
import { focusWrongField } from './wrong-field.ts';

const limitNames = (Object.keys(timeLimits) as (keyof typeof timeLimits)[]).filter(
  (name): name is StudioLimitName => name !== 'retentionMonths',
);

/** `<tellsafe-studio-settings>`. Tells `editor-said`, and `settings-saved` with what holds now. */
export class StudioSettings extends LitElement {
  static override styles = editorStyles;
  static override properties = { writing: { attribute: false }, sample: { attribute: false } };

  declare writing: Writing | undefined;
  /** What the preview shows. */
  declare sample: FormDefinition | undefined;
  explain: (error: unknown) => string = () => '';

  #studio: Studio | undefined;
  #now: StudioSettingsResponse | undefined;
  #theme: StudioSettingsResponse['theme'] = {};
  #limits: Record<string, string> = {};
  #desktop: DesktopPolicy = 'block';
  #languages: StudioSettingsResponse['languages'] = [];
  #failure = '';
  #isSaving = false;

  /** Begins with what holds now. */
  edit(studio: Studio, settings: StudioSettingsResponse): void {
    this.#studio = studio;
    this.#now = settings;
    this.#theme = settings.theme;
    this.#limits = Object.fromEntries(limitNames.map((name) => [name, `${settings.limits[name]}`]));
    this.#desktop = settings.desktop;
    this.#languages = settings.languages;
    this.#failure = '';
    this.requestUpdate();
  }

  /** Whether something would be lost. */
  get isDirty(): boolean {
    const now = this.#now;
    if (!now) return false;
    const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
    const limits = limitNames.every((name) => this.#limits[name] === `${now.limits[name]}`);
    return !(
      limits &&
      isSame(this.#theme, now.theme) &&
      this.#desktop === now.desktop &&
      isSame(this.#languages, now.languages)
    );
  }

  override render(): TemplateResult | typeof nothing {
    const { writing, sample } = this;
    const now = this.#now;
    if (!writing || !now) return nothing;
    const { say } = writing;
    const contrast = contrastIssues(this.#theme);
    return html`<div class="editor" dir=${writing.words.direction}>
      ${this.#failure ? html`<p class="notice bad" role="alert">${icon('warning')}<span>${this.#failure}</span></p>` : nothing}
      <div class="columns">
        <div class="column">
          <section class="card" aria-labelledby="times"><h3 id="times">${say('times')}</h3><p class="muted">${say('timesHint')}</p>
            <div class="pair">${limitNames.map((name) => this.#limitField(writing, name))}</div></section>
          <section class="card" aria-labelledby="links"><h3 id="links">${say('links')}</h3><p class="muted">${say('linksHint')}</p>
            ${this.#desktopField(writing)}</section>
          <section class="card" aria-labelledby="languages"><h3 id="languages">${say('languages')}</h3><p class="muted">${say('languagesHint')}</p>
            ${this.#languages.map((_, at) => this.#languageField(writing, at))}</section>
          <section class="card" aria-labelledby="theme"><h3 id="theme">${say('theme')}</h3><p class="muted">${say('themeHint')}</p>
            ${themeFields(this.#theme, { writing, below: {}, prefix: 'account', contrast, change: (theme) => this.#change(() => (this.#theme = theme)) })}</section>
          <div class="buttons"><button class="primary" type="button" aria-disabled=${this.#isSaving} ?disabled=${!this.isDirty} @click=${() => void this.#save()}>${say(this.#isSaving ? 'saving' : 'saveSettings')}</button>
            ${this.isDirty ? html`<button class="quiet" type="button" @click=${() => this.discard()}>${say('discard')}</button>` : nothing}</div>
        </div>
        <aside class="column side" aria-label=${say('preview')}>
          <tellsafe-studio-preview .writing=${writing} .address=${now.preview} .theme=${this.#theme} .definition=${sample}></tellsafe-studio-preview>
        </aside>
      </div>
    </div>`;
  }

  #limitField(writing: Writing, name: StudioLimitName): TemplateResult {
    const { say } = writing;
    const { min, max } = timeLimits[name];
    const value = this.#limits[name] ?? '';
    const isFine = this.#isFine(name);
    const number = new Intl.NumberFormat(writing.words.locale);
    const range = { min: number.format(min), max: number.format(max) };
    const hint =
      name === 'extensions'
        ? say('count', range)
        : say('seconds', { ...range, value: isFine ? duration(writing, Number(value)) : '–' });
    return textField({
      ...{ id: name, label: say(name), value, hint, type: 'number', min, max },
      error: isFine ? undefined : say('errorRange', range),
      onInput: (text) => this.#change(() => (this.#limits = { ...this.#limits, [name]: text })),
    });
  }

  #isFine(name: StudioLimitName): boolean {
    const { min, max } = timeLimits[name];
    const text = this.#limits[name] ?? '';
    const value = Number(text);
    return text.trim() !== '' && Number.isInteger(value) && value >= min && value <= max;
  }

  #desktopField({ say }: Writing): TemplateResult {
    const onInput = (value: string) => this.#change(() => (this.#desktop = value as DesktopPolicy));
    return selectField({ id: 'desktop', label: say('desktop'), value: this.#desktop, onInput }, [
      ['block', say('desktopBlock')],
      ['handoff', say('desktopHandoff')],
      ['allow', say('desktopAllow')],
    ]);
  }

  #languageField(writing: Writing, at: number): TemplateResult {
    const { say } = writing;
    const each = this.#languages[at];
    if (!each) return html``;
    const { channel, entryPoint, language } = each;
    const label = channel === 'web' && entryPoint === 'web' ? say('channelWeb') : `${channel}: ${entryPoint}`;
    const set = (value: string) =>
      this.#change(() => {
        this.#languages = this.#languages.map((other, index) =>
          index === at ? { ...other, language: value || null } : other,
        );
      });
    const known = localeOptions().map(({ tag, name }) => [tag as string, name] as const);
    const own = language && !known.some(([tag]) => tag === language) ? [[language, language] as const] : [];
    return selectField({ id: `language-${at}`, label, value: language ?? '', onInput: set }, [
      ['', say('consumersOwn')],
      ...own,
      ...known,
    ]);
  }

  async #save(): Promise<void> {
    const { writing } = this;
    const [studio, now] = [this.#studio, this.#now];
    if (!writing || !studio || !now || this.#isSaving) return;
    this.#failure = '';
    const isThemeFine = contrastIssues(this.#theme).length === 0 && wordsIssues(this.#theme).length === 0;
    if (!isThemeFine || !limitNames.every((name) => this.#isFine(name))) {
      this.requestUpdate();
      focusWrongField(this.renderRoot);
      return;
    }
    this.#isSaving = true;
    this.requestUpdate();
    const limits = Object.fromEntries(
      limitNames.map((name) => [name, Number(this.#limits[name])]),
    ) as StudioSettingsResponse['limits'];
    const mine = { limits, theme: this.#theme, desktop: this.#desktop, languages: [...this.#languages] };
    try {
      const result = await studio.saveSettings({ base: now.version, ...mine });
      if (result.saved) this.#onSaved(studio, result.now, writing);
      else {
        // The fields keep what was typed; saved again it lies over theirs, which the audit and the message name.
        this.#now = result.theirs;
        this.#failure = writing.say('settingsConflict');
      }
    } catch (error) {
      const [issue] = isTellsafeError(error, 'request_invalid') ? (error.params?.issues ?? []) : [];
      const form = /^forms\.([a-z0-9-]+)\./.exec(issue?.path ?? '')?.[1];
      this.#failure = form ? `${this.explain(error)} (${form})` : this.explain(error);
    }
    this.#isSaving = false;
    this.requestUpdate();
  }

  #onSaved(studio: Studio, now: StudioSettingsResponse, { say }: Writing): void {
    this.edit(studio, now);
    const tell = (name: string, detail: unknown) =>
      this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
    tell('editor-said', { text: say('settingsSaved') });
    tell('settings-saved', now);
  }

  #change(change: () => unknown): void {
    change();
    this.requestUpdate();
  }

  /** Gives up what is not saved. */
  discard(): void {
    if (this.#studio && this.#now) this.edit(this.#studio, this.#now);
  }
}
