// Themes of accounts and forms on their way in: shape and contrast, the latter with the account's theme below the form's (SF-THM-14).
import { TellsafeError } from '@tellsafe/core';
import type { FormDefinition } from '@tellsafe/core/form';
import type { Theme } from '@tellsafe/core/theme';
import { contrastIssues, describeContrast, themeSchema } from '@tellsafe/core/theme/schema';
import { invalidSetting } from '../invalid-setting.ts';

/**
 * Checks the theme of an account.
 *
 * @param path where it stands in the options, for messages
 * @throws TellsafeError `option_invalid` naming the key; for colours that are too much alike both names, the screen and the ratio
 */
export function parseTheme(path: string, input: unknown): Theme {
  const parsed = themeSchema.safeParse(input);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const at = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : (issue?.path ?? []);
    throw invalidSetting([path, ...at].join('.'), 'is not a part of a theme, or not as it must be: see Theme');
  }
  // The defaults are known to be good; looking at every pair of them would take its time at each start.
  const [poor] = Object.keys(parsed.data).length === 0 ? [] : contrastIssues(parsed.data);
  if (poor) {
    const { foreground, background, scheme, foregroundColor, backgroundColor, ratio, required } = poor;
    const hint = `has a contrast of ${ratio} on ${background} (${backgroundColor}) on ${scheme} screens; it must be at least ${required}`;
    throw invalidSetting(`${path}.${foreground}`, hint, foregroundColor);
  }
  return parsed.data;
}

/**
 * Checks a form's theme over the account's.
 *
 * @throws TellsafeError `definition_invalid`
 */
export function checkFormTheme(account: Theme, { theme }: FormDefinition): void {
  if (!theme) return;
  const issues = contrastIssues({ ...account, ...theme }).map(describeContrast);
  if (issues.length === 0) return;
  throw new TellsafeError('definition_invalid', {
    issues: issues.map((issue) => ({ ...issue, path: `theme.${issue.path}` })),
  });
}
