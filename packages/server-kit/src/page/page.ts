// The isolated form page: one static document per account with the headers of design.md §7. No effect, no personal data.
import type { AccountSettings } from '../accounts/settings.ts';
import { pageTemplate, previewTemplate } from './page.generated.ts';

/** Where the built document takes what is said per account. */
const HEAD_MARK = '<!-- tellsafe:head -->';

/** Title and description that previews of a link may show; they say nothing about who asks whom for what. */
const PREVIEW_TITLE = 'Secure form';
const PREVIEW_DESCRIPTION = 'Open this link on your own device to continue.';

/**
 * Powerful features that the page never uses, all off. Copying what a person selects needs none of them. Only names that browsers
 * know: for every other one Chromium writes a warning into the console of the host page.
 */
const disabledFeatures = [
  'accelerometer',
  'autoplay',
  'browsing-topics',
  'camera',
  'clipboard-read',
  'clipboard-write',
  'cross-origin-isolated',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'gamepad',
  'geolocation',
  'gyroscope',
  'hid',
  'identity-credentials-get',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'otp-credentials',
  'payment',
  'picture-in-picture',
  'publickey-credentials-create',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'storage-access',
  'usb',
  'window-management',
  'xr-spatial-tracking',
];

const permissionsPolicy = disabledFeatures.map((feature) => `${feature}=()`).join(', ');

/** Whether the page was embedded when the kit was built. */
export function isPageBuilt(template: string = pageTemplate): boolean {
  return template !== '';
}

/**
 * The form page of an account.
 *
 * @param template the built document; the kit's own unless a test brings another
 */
export function pageResponse(account: AccountSettings, basePath: string, template: string = pageTemplate): Response {
  return new Response(render(template, account, basePath), { status: 200, headers: pageHeaders(account) });
}

/**
 * The page that shows a form in preview, in the studio's frame. The same component under the same policy, with less: it may load its own
 * code and nothing else, so that it has no way to the routes, and only the account's pages may frame it.
 *
 * @param template the built document; the kit's own unless a test brings another
 */
export function previewResponse(account: PageAccount, basePath: string, template: string = previewTemplate): Response {
  return new Response(render(template, account, basePath), { status: 200, headers: pageHeaders(account, "'none'") });
}

/** What of an account the form page says. */
export type PageAccount = Pick<AccountSettings, 'id' | 'allowedOrigins' | 'language' | 'desktop'>;

/** The form page of an account as text and headers, for comparing. */
export function expectedPage(
  account: PageAccount,
  basePath: string,
): { readonly html: string; readonly headers: Readonly<Record<string, string>> } {
  return { html: render(pageTemplate, account, basePath), headers: pageHeaders(account) };
}

/** A plain page for an account that does not exist. */
export function missingPageResponse(): Response {
  const body =
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Not found</title><p>There is nothing at this address.</p></html>';
  return new Response(body, {
    status: 404,
    headers: { ...commonHeaders, 'Content-Security-Policy': "default-src 'none'" },
  });
}

/** A plain page for a kit that was built without the form page. */
export function unbuiltPageResponse(): Response {
  const body =
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Not available</title><p>The form page is not built.</p></html>';
  return new Response(body, {
    status: 503,
    headers: { ...commonHeaders, 'Content-Security-Policy': "default-src 'none'" },
  });
}

const commonHeaders = {
  'Content-Type': 'text/html; charset=utf-8',
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex, nofollow',
};

/**
 * Headers of the page.
 *
 * **Security:** who may frame it is said by `frame-ancestors` alone. CORP is `cross-origin` and COEP is set because a host page
 * that isolates itself (COEP) could not frame the document otherwise; in a frame COOP has no effect, as a link it has.
 */
function pageHeaders(account: PageAccount, connect = "'self'"): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src ${connect}`,
    "form-action 'none'",
    "base-uri 'none'",
    `frame-ancestors ${["'self'", ...account.allowedOrigins].join(' ')}`,
    "require-trusted-types-for 'script'",
  ];
  return {
    ...commonHeaders,
    'Content-Security-Policy': policy.join('; '),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Permissions-Policy': permissionsPolicy,
  };
}

function render(template: string, account: PageAccount, basePath: string): string {
  const metas = [
    meta('name', 'tellsafe-account', account.id),
    meta('name', 'tellsafe-base', basePath),
    meta('name', 'tellsafe-hosts', account.allowedOrigins.join(' ')),
    ...(account.language === undefined ? [] : [meta('name', 'tellsafe-language', account.language)]),
    ...(account.desktop === 'allow' ? [] : [meta('name', 'tellsafe-desktop', account.desktop)]),
    meta('name', 'robots', 'noindex, nofollow'),
    meta('name', 'description', PREVIEW_DESCRIPTION),
    meta('property', 'og:title', PREVIEW_TITLE),
    meta('property', 'og:description', PREVIEW_DESCRIPTION),
  ].join('\n    ');
  // A function, because in a text `$` would have a meaning.
  return template.replace(HEAD_MARK, () => metas);
}

function meta(kind: 'name' | 'property', name: string, content: string): string {
  return `<meta ${kind}="${name}" content="${escapeHtml(content)}">`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
