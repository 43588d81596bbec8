// The suite xwing in a real browser: the whole path with an archive, what each side fetches for it, and the same where the
// browser has no ML-KEM.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { generateRecipientKeyPair } from '@tellsafe/core/crypto/hpke';
import { toBase64url } from '@tellsafe/core/encoding';
import type { BrowserContext } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { type Agent, type Consumer, meet } from './people.ts';
import { type Stage, useStage } from './stage.ts';

const CARD = { 'Name on card': 'Ada Moreau', 'Card number': '4111 1111 1111 1111', 'Expiry date': '12/31', CVV: '737' };
const READ = { ...CARD, 'Card number': '4111111111111111' };

/** What the form page loads for xwing, and for ML-KEM where the browser has none: names of files. */
const page = join(
  dirname(createRequire(import.meta.url).resolve('@tellsafe/consumer-widget/package.json')),
  'dist/page',
);
const { xwing, mlKem } = JSON.parse(readFileSync(join(page, 'manifest.json'), 'utf8')) as Record<
  'xwing' | 'mlKem',
  { readonly files: readonly string[] }
>;

/** A browser as Firefox and WebKit are: WebCrypto knows no ML-KEM under any name. Runs before every script of a page. */
function hideMlKem(): void {
  const { prototype } = SubtleCrypto;
  for (const name of ['generateKey', 'importKey'] as const) {
    const original = prototype[name] as (...given: unknown[]) => Promise<unknown>;
    Object.defineProperty(prototype, name, {
      value(this: SubtleCrypto, ...given: unknown[]) {
        const asked = given.map((each) => (each as { name?: string } | null)?.name ?? each);
        const refused = asked.some((each) => typeof each === 'string' && /ML-?KEM/i.test(each));
        return refused
          ? Promise.reject(new DOMException('Unrecognized name', 'NotSupportedError'))
          : Reflect.apply(original, this, given);
      },
    });
  }
}

interface Shop {
  readonly consumer: Consumer;
  readonly maya: Agent;
  /** Names of the scripts that the form page fetched. */
  readonly fetched: Set<string>;
}

/** A consumer and an agent who has taken the conversation, each with a browser that was prepared. */
async function conversation(stage: Stage, prepare: (browser: BrowserContext) => Promise<unknown>): Promise<Shop> {
  const [shopper, desk] = [await stage.profile('shopper'), await stage.profile('desk')];
  await Promise.all([prepare(shopper), prepare(desk)]);
  const fetched = new Set<string>();
  shopper.on('request', (request) => fetched.add(request.url().split('/').at(-1) ?? ''));
  const { consumer, maya } = await meet(shopper, desk, stage.desk);
  return { consumer, maya, fetched };
}

/** The whole path; the agent's page is loaded anew while the form is open. */
async function wholePath({ consumer, maya }: Shop, footer: RegExp): Promise<Record<string, string>> {
  await maya.send('Payment card');
  await consumer.openForm();
  await consumer.form.getByText(footer).waitFor();
  await maya.page.reload();
  await maya.choose();
  await consumer.fill(CARD);
  await consumer.submit();
  await consumer.form.getByText('Payment card has been submitted').waitFor();
  await maya.viewForm.click();
  const entries: [string, string][] = [];
  for (const label of Object.keys(CARD)) entries.push([label, await maya.answer(label)]);
  expect([...consumer.problems, ...maya.problems]).toEqual([]);
  return Object.fromEntries(entries);
}

const nothing = async () => undefined;

const withArchive = /later authorised managers of the company/;

describe('an account of xwing with an archive', async () => {
  const { publicKey } = await generateRecipientKeyPair('xwing');
  const stage = useStage({ suite: 'xwing', archiveKey: { publicKey: toBase64url(publicKey) } });

  test('SF-FLOW-04 SF-FLOW-08 sent, opened, submitted and read, also after a reload; ML-KEM is the browser’s own', async () => {
    const shop = await conversation(stage, nothing);
    expect(await wholePath(shop, withArchive)).toEqual(READ);
    for (const file of xwing.files) expect(shop.fetched).toContain(file);
    for (const file of mlKem.files) expect(shop.fetched).not.toContain(file);
  });

  test('SF-FLOW-04 SF-FLOW-08 the same on both sides where the browser has no ML-KEM: it is fetched', async () => {
    const shop = await conversation(stage, (browser) => browser.addInitScript(hideMlKem));
    expect(await wholePath(shop, withArchive)).toEqual(READ);
    for (const file of [...xwing.files, ...mlKem.files]) expect(shop.fetched).toContain(file);
  });
});

describe('an account of x25519', () => {
  const stage = useStage();

  test('performance.md P8 nothing post-quantum is fetched', async () => {
    expect(xwing.files.length).toBeGreaterThan(0);
    expect(mlKem.files.length).toBeGreaterThan(0);
    const shop = await conversation(stage, (browser) => browser.addInitScript(hideMlKem));
    expect(await wholePath(shop, withArchive)).toEqual(READ);
    for (const file of [...xwing.files, ...mlKem.files]) expect(shop.fetched).not.toContain(file);
  });
});
