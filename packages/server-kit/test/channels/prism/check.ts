// A step of `npm run test:long`: what is sent to Twilio and to Google, judged by Prism in a process of its own, from their interface files.
// Exit code 0: Prism takes what it should and refuses what it should, or it cannot be had and the step says so. 1: it does not.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { rcs } from '@tellsafe/server-kit/channels/rcs';
import { smsTwilio } from '@tellsafe/server-kit/channels/sms-twilio';

const here = fileURLToPath(new URL('.', import.meta.url));
const program = `${here}node_modules/@stoplight/prism-cli/dist/index.js`;
const NOW = Date.now();
const START_MS = 60_000;

const failures: string[] = [];
function expectThat(holds: boolean, what: string): void {
  console.log(`${holds ? 'ok  ' : 'FAIL'} ${what}`);
  if (!holds) failures.push(what);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Serves an interface file; settles when it answers. */
async function servePrism(file: string): Promise<{ readonly url: string; readonly process: ChildProcess }> {
  const port = await freePort();
  const args = [program, 'mock', '--host', '127.0.0.1', '--port', String(port), `${here}../data/${file}`];
  const child = spawn(process.execPath, args, { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  for (const end = Date.now() + START_MS; Date.now() < end; ) {
    if (child.exitCode !== null) break;
    const answered = await fetch(url).then(
      () => true,
      () => false,
    );
    if (answered) return { url, process: child };
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  child.kill();
  throw new Error(`Prism did not start with ${file}`);
}

const outboxId = '7c1e8a52-4f0b-4b53-9d27-0a7e5a4b9c11';
const link = 'https://forms.acme.example/f/acme#AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA';
const invitation = (title: string) => ({
  ...{ outboxId, to: { primary: '+14155550123', aliases: [] }, purpose: 'form_invitation' as const },
  author: { kind: 'automation', name: 'forms' } as const,
  body: { text: `${title}: ${link}`, link: { url: link, label: 'Open form', title } },
  expiresAt: NOW + 900_000,
});
const state = { now: NOW, lastInboundAt: NOW - 60_000, consent: 'unknown', closed: false } as const;
type Channel = typeof smsTwilio | typeof rcs;

function plannedBy(channel: Channel, account: never, title = 'Údaje o platební kartě') {
  const plan = channel.plan(invitation(title), state, account);
  if ('refused' in plan) throw new Error(plan.refused);
  return plan;
}

/** Our requests, to where Prism is; a token is granted without asking. */
const ioTo = (origin: string, to: string, headers: Record<string, string> = {}) => ({
  now: () => NOW,
  fetch: async (url: string, init: RequestInit) =>
    url.includes('oauth2')
      ? Response.json({ access_token: 'a-token', expires_in: 3600 })
      : fetch(url.replace(origin, to), { ...init, headers: { ...(init.headers as object), ...headers } }),
});

async function twilio(url: string): Promise<void> {
  const origin = 'https://api.twilio.com';
  const base = { accountSid: `AC${'a'.repeat(32)}`, authToken: '2bd9e9638872de601313dc77410d3b23' };
  const webhookUrl = 'https://hooks.example.com/sms';
  const settings = { ...base, webhookUrl, sender: '+14155552345' };
  for (const change of [{}, { sender: `MG${'c'.repeat(32)}` }, { discardContent: true }]) {
    const account = smsTwilio.checkAccount('channel', { ...settings, ...change });
    const { state: result } = await smsTwilio.send(plannedBy(smsTwilio, account as never), ioTo(origin, url), account);
    expectThat(result === 'accepted', `Twilio takes an invitation ${JSON.stringify(change)}`);
  }
  const account = smsTwilio.checkAccount('channel', settings);
  const plan = plannedBy(smsTwilio, account as never);
  for (const [code, errorClass] of [
    [21610, 'recipient_opted_out'],
    [21211, 'invalid_recipient'],
    [21408, 'permission_denied'],
    [21611, 'rate_limited'],
  ]) {
    const prefer = { prefer: `code=400, example=${code}` };
    const result = await smsTwilio.send(plan, ioTo(origin, url, prefer), account);
    expectThat('error' in result && result.error.class === errorClass, `Twilio's ${code} is ${errorClass}`);
  }
  const authorization = `Basic ${btoa(`${base.accountSid}:${base.authToken}`)}`;
  const post = async (body: string, headers: object = { authorization }, address = plan.url) => {
    const given = { method: 'POST', body, headers: { ...plan.headers, ...headers } };
    return (await fetch(address.replace(origin, url), given)).status;
  };
  expectThat((await post(plan.body)) === 201, 'Twilio takes the body as it is');
  for (const [what, body] of [
    ['no person', plan.body.replace(/^To=[^&]+&/, '')],
    ['a person who is none', plan.body.replace(/^To=[^&]+/, 'To=banana')],
    ['no sender', plan.body.replace(/From=[^&]+&/, '')],
    ['no text', plan.body.replace(/Body=[^&]+&/, '')],
    ['a text that is too long', plan.body.replace(/Body=[^&]+/, `Body=${'x'.repeat(1601)}`)],
    ['a validity that is no number', plan.body.replace(/ValidityPeriod=\d+/, 'ValidityPeriod=soon')],
    ['a service that is none', plan.body.replace(/From=[^&]+/, 'MessagingServiceSid=MG1')],
  ] as const)
    expectThat((await post(body)) === 422, `Twilio refuses ${what}`);
  expectThat((await post(plan.body, {})) === 401, 'Twilio refuses a request without a credential');
  const json = { authorization, 'content-type': 'application/json' };
  expectThat([415, 422].includes(await post('{}', json)), 'Twilio refuses JSON');
  expectThat(
    (await post(plan.body, undefined, plan.url.replace('AC', 'XX'))) === 422,
    'Twilio refuses another account',
  );
}

async function google(url: string): Promise<void> {
  const origin = 'https://rcsbusinessmessaging.googleapis.com';
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const serviceAccount = { email: 'sender@project.iam.gserviceaccount.com', privateKey: pem };
  const settings = { agentId: 'card_forms_ab12cd', clientToken: 'SJENCPGJESMGUFPY', serviceAccount };
  const account = rcs.checkAccount('channel', settings);
  const plan = plannedBy(rcs, account as never);
  const { state: result } = await rcs.send(plan, ioTo(origin, url), account);
  expectThat(result === 'accepted', 'Google takes an invitation');
  const post = async (body: string, address = plan.url) => {
    const headers = { ...plan.headers, authorization: 'Bearer a-token' };
    return (await fetch(address.replace(origin, url), { method: 'POST', body, headers })).status;
  };
  expectThat((await post(plan.body)) === 200, 'Google takes the body as it is');
  for (const [what, body] of [
    ['a misspelt field', plan.body.replace('"text"', '"txt"')],
    ['a traffic type that is none', plan.body.replace('SERVICEREQUEST', 'SPAM')],
    ['a label that is too long', plan.body.replace('Open form', 'x'.repeat(26))],
  ] as const)
    expectThat((await post(body)) >= 400, `Google refuses ${what}`);
  expectThat((await post(plan.body, plan.url.replace(outboxId, 'one'))) >= 400, 'Google refuses an id that is no UUID');
}

if (!existsSync(program)) {
  const args = ['ci', '--prefix', here, '--ignore-scripts', '--no-audit', '--no-fund'];
  const { status } = spawnSync('npm', args, { stdio: 'inherit', cwd: here });
  if (status !== 0 || !existsSync(program)) {
    console.log('Skipped: Prism could not be installed. The same files are checked by Ajv in every run of the tests.');
    process.exit(0);
  }
}
for (const [file, check] of [
  ['twilio_api_v2010.messages.strict.openapi.json', twilio],
  ['rcsbusinessmessaging_v1.openapi.json', google],
] as const) {
  const prism = await servePrism(file);
  try {
    await check(prism.url);
  } finally {
    prism.process.kill();
  }
}
console.log(failures.length === 0 ? 'Prism agrees.' : `${failures.length} of what Prism says is not as it should be.`);
process.exitCode = failures.length === 0 ? 0 : 1;
