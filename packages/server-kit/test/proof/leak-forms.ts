// Marked answers of every type and format of question, and what goes with a form: keys and handles. Who looks for the marks
// afterwards is leak.test.ts.
import { fromBase64url } from '@tellsafe/core/encoding';
import { type FormDefinition, validateAnswers } from '@tellsafe/core/form';
import { parseFormDefinition } from '@tellsafe/core/form/schema';
import { parseHandle, parseOneTimeKey } from '@tellsafe/core/otk';
import type { Mark } from '../../../../scripts/leak-scan.ts';
import { type Agent, Device, ok } from '../clients.ts';
import { ACCOUNT, type Harness } from '../harness.ts';

const text = (id: string, more: object = {}) => ({ id, label: `The ${id}`, type: 'text', ...more });
const format = (name: string) => text(`as-${name}`, { format: name });

/** One question of each type and each format, some of them off the record. */
export const leakForm = {
  id: 'everything',
  name: 'Everything',
  description: 'Every kind of question.',
  questions: [
    text('words', { characters: 'any', maxLength: 300 }),
    text('secret-words', { offTheRecord: true, masked: true }),
    { id: 'digits', label: 'Digits', type: 'numeric', maxLength: 30 },
    { id: 'security-code', label: 'Security code', type: 'cvv' },
    {
      id: 'one-of-some',
      label: 'One of some',
      type: 'choice',
      choices: ['Marigold boulevard', 'Wisteria crescent'].map((value) => ({ value, label: value })),
    },
    ...['card', 'expiry', 'iban', 'email', 'phone', 'date', 'us-ssn', 'postal-code', 'pin'].map(format),
  ],
};

const definition: FormDefinition = parseFormDefinition(leakForm);

/** Makes the last digit right (ISO/IEC 7812-1 annex B). */
function withLuhn(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

/** The answers of one form: each its own, as far as its format leaves room for that. */
export function markedAnswers(number: number): Readonly<Record<string, string>> {
  const six = `${number}`.padStart(6, '0');
  const answers = {
    words: `Zephyrine Quillfeather & son (${six}), "ça va" 東京`,
    'secret-words': `Obsidian lighthouse keeper ${six}`,
    digits: `86753094242${six}1357`,
    'security-code': `${7000 + (number % 1000)}`,
    'one-of-some': number % 2 === 0 ? 'Marigold boulevard' : 'Wisteria crescent',
    'as-card': withLuhn(`400005665${six}`),
    'as-expiry': '11/39',
    'as-iban': 'DE89370400440532013000',
    'as-email': `wombat.parade.${six}@example.org`,
    'as-phone': `+49151${six}77`,
    'as-date': '1987-11-29',
    'as-us-ssn': `21945${1000 + (number % 9000)}`,
    'as-postal-code': 'D01 F5P2',
    'as-pin': `8642${six}`,
  };
  const { values, errors } = validateAnswers(definition, answers);
  if (Object.keys(errors).length > 0) throw new Error(`not valid: ${Object.keys(errors).join()}`);
  return values;
}

/** What of the answers must be nowhere: their own text where it is long enough, and each as it stands in a payload. */
export function marksOf(answers: Readonly<Record<string, string>>): readonly Mark[] {
  return Object.entries(answers).flatMap(([id, value]) => {
    const inPayload = JSON.stringify({ [id]: value }).slice(1, -1);
    const isChoice = id === 'one-of-some'; // the form itself names it
    return Buffer.byteLength(value) >= 14 && !isChoice ? [value, inPayload] : [inPayload];
  });
}

/** The marks of one form: of its answers, and of what opens and reads it. */
export interface FormMarks {
  readonly answers: readonly Mark[];
  readonly keys: readonly Mark[];
}

/** Sends, opens, submits and reads one form as people do. What they typed stays in this process. */
export async function throughTheProduct(harness: Harness, agent: Agent, number: number): Promise<FormMarks> {
  const { conversationId, consumerKey } = await harness.tellsafe.conversations.start({
    accountId: ACCOUNT,
    name: 'Kim',
  });
  await agent.assign(conversationId);
  const spoken = `A message about blue hydrangeas ${number}`;
  const requestId = crypto.randomUUID();
  ok(await agent.call('POST', `/v1/conversations/${conversationId}/messages`, { requestId, text: spoken }));
  const { id: invitationId } = await agent.send(conversationId, leakForm.id);
  const handle = await harness.tellsafe.invitations.handle({ accountId: ACCOUNT, conversationId, invitationId });
  const device = new Device(harness, handle);
  const opened = await device.open();
  const answers = markedAnswers(number);
  const body = { submitKey: opened.submitKey, sealed: await device.seal(answers) };
  // One that is refused, the true one, and its repeat.
  const refused = await device.proven('/v1/forms/submit', { ...body, submitKey: device.openKey });
  if (refused.status !== 403) throw new Error(`unexpected answer ${refused.status}`);
  ok(await device.proven('/v1/forms/submit', body));
  ok(await device.proven('/v1/forms/submit', body));
  const { submissionId = '' } = await agent.invitation(conversationId, invitationId);
  const { readKey } = ok(await agent.tryReadKey(submissionId));
  const values = await agent.open(ok(await agent.tryRead(submissionId, readKey)));
  if (JSON.stringify(sorted(values)) !== JSON.stringify(sorted(answers))) throw new Error('not what was typed');
  const texts = [handle, device.openKey, opened.submitKey, readKey, consumerKey, opened.deviceKey ?? ''];
  const secrets = [device.openKey, opened.submitKey, readKey].map((key) => parseOneTimeKey(key)?.secret);
  const bytes = [...secrets, parseHandle(handle)?.secret, fromBase64url(opened.deviceKey ?? '')];
  return {
    answers: marksOf(answers),
    keys: [spoken, ...texts, ...bytes.filter((one) => one !== undefined)],
  };
}

const sorted = (values: Readonly<Record<string, string>>) => Object.entries(values).sort();
