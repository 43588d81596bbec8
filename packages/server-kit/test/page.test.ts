// The form page and its files: headers to the letter, metas escaped, the same for everybody, no effect (design.md §7).
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { parseAccount } from '../src/accounts/settings.ts';
import { type Assets, assetResponse } from '../src/page/assets.ts';
import { isPageBuilt, missingPageResponse, pageResponse, unbuiltPageResponse } from '../src/page/page.ts';
import { call } from './clients.ts';
import { ACCOUNT, createHarness, FORM_ORIGIN, SHOP_ORIGIN } from './harness.ts';

const template =
  '<!doctype html><html lang="en"><head><meta charset="utf-8"><!-- tellsafe:head --><title>Form</title><script type="module" src="../assets/page-1.js"></script></head><body></body></html>';

const account = parseAccount('accounts[0]', {
  id: ACCOUNT,
  formOrigin: FORM_ORIGIN,
  allowedOrigins: [SHOP_ORIGIN, 'https://shop.acme.example:8443'],
  language: 'pt-BR',
});

const headersOf = (response: Response) => Object.fromEntries(response.headers);

describe('the form page', () => {
  test('SF-WV-02 carries exactly the headers that isolate it', () => {
    const { 'permissions-policy': permissions, ...headers } = headersOf(pageResponse(account, '/tellsafe', template));
    expect(headers).toEqual({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
        "form-action 'none'; base-uri 'none'; " +
        `frame-ancestors 'self' ${SHOP_ORIGIN} https://shop.acme.example:8443; require-trusted-types-for 'script'`,
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'cross-origin',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
    });
    expect(permissions).toContain('camera=()');
    expect(permissions?.split(', ').every((feature) => /^[a-z-]+=\(\)$/.test(feature))).toBe(true);
    // Names that Chromium does not know: it would warn of each in the host page's console.
    expect(permissions).not.toMatch(/ambient-light-sensor|battery|bluetooth|web-share/);
  });

  test('says what the page needs to know in metas, and neutral words for previews', async () => {
    const html = await pageResponse(account, '/tellsafe', template).text();
    expect(html).toContain('<meta name="tellsafe-account" content="acme">');
    expect(html).toContain('<meta name="tellsafe-base" content="/tellsafe">');
    expect(html).toContain(`<meta name="tellsafe-hosts" content="${SHOP_ORIGIN} https://shop.acme.example:8443">`);
    expect(html).toContain('<meta name="tellsafe-language" content="pt-BR">');
    expect(html).toContain('<meta property="og:title" content="Secure form">');
    expect(html).not.toContain('tellsafe:head');
    expect(html.match(/<title>/g)).toHaveLength(1);
  });

  test('SF-CN-04 says what a link does on a computer, and nothing where it opens there too', async () => {
    const metaOf = async (desktop: 'block' | 'handoff' | 'allow') =>
      (await pageResponse({ ...account, desktop }, '/tellsafe', template).text()).match(
        /tellsafe-desktop" content="\w+"/g,
      );
    expect(await metaOf('block')).toEqual(['tellsafe-desktop" content="block"']);
    expect(await metaOf('handoff')).toEqual(['tellsafe-desktop" content="handoff"']);
    expect(await metaOf('allow')).toBeNull();
  });

  test('SF-LANG-02 speaks the language that its link names, if it is one', async () => {
    const harness = await createHarness('memory', { account: { language: 'fr' } });
    const languageAt = async (query: string) => {
      const { text } = await call(harness, 'GET', `/form/acme${query}`);
      return /tellsafe-language" content="([^"]*)"/.exec(text)?.[1];
    };
    expect(await languageAt('')).toBe('fr');
    expect(await languageAt('?l=pt-BR')).toBe('pt-BR');
    for (const odd of ['?l=', '?l=%22%3E%3Cscript%3E', '?l=x', '?l=de_DE%20', '?l=de&l=%3C']) {
      expect(['fr', 'de']).toContain(await languageAt(odd));
    }
    await harness.close();
  });

  test('escapes what goes into the document, and takes `$` as it is', async () => {
    const odd = { ...account, id: '"><script>$&', language: "'&<>" };
    const html = await pageResponse(odd, '/a"b', template).text();
    expect(html).toContain('content="&#34;&#62;&#60;script&#62;$&#38;"');
    expect(html).not.toContain('"><script>$');
    expect(html).toContain('content="/a&#34;b"');
  });

  test('is a plain 404 for an unknown account, over HTTP too', async () => {
    expect(missingPageResponse().status).toBe(404);
    const harness = await createHarness('memory');
    for (const id of ['unknown', 'ACME', '%00', '..']) {
      const answer = await call(harness, 'GET', `/form/${id}`);
      expect([id, answer.status]).toEqual([id, 404]);
      expect(answer.text).not.toContain('acme');
    }
    await harness.close();
  });

  test('says clearly when it is not built', async () => {
    expect(isPageBuilt('')).toBe(false);
    const response = unbuiltPageResponse();
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('not built');
  });

  test('SF-OTK-07 is the same document for everybody, and HEAD has its headers', async () => {
    const harness = await createHarness('memory');
    const agents = ['Slackbot 1.0', 'facebookexternalhit/1.1', 'Mozilla/5.0'];
    const answers = await Promise.all(
      agents.map((agent) => call(harness, 'GET', '/form/acme', { headers: { 'User-Agent': agent } })),
    );
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    const head = await call(harness, 'HEAD', '/form/acme');
    expect([head.status, head.text]).toEqual([answers[0]?.status, '']);
    expect(head.headers.get('content-security-policy')).toBe(answers[0]?.headers.get('content-security-policy'));
    await harness.close();
  });
});

describe('the page that was built', () => {
  test('loads nothing but files of the kit, and all of them are there', async () => {
    expect(isPageBuilt()).toBe(true);
    const harness = await createHarness('memory');
    const page = await call(harness, 'GET', '/form/acme');
    expect(page.status).toBe(200);
    expect(page.text).toContain('<meta name="tellsafe-account" content="acme">');
    const links = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(1);
    for (const link of links) {
      const url = new URL(link, `${FORM_ORIGIN}/tellsafe/form/acme`);
      expect(url.href).toMatch(/^https:\/\/forms\.acme\.example\/tellsafe\/assets\/[A-Za-z0-9._-]+$/);
      const file = await harness.tellsafe.fetch(new Request(url));
      expect([link, file.status, file.headers.get('x-content-type-options')]).toEqual([link, 200, 'nosniff']);
    }
    expect(page.text).not.toMatch(/<script(?![^>]*src)|<style|\sstyle=|\son[a-z]+=/);
    await harness.close();
  });
});

describe('the files of the page', () => {
  const source = 'export const answer = 42;'.repeat(50);
  const assets: Assets = {
    'page-1.js': {
      type: 'text/javascript; charset=utf-8',
      etag: 'abc',
      identity: Buffer.from(source).toString('base64'),
      gzip: gzipSync(source).toString('base64'),
    },
  };
  const get = (headers: Record<string, string> = {}, name = 'page-1.js') =>
    assetResponse(
      { load: async () => assets, resourcePolicy: 'same-origin' },
      name,
      new Request(`${FORM_ORIGIN}/tellsafe/assets/${name}`, { headers }),
    );

  test('never change, so they are kept for ever', async () => {
    const response = await get();
    expect(response && headersOf(response)).toEqual({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      etag: '"abc"',
      vary: 'Accept-Encoding',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(await response?.text()).toBe(source);
  });

  test('come compressed to who takes it', async () => {
    const response = await get({ 'Accept-Encoding': 'br;q=0, gzip, deflate' });
    expect(response?.headers.get('content-encoding')).toBe('gzip');
    expect(response?.headers.get('etag')).toBe('"abc-gzip"');
    const bytes = new Uint8Array((await response?.arrayBuffer()) ?? new ArrayBuffer(0));
    expect(Buffer.from(bytes).equals(gzipSync(source))).toBe(true);
    for (const header of ['', 'identity', 'gzip;q=0', 'gzip;q=0.000', 'xgzip', 'br']) {
      const response = await get({ 'Accept-Encoding': header });
      expect([header, response?.headers.get('content-encoding')]).toEqual([header, null]);
    }
  });

  test('are not sent again to who has them', async () => {
    const response = await get({ 'If-None-Match': 'W/"other", W/"abc"' });
    expect([response?.status, response?.body]).toEqual([304, null]);
  });

  test.each(['unknown.js', '__proto__', 'constructor', ''])('a name that is none: "%s"', async (name) => {
    expect(await get({}, name)).toBeUndefined();
  });
});
