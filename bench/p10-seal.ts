// P10: how long sealing takes the consumer's page: twenty answers for one agent, in Chromium at full speed.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import { withBrowser } from './page/browser.ts';
import type { Benchmark } from './run/benchmark.ts';
import { median, quantile, rounded } from './run/statistics.ts';

const counts = { quick: 5, whole: 400 };

/** Sealings before those that count. */
const WARM_UP = 20;
const ANSWERS = 20;

/** Runs in the page. */
const code = `
  import { createUuid } from '@tellsafe/core';
  import { sealAnswers } from '@tellsafe/core/answers';
  import { webRandom } from '@tellsafe/core/crypto';
  import { generateRecipientKeyPair, recipientKeyId } from '@tellsafe/core/crypto/hpke';
  import { toBase64url } from '@tellsafe/core/encoding';

  globalThis.sealTimes = async (suite, count) => {
    const { publicKey } = await generateRecipientKeyPair(suite);
    const recipient = { role: 'agent', suite, keyId: await recipientKeyId(suite, publicKey), publicKey: toBase64url(publicKey) };
    const ids = Array.from({ length: ${ANSWERS} }, (_, at) => 'question-' + at);
    const questions = ids.map((id) => ({ id, label: id, type: 'text', required: true, masked: false, offTheRecord: false }));
    const definition = { questions };
    const answers = Object.fromEntries(ids.map((id) => [id, 'An answer of some forty characters, as is usual']));
    const id = () => createUuid(webRandom);
    const times = [];
    for (let at = 0; at < ${WARM_UP} + count; at += 1) {
      const context = { accountId: 'bench', conversationId: id(), invitationId: id(), definitionHash: toBase64url(webRandom(32)) };
      const startedAt = performance.now();
      await sealAnswers(definition, answers, context, [recipient], webRandom);
      if (at >= ${WARM_UP}) times.push(performance.now() - startedAt);
    }
    return times;
  };
`;

async function sealTimes(count: number): Promise<Readonly<Record<'x25519' | 'xwing', number[]>>> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    tsconfigRaw: {},
    write: false,
  });
  const script = outputFiles[0]?.text ?? '';
  const server = createServer(({ url }, response) => {
    const isScript = url === '/seal.js';
    response.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html' });
    response.end(
      isScript ? script : '<!doctype html><title>Seal</title><script type="module" src="/seal.js"></script>',
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await withBrowser(async (browser) => {
      const page = await browser.newPage();
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      await page.waitForFunction(() => 'sealTimes' in globalThis);
      const run = (suite: string) =>
        page.evaluate(
          ([name, times]) =>
            (globalThis as unknown as { sealTimes(suite: string, count: number): Promise<number[]> }).sealTimes(
              name,
              times,
            ),
          [suite, count] as const,
        );
      return { x25519: await run('x25519'), xwing: await run('xwing') };
    });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

export const p10: Benchmark = {
  id: 'P10',
  title: `sealing ${ANSWERS} answers in Chromium, 95th percentile`,
  unit: 'ms',
  reach: { atMost: 10 },
  run: async ({ quick }) => {
    const times = await sealTimes(counts[quick ? 'quick' : 'whole']);
    const rowOf = (suite: keyof typeof times) =>
      [suite, ...[0.5, 0.95, 1].map((share) => rounded(quantile(times[suite], share), 2))] as const;
    const figure = quantile(times.x25519, 0.95);
    return {
      figure,
      spread: [figure, figure],
      table: [['sealing, ms', 'p50', 'p95', 'max'], rowOf('x25519'), rowOf('xwing')],
      details: { medianMs: rounded(median(times.x25519), 2), xwingP95Ms: rounded(quantile(times.xwing, 0.95), 2) },
    };
  },
};
