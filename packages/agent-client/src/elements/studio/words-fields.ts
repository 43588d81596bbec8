// The brand's own words on the form page, one language at a time, over the usual ones as they would stand there.
import { type LocaleTag, loadTexts, localeOptions, type Texts } from '@tellsafe/core/i18n';
import type { Theme } from '@tellsafe/core/theme';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { editorStyles } from './editor-styles.ts';
import { selectField, textField } from './fields.ts';
import { type WordsPart, withWords, wordsIssues, wordsLimits } from './words-issues.ts';
import type { Writing } from './writing.ts';

const parts = Object.keys(wordsLimits) as WordsPart[];
const rowsOf: Readonly<Record<WordsPart, number>> = {
  securityHeader: 2,
  securityFooter: 3,
  submit: 0,
  submittedText: 2,
};

/** `<tellsafe-studio-words>`. Calls `change` with the theme that a person's typing leads to. */
export class StudioWords extends LitElement {
  static override styles = editorStyles;
  static override properties = {
    writing: { attribute: false },
    theme: { attribute: false },
    locale: { state: true },
    usual: { state: true },
  };

  declare writing: Writing | undefined;
  declare theme: Theme;
  declare private locale: LocaleTag | undefined;
  /** The usual words of the language that is shown; absent while they load. */
  declare private usual: Texts | undefined;

  change: (theme: Theme, about: string) => void = () => undefined;

  constructor() {
    super();
    this.theme = {};
  }

  override willUpdate(): void {
    if (!this.locale && this.writing) this.#show(this.#first(this.writing));
  }

  override render(): TemplateResult | typeof nothing {
    const { writing, locale, theme, usual } = this;
    if (!writing || !locale) return nothing;
    const { say } = writing;
    const issues = wordsIssues(theme);
    const elsewhere = issues.filter((issue) => issue.locale !== locale);
    const names = new Map(localeOptions().map(({ tag, name }) => [tag, name]));
    const wrong = [...new Set(elsewhere.map((issue) => names.get(issue.locale) ?? issue.locale))];
    const languages = new Intl.ListFormat(writing.words.locale).format(wrong);
    return html`<div class="theme" role="group" aria-label=${say('ownWords')} dir=${writing.words.direction}>
      ${selectField(
        {
          ...{ id: 'words-language', label: say('ownWords'), value: locale, hint: say('ownWordsHint') },
          error: wrong.length > 0 ? say('errorWordsIn', { languages }) : undefined,
          onInput: (tag) => this.#show(tag as LocaleTag),
        },
        [...names].map(([tag, name]) => [tag, theme.texts?.[tag] ? `${name} ✓` : name]),
      )}
      ${parts.map((part) => {
        const max = wordsLimits[part];
        const issue = issues.find((each) => each.locale === locale && each.part === part);
        return textField({
          ...{ id: `words-${part}`, label: say(part), value: theme.texts?.[locale]?.[part] ?? '' },
          ...{ placeholder: usual?.[part], language: locale, rows: rowsOf[part] },
          error: issue && say(issue.text, { max }),
          onInput: (text) => this.change(withWords(theme, locale, part, text), `words ${locale} ${part}`),
        });
      })}
    </div>`;
  }

  /** A language that has words, else the person's own. */
  #first({ words }: Writing): LocaleTag {
    const [own] = Object.keys(this.theme.texts ?? {}) as LocaleTag[];
    return own ?? words.locale;
  }

  #show(locale: LocaleTag): void {
    this.locale = locale;
    this.usual = undefined;
    // Without them the fields have no example, and nothing else is lost.
    void loadTexts(locale).then(
      (texts) => {
        if (this.locale === locale) this.usual = texts;
      },
      () => undefined,
    );
  }
}
