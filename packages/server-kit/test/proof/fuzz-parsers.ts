// Parsers of what others wrote: files, records, messages between windows, addresses, event streams; and what each may give.
import { isTellsafeError } from '@tellsafe/core';
import { atRestContext, openAtRest, prepareWrapping, sealAtRest } from '@tellsafe/core/crypto/at-rest';
import { parseProof } from '@tellsafe/core/crypto/sync';
import { toBase64url } from '@tellsafe/core/encoding';
import { encodeConsumerKey, encodeOneTimeKey, parseConsumerKey, parseOneTimeKey } from '@tellsafe/core/otk';
import { encodeHandle, parseHandle } from '@tellsafe/core/otk/handle';
import { parseProblem, problemOf } from '@tellsafe/core/wire';
import fc from 'fast-check';
import { parseFrameMessage, parseHostMessage } from '../../../consumer-widget/src/internal/channel.ts';
import { formAddress } from '../../../consumer-widget/src/internal/form-address.ts';
import { accountOf, takeFragment } from '../../../consumer-widget/src/page/address.ts';
import { formatKeyFile, parseKeyFile } from '../../src/keys/file-format.ts';
import { ACCOUNT, random } from '../harness.ts';
import { type ByteEdit, byteEdits, CANARY, editedBytes, editedJson, type JsonEdit, jsonEdits } from './fuzz-edits.ts';
import type { FuzzTarget } from './fuzz-run.ts';
import { type FuzzText, fuzzTexts } from './fuzz-world.ts';

const texts = Object.fromEntries(fuzzTexts.map((name) => [name, CANARY])) as Record<FuzzText, string>;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

function assert(claim: boolean, message: string): asserts claim {
  if (!claim) throw new Error(message);
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

interface Edited {
  readonly json: readonly JsonEdit[];
  readonly bytes: readonly ByteEdit[];
}
const edited: fc.Arbitrary<Edited> = fc.record({
  json: fc.array(jsonEdits, { maxLength: 3 }),
  bytes: fc.array(byteEdits, { maxLength: 3 }),
});

const heldKey = (id: string) => ({ id, key: random(32), createdAt: 1 });
const keySet = { macKeys: [heldKey('m1')], wrapKeys: [heldKey('w1'), heldKey('w2')] };
const keyFile: unknown = JSON.parse(decoder.decode(formatKeyFile(keySet)));

/** A key file is keys or nothing; keys are written and read again as the same, and their texts are overwritten. */
export function keyFiles(parse = parseKeyFile): FuzzTarget<Edited> {
  const check = ({ json, bytes }: Edited) => {
    const file = editedBytes(encoder.encode(editedJson(keyFile, json, texts)), bytes);
    const keys = parse(file);
    for (const { key } of [...keySet.macKeys, ...keySet.wrapKeys]) {
      const kept = keys !== undefined && decoder.decode(file).includes(toBase64url(key));
      assert(!kept, 'a key is still in the file that was read');
    }
    if (keys === undefined) return;
    assert(keys.macKeys.length > 0 && keys.wrapKeys.length > 0, 'a kind of keys is missing');
    assert(
      [...keys.macKeys, ...keys.wrapKeys].every(({ key }) => key.length === 32),
      'a key of another length',
    );
    assert(same(parse(formatKeyFile(keys)), keys), 'read again it is another');
  };
  return { name: 'key files', inputs: edited, check };
}

const dataKey = random(32);
const context = atRestContext('acme', 'answers', 'group', 'id');
const plaintext = encoder.encode('{"part":{"class":"recorded"}}');
const box = sealAtRest(dataKey, plaintext, context, random);
const wrapping = prepareWrapping(dataKey);
const wrapped = wrapping.wrap(dataKey, context, random);

/** A box opens to what was sealed, or is refused in the one way. */
export function boxes(open = openAtRest): FuzzTarget<readonly ByteEdit[]> {
  const refused = (run: () => Uint8Array) => {
    try {
      return run();
    } catch (error) {
      if (isTellsafeError(error, 'at_rest_invalid')) return undefined;
      throw error;
    }
  };
  const check = (edits: readonly ByteEdit[]) => {
    for (const [sealed, run, text] of [
      [box, (bytes: Uint8Array) => open(dataKey, bytes, context), plaintext],
      [wrapped, (bytes: Uint8Array) => wrapping.unwrap(bytes, context), dataKey],
    ] as const) {
      const bytes = editedBytes(sealed, edits);
      const opened = refused(() => run(bytes));
      const genuine = Buffer.from(bytes).equals(sealed);
      assert(
        genuine ? opened !== undefined && Buffer.from(opened).equals(text) : opened === undefined,
        'opened what was changed',
      );
    }
  };
  const edges = fc.record({ kind: fc.constant('flip' as const), at: fc.nat(48), bit: fc.nat(7) });
  return { name: 'boxes at rest', inputs: fc.array(fc.oneof(byteEdits, edges), { maxLength: 2 }), check };
}

/** Whatever structured cloning lets through: no functions, no getters. */
const cloned = fc.anything({
  withDate: true,
  withMap: true,
  withSet: true,
  withTypedArray: true,
  withSparseArray: true,
  withNullPrototype: true,
});
const messageValues = fc.oneof(
  cloned,
  fc.constantFrom(CANARY, 'filling', 'submitted', true, 1.5, -0, Number.NaN, 640, 2 ** 40, {}, null, '#fff'),
);
const messages = fc.oneof(
  cloned,
  fc.dictionary(
    fc.constantFrom(
      'type',
      'status',
      'dirty',
      'focused',
      'height',
      'handle',
      'language',
      'theme',
      '__proto__',
      'value',
    ),
    messageValues,
    { maxKeys: 6 },
  ),
  fc
    .tuple(
      fc.constantFrom('status', 'dirty', 'focus', 'height', 'handle', 'close'),
      fc.dictionary(
        fc.constantFrom('status', 'dirty', 'focused', 'height', 'handle', 'language', 'theme', 'value'),
        messageValues,
      ),
    )
    .map(([type, rest]) => ({ type, ...rest })),
);

const shapes: Readonly<Record<string, readonly string[]>> = {
  status: ['type', 'status'],
  dirty: ['type', 'dirty'],
  focus: ['type', 'focused'],
  height: ['type', 'height'],
  close: ['type'],
  handle: ['type', 'handle', 'language', 'theme'],
};

/** Messages between the host page and the frame are of the table or nothing, and hold nothing else (SF-WV-03). */
export function channels(parseFrame = parseFrameMessage, parseHost = parseHostMessage): FuzzTarget<unknown> {
  const check = (data: unknown) => {
    for (const parse of [parseFrame, parseHost] as ((data: unknown) => { readonly type: string } | null)[]) {
      const message = parse(data);
      if (message === null) continue;
      const expected = shapes[message.type];
      assert(
        expected !== undefined && same(Object.keys(message).sort(), [...expected].sort()),
        `a message of ${Object.keys(message)}`,
      );
      assert(same(parse(message), message), 'read again it is another');
      const bare = Object.entries(message).filter(([name]) => name !== 'handle' && name !== 'language');
      assert(!JSON.stringify(bare).includes(CANARY), 'lets a text through');
    }
  };
  return { name: 'messages between windows', inputs: messages, check };
}

const handle = encodeHandle({
  accountId: ACCOUNT,
  conversationId: '8b34dbc2-c05e-44d7-a25d-48efeace8245',
  secret: random(16),
});
const addressParts = fc.oneof(
  fc.constantFrom(
    'https://forms.acme.example/tellsafe',
    '/tellsafe',
    'javascript:1',
    'data:,x',
    '//other',
    'https://shop.example:443',
    'http://localhost',
    'blob:https://a/b',
    'https://a@b:c',
    '\\\\a\\b',
    'https://[::1]:1',
  ),
  fc.webUrl({ withFragments: true, withQueryParameters: true }),
  fc.string({ unit: 'binary', maxLength: 30 }),
);
interface AddressInput {
  readonly endpoint: string;
  readonly page: string;
  readonly edits: readonly ByteEdit[];
}

/** Links and handles in addresses: a form page of another origin or nothing; texts that are keys are written the one way. */
export const addresses: FuzzTarget<AddressInput> = {
  name: 'addresses',
  inputs: fc.record({ endpoint: addressParts, page: addressParts, edits: fc.array(byteEdits, { maxLength: 2 }) }),
  check: ({ endpoint, page, edits }) => {
    const text = decoder.decode(editedBytes(encoder.encode(handle), edits));
    for (const given of [text, endpoint]) {
      const found = formAddress(endpoint, given, page);
      if (found) {
        assert(/^https?:/.test(found.page) && found.page.startsWith(`${found.base}/form/`), `a page at ${found.page}`);
        const { origin, hostname } = new URL(page);
        assert(
          found.origin !== origin || /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname),
          'a page on the own origin',
        );
      }
      assert(typeof accountOf(given) === 'string', 'no text');
      const parsed = parseHandle(given);
      assert(parsed === null || encodeHandle(parsed) === given, 'two spellings of a handle');
      const key = parseOneTimeKey(given);
      assert(key === null || encodeOneTimeKey(key) === given, 'two spellings of a key');
      const consumerKey = parseConsumerKey(given);
      assert(consumerKey === null || encodeConsumerKey(consumerKey) === given, 'two spellings of a consumer key');
      const proof = parseProof(`v1.device.1.${given}.${given}`);
      assert(proof === null || proof.mac.length === 32, 'a proof of another length');
    }
    let address = `/form/acme#${text}`;
    const state = {
      location: { hash: `#${text}`, href: address, pathname: '/form/acme', search: '' },
      history: {
        state: null,
        replaceState: (_: unknown, __: string, to: string) => {
          address = to;
        },
      },
    };
    assert(takeFragment(state as unknown as Window) === text && !address.includes('#'), 'the fragment stays');
  },
};

/** Problems from a server or from something in between. */
export const problems: FuzzTarget<Edited> = {
  name: 'problems',
  inputs: edited,
  check: ({ json }) => {
    const body = { ...problemOf('request_invalid', [{ path: 'a.b', code: 'type' }]), extra: 1 };
    const problem = parseProblem(JSON.parse(editedJson(body, json, texts)));
    assert(problem === null || same(parseProblem(problem), problem), 'read again it is another');
    assert(problem === null || problem.title === problemOf(problem.code).title, "takes the sender's text over");
  },
};
