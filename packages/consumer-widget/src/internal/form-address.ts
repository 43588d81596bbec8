// Where the form page of a handle is, and when a page may not show it (design.md §7).

/** Where a form is shown from. */
export interface FormAddress {
  /** Base URL of the routes, without a trailing slash. */
  readonly base: string;
  /** URL of the form page. */
  readonly page: string;
  /** Origin of the form page. */
  readonly origin: string;
}

const loopback = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/**
 * Works out the address of a handle's form.
 *
 * **Security:** a form page on the embedding page's own origin would be readable by every script of that page, so it is refused.
 * Loopback addresses are let through for development.
 *
 * @param endpoint - base URL of the kit, `https://forms.acme.example/tellsafe`; relative ones count from the page
 * @param handle - the invitation's handle
 * @param pageUrl - URL of the embedding page
 * @returns the address, or null when the endpoint or handle is malformed or the origin is refused
 */
export function formAddress(endpoint: string, handle: string, pageUrl: string): FormAddress | null {
  const accountId = accountOf(handle);
  if (!accountId || !URL.canParse(endpoint, pageUrl)) return null;
  const url = new URL(endpoint, pageUrl);
  const host = new URL(pageUrl);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  if (url.origin === host.origin && !loopback.test(host.hostname)) return null;
  const base = (url.origin + url.pathname).replace(/\/+$/, '');
  return { base, page: `${base}/form/${accountId}`, origin: url.origin };
}

/**
 * The account at the end of a handle: 32 bytes, then its id. The rest of the handle is for the form page to check; core's
 * `parseHandle` would bring more code than a host page should load (performance.md P7), a test holds the two together.
 *
 * @returns undefined when there is no account id
 */
function accountOf(handle: string): string | undefined {
  if (!/^[\w-]{44,90}$/.test(handle)) return undefined;
  // 40 characters are 30 bytes: two bytes before the account id.
  const padded = handle.slice(40).replace(/-/g, '+').replace(/_/g, '/');
  try {
    const accountId = atob(padded).slice(2);
    return /^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/.test(accountId) ? accountId : undefined;
  } catch {
    return undefined;
  }
}
