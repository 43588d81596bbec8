// The texts of one area of the workspace, kept beside it and loaded with it.
import type { AgentLocaleTag, PluralText } from '@tellsafe/core/i18n';

type English = { readonly locale: 'en' } & Readonly<Record<string, string | PluralText>>;

/** Texts in the shape of the English ones: a language that lacks one, or gives a plain text where a count needs plural forms, does not compile. */
export type AreaTextsLike<Texts extends English> = {
  readonly [Key in keyof Texts]: Key extends 'locale'
    ? AgentLocaleTag
    : Texts[Key] extends string
      ? string
      : PluralText;
};

/** The texts of an area in every language of the workspace. */
export type AreaTexts<Texts> = Readonly<Record<AgentLocaleTag, Texts>>;
