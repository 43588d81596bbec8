// The fields of a theme: colours for light and dark screens, font, logo, lock marks, own words, and the verdict about contrast.
import { defaultColors, LOGO_LIMIT, type Theme, type ThemeColorName, type ThemeFont } from '@tellsafe/core/theme';
import type { ContrastIssue } from '@tellsafe/core/theme/schema';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { icon } from '../shared/icons.ts';
import { checkField, selectField, textField } from './fields.ts';
import { contrastText } from './issue-texts.ts';
import type { Writing } from './writing.ts';

/** What the fields need besides the theme. */
export interface ThemeContext {
  readonly writing: Writing;
  /** What holds where the theme says nothing. */
  readonly below: Theme;
  /** Makes ids unique. */
  readonly prefix: string;
  readonly contrast: readonly ContrastIssue[];
  readonly change: (theme: Theme, about?: string) => void;
}

const colours = Object.keys(defaultColors) as ThemeColorName[];
const schemes = ['light', 'dark'] as const;

/** The fields. */
export function themeFields(theme: Theme, context: ThemeContext): TemplateResult {
  const { writing, below, contrast, prefix, change } = context;
  const { say } = writing;
  return html`<div class="theme">
    <div class="table" tabindex="0" role="region" aria-label=${say('colours')}><table>
      <thead><tr><th scope="col"><span class="hidden-text">${say('theme')}</span></th><th scope="col">${say('light')}</th><th scope="col">${say('dark')}</th><th><span class="hidden-text">${say('usual')}</span></th></tr></thead>
      <tbody>${colours.map((name) => colourRow(name, theme, context))}</tbody>
    </table></div>
    ${
      contrast.length === 0
        ? html`<p class="notice good">${icon('check')}<span>${say('contrastGood')}</span></p>`
        : html`<div class="notice bad" role="alert">${icon('warning')}<ul>${contrast.map((issue) => html`<li>${contrastText(writing, issue)}</li>`)}</ul></div>`
    }
    <div class="pair">
      ${selectField(
        {
          ...{ id: `${prefix}-font`, label: say('font'), value: theme.fontFamily ?? '' },
          onInput: (font) => change(withPart(theme, 'fontFamily', (font || undefined) as ThemeFont | undefined)),
        },
        [
          ['', say('usual')],
          ['arial', say('fontArial')],
          ['system', say('fontSystem')],
          ['serif', say('fontSerif')],
          ['rounded', say('fontRounded')],
        ],
      )}
      ${logoFields(theme, context)}
    </div>
    ${checkField({ id: `${prefix}-lock`, label: say('lockMark'), hint: say('lockMarkHint') }, theme.lockMark ?? below.lockMark ?? true, (lockMark) => change({ ...theme, lockMark }))}
    <tellsafe-studio-words .writing=${writing} .theme=${theme} .change=${change}></tellsafe-studio-words>
  </div>`;
}

function colourRow(
  name: ThemeColorName,
  theme: Theme,
  { writing, below, prefix, contrast, change }: ThemeContext,
): TemplateResult {
  const { say } = writing;
  const own = theme[name];
  const now = {
    light: colourOf(own ?? below[name] ?? defaultColors[name], 'light'),
    dark: colourOf(own ?? below[name] ?? defaultColors[name], 'dark'),
  };
  const set = (scheme: 'light' | 'dark', colour: string) =>
    change(withPart(theme, name, { ...pairOf(now, below), [scheme]: colour }), `${name} ${scheme}`);
  return html`<tr>
    <th scope="row" id="${prefix}-${name}">${say(name)}</th>
    ${schemes.map((scheme) => {
      const isBad = contrast.some(
        (issue) => issue.scheme === scheme && (issue.foreground === name || issue.background === name),
      );
      const shown =
        hexOf(now[scheme]) ??
        hexOf(colourOf(below.bubbleBackgroundColor ?? defaultColors.bubbleBackgroundColor, scheme)) ??
        '#ffffff';
      return html`<td><input type="color" class=${isBad ? 'bad' : ''} aria-label="${say(name)}, ${say(scheme)}" aria-invalid=${isBad} .value=${live(shown)}
        @input=${(event: Event) => set(scheme, (event.target as HTMLInputElement).value)}></td>`;
    })}
    <td>${own === undefined ? html`<span class="muted">${say('usual')}</span>` : html`<button class="quiet round" type="button" aria-label=${say('resetColour', { part: say(name) })} @click=${() => change(withPart(theme, name, undefined))}>${icon('undo', 'flips')}</button>`}</td>
  </tr>`;
}

/** A pair has two plain colours: what was transparent shows the bubble's background. */
function pairOf(now: { readonly light: string; readonly dark: string }, below: Theme) {
  const ground = (scheme: 'light' | 'dark') =>
    colourOf(below.bubbleBackgroundColor ?? defaultColors.bubbleBackgroundColor, scheme);
  return { light: hexOf(now.light) ?? ground('light'), dark: hexOf(now.dark) ?? ground('dark') };
}

function logoFields(theme: Theme, { writing, prefix, change }: ThemeContext): TemplateResult {
  const { say } = writing;
  const { logo } = theme;
  const choose = async (event: Event) => {
    const input = event.target as HTMLInputElement;
    const [file] = input.files ?? [];
    if (!file) return;
    const image = await dataUrlOf(file);
    const isFine = image.length <= LOGO_LIMIT && /^data:image\/(?:png|jpeg|webp|svg\+xml);base64,/.test(image);
    input.setCustomValidity(isFine ? '' : say('logoTooBig'));
    if (isFine)
      change(withPart(theme, 'logo', { image, alt: logo?.alt ?? file.name.replace(/\.\w+$/, '').slice(0, 80) }));
    else input.reportValidity();
    input.value = '';
  };
  return html`<div class="field">
    <label for="${prefix}-logo">${say('logo')}</label>
    <input id="${prefix}-logo" type="file" accept="image/png,image/jpeg,image/webp,image/svg+xml" aria-describedby="${prefix}-logo-hint" @change=${choose}>
    <span class="hint" id="${prefix}-logo-hint">${say('logoHint')}</span>
    ${
      logo
        ? html`<div class="logo"><img src=${logo.image.startsWith('data:image/') ? logo.image : ''} alt=""><button class="quiet" type="button" @click=${() => change(withPart(theme, 'logo', undefined))}>${say('removeLogo')}</button></div>
          ${textField({ id: `${prefix}-logo-alt`, label: say('logoAlt'), value: logo.alt, error: logo.alt.trim() === '' ? say('errorMissing') : undefined, onInput: (alt) => change(withPart(theme, 'logo', { ...logo, alt: alt.slice(0, 80) }), 'logo alt') })}`
        : nothing
    }
  </div>`;
}

function withPart<Part extends keyof Theme>(theme: Theme, part: Part, value: Theme[Part] | undefined): Theme {
  const { [part]: _before, ...rest } = theme;
  return value === undefined ? (rest as Theme) : { ...theme, [part]: value };
}

const colourOf = (colour: NonNullable<Theme[ThemeColorName]>, scheme: 'light' | 'dark'): string =>
  typeof colour === 'string' ? colour : colour[scheme];

/** What `<input type="color">` takes: `#rrggbb`. */
function hexOf(colour: string): string | undefined {
  if (/^#[0-9a-f]{6}$/i.test(colour)) return colour.toLowerCase();
  const [, red, green, blue] = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(colour) ?? [];
  return red && green && blue ? `#${red}${red}${green}${green}${blue}${blue}`.toLowerCase() : undefined;
}

async function dataUrlOf(file: File): Promise<string> {
  if (file.size > LOGO_LIMIT) return 'x'.repeat(LOGO_LIMIT + 1);
  const reader = new FileReader();
  const loaded = new Promise((resolve) => reader.addEventListener('loadend', resolve, { once: true }));
  reader.readAsDataURL(file);
  await loaded;
  return typeof reader.result === 'string' ? reader.result : '';
}
