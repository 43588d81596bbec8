// Texts of channels (SF-CN-02, SF-LANG-02): fixed sentences with a form's name and its link. Names are values, never templates.
import { type LocaleTag, loadBubbleTexts, loadChannelTexts } from '@tellsafe/core/i18n/channel';

/** What could turn a sentence around, break its line or hide in it: controls, direction controls, line separators. */
const unwanted = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Surrogate}]+/gu;
const CUT = '…';

/** A form's name for a message: on one line, without controls. */
export function plainName(name: string): string {
  return name.replace(unwanted, ' ').replace(/ {2,}/g, ' ').trim();
}

/** The parts of an invitation's message. */
export interface InvitationTexts {
  /** Exactly `<name>: <link>`. */
  readonly text: string;
  /** The name, where the link goes apart. */
  readonly title: string;
  /** What a button says. */
  readonly label: string;
}

/**
 * The message that invites.
 *
 * @param maxText characters that the channel takes; a longer name is shortened, the link stays whole and last
 */
export async function invitationTexts(
  lang: LocaleTag,
  name: string,
  link: string,
  maxText: number,
): Promise<InvitationTexts> {
  const [{ channelInvitation }, { fillInForm }] = await Promise.all([loadChannelTexts(lang), loadBubbleTexts(lang)]);
  const title = plainName(name);
  const fixed = fill(channelInvitation, { form: '', link }).length;
  return { text: fill(channelInvitation, { form: shortened(title, maxText - fixed), link }), title, label: fillInForm };
}

/** The message that a form was submitted. @param maxText characters that the channel takes */
export async function submittedText(lang: LocaleTag, name: string, maxText: number): Promise<string> {
  const { channelSubmitted } = await loadChannelTexts(lang);
  const fixed = fill(channelSubmitted, { form: '' }).length;
  return fill(channelSubmitted, { form: shortened(plainName(name), maxText - fixed) });
}

/** Without the isolates of pages: the requirement gives the texts letter by letter, and an isolate doubles the price of an SMS. */
function fill(pattern: string, values: Readonly<Record<string, string>>): string {
  return pattern.replace(/\{(\w+)\}/g, (placeholder, name: string) => values[name] ?? placeholder);
}

/** @param most UTF-16 units; no character is cut in the middle */
function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  let kept = '';
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)) {
    if (kept.length + segment.length + CUT.length > most) break;
    kept += segment;
  }
  return most < CUT.length ? '' : kept.trimEnd() + CUT;
}
