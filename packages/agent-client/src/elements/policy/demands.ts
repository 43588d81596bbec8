// The demands of a preset, which the server writes as `12 to 64` or `true or false`, in words and numbers of a language.
import type { PolicyLine } from '@tellsafe/core/wire';
import type { PolicyTexts } from './texts.ts';

type Key = Exclude<keyof PolicyTexts, 'locale'>;

/** Says a text of the policy. */
export type Say = (key: Key, params?: Readonly<Record<string, string>>) => string;

const values = { true: 'true', false: 'false', optional: 'optional', required: 'needed' } as const;

/** What is required. */
export function requiredText(say: Say, locale: string, required: string): string {
  const range = / to /.exec(required) && required.split(' to ');
  if (range) return say('range', { min: valueText(say, locale, range[0]), max: valueText(say, locale, range[1]) });
  const [first, ...others] = required.split(' or ').map((each) => valueText(say, locale, each));
  return others.reduce((one, other) => say('or', { one, other }), first ?? '');
}

/** What is set. */
export function actualText(say: Say, locale: string, actual: PolicyLine['actual']): string {
  return actual === null ? say('missing') : valueText(say, locale, `${actual}`);
}

function valueText(say: Say, locale: string, value = ''): string {
  if (/^\d+$/.test(value)) return new Intl.NumberFormat(locale, { numberingSystem: 'latn' }).format(Number(value));
  return Object.hasOwn(values, value) ? say(values[value as keyof typeof values]) : value;
}
