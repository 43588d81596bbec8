// Compares a live form page with what this version of the kit serves: the document, its headers, and every file by the published
// hash. What the consumer's browser runs can be looked at from outside (security.md §1, L2).
import { isAccountId } from '@tellsafe/core';
import { desktopPolicySchema } from '@tellsafe/core/wire/settings';
import { parseOrigin } from '../accounts/origins.ts';
import { integrityManifest } from '../page/page.generated.ts';
import { expectedPage } from '../page/page.ts';

type Fetch = (url: string) => Promise<Response>;

/** What a comparison found. */
export interface PageFindings {
  /** Files that were compared. */
  readonly files: number;
  /** What differs, one sentence each; empty for a page as published. */
  readonly findings: readonly string[];
}

/**
 * Compares a live form page.
 *
 * @param url - of the form page: `https://forms.acme.example/tellsafe/form/acme`
 * @param fetch - gets a URL
 * @throws TypeError when the page cannot be fetched
 */
export async function compareLivePage(url: URL, fetch: Fetch): Promise<PageFindings> {
  const response = await fetch(url.href);
  if (response.status !== 200) return { files: 0, findings: [`The page answers with status ${response.status}.`] };
  const basePath = url.pathname.replace(/\/form\/[^/]*$/, '');
  const page = comparePage(response.headers, await response.text(), basePath);
  const published = Object.entries((JSON.parse(integrityManifest) as { files: Record<string, string> }).files);
  const files = published.filter(([path]) => path.includes('/'));
  const found = await Promise.all(
    files.map(([path, hash]) => compareFile(`${url.origin}${basePath}/${path}`, hash, fetch)),
  );
  return { files: files.length, findings: [...page, ...found.flat()] };
}

function comparePage(headers: Headers, html: string, basePath: string): string[] {
  const account = { id: metaOf(html, 'account'), allowedOrigins: originsOf(metaOf(html, 'hosts')) };
  const language = metaOf(html, 'language');
  if (!isAccountId(account.id) || !account.allowedOrigins) return ['The document is not a form page of the kit.'];
  const { allowedOrigins } = account;
  const { data: desktop = 'allow' } = desktopPolicySchema.safeParse(metaOf(html, 'desktop'));
  const expected = expectedPage(
    { ...account, allowedOrigins, desktop, ...(language !== '' && { language }) },
    basePath,
  );
  const required = { ...expected.headers, 'X-Content-Type-Options': 'nosniff' };
  const wrong = Object.entries(required).filter(([name, value]) => headers.get(name) !== value);
  const findings = wrong.map(
    ([name, value]) => `The header ${name} is ${headers.get(name) ?? 'missing'}; it must be ${value}.`,
  );
  return html === expected.html ? findings : ['The document is not the published one.', ...findings];
}

async function compareFile(url: string, hash: string, fetch: Fetch): Promise<string[]> {
  const response = await fetch(url);
  if (response.status !== 200) return [`${url} answers with status ${response.status}.`];
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-384', await response.arrayBuffer()));
  return `sha384-${btoa(String.fromCharCode(...digest))}` === hash ? [] : [`${url} is not the published file.`];
}

/** The content of one of the kit's own `<meta>` elements, or empty. */
function metaOf(html: string, name: string): string {
  return new RegExp(`<meta name="tellsafe-${name}" content="([^"<>]*)">`).exec(html)?.[1] ?? '';
}

function originsOf(hosts: string): string[] | undefined {
  try {
    return hosts
      .split(' ')
      .filter(Boolean)
      .map((host) => parseOrigin('hosts', host));
  } catch {
    return undefined;
  }
}
