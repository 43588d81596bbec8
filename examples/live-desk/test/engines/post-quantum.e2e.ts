// The suite xwing in the engines that have no ML-KEM: they fetch it, for consumers and for agents. Chromium, which has it, is in
// ../post-quantum.e2e.ts.
import { generateRecipientKeyPair } from '@tellsafe/core/crypto/hpke';
import { toBase64url } from '@tellsafe/core/encoding';
import { describe, expect, test } from 'vitest';
import { isLong } from '../../../../packages/server-kit/test/proof/size.ts';
import { fill, openOverlay, readAnswers } from './actors.ts';
import { engineNames } from './engines.ts';
import { keptKeys } from './kept-keys.ts';
import { useEngine } from './three-engines.ts';

const CARD = { 'Name on card': 'Ada Moreau', 'Card number': '4111111111111111', 'Expiry date': '12/31', CVV: '737' };

const { publicKey } = await generateRecipientKeyPair('xwing');
const sealing = { suite: 'xwing', archiveKey: { publicKey: toBase64url(publicKey) } } as const;

// WebKit takes the same way as Firefox, both without ML-KEM of their own: a long run looks at it, too.
const engines = engineNames.filter((name) => name === 'firefox' || (isLong && name === 'webkit'));

describe.each(engines)('in %s', (name) => {
  const stage = useEngine(name, sealing);

  test('SF-FLOW-04 SF-FLOW-08 an agent of xwing reads what was submitted, also after a reload', async () => {
    const { consumer, maya } = await stage.invited();
    await maya.reload();
    await maya.page.click({ text: 'Guest' });
    const form = await openOverlay(consumer, stage.desk.formOrigin);
    await form.see({ text: 'and later authorised managers of the company' });
    await fill(form, CARD);
    await form.click({ role: 'button', name: 'Submit' });
    await form.see({ text: 'Payment card has been submitted' });
    expect(await readAnswers(maya, Object.keys(CARD))).toEqual(CARD);
    const keys = await maya.page.evaluate(keptKeys);
    expect(keys.filter(({ extractable }) => extractable)).toEqual([]);
  });
});
