// An agent at a terminal, by the headless client: lists, answers, sends a form, reads what came back. README.md has the steps.
import { createInterface } from 'node:readline';
import { createAgentClient } from '@tellsafe/agent-client';

const { AGENT_TOKEN, ENDPOINT = 'http://127.0.0.1:3000/tellsafe' } = process.env;
if (!AGENT_TOKEN) {
  console.error('Not set: AGENT_TOKEN. It is what the agent signs in with.');
  process.exit(1);
}

/** Keys that open answers live here and nowhere else: they are gone with this process. The port is `KeyStorage`. */
function ownKeys() {
  const values = new Map();
  return {
    get: async (id) => values.get(id),
    set: async (id, value) => void values.set(id, value),
    remove: async (ids) => ids.forEach((id) => void values.delete(id)),
    ids: async () => [...values.keys()],
  };
}
const login = () => ({ authorization: `Bearer ${AGENT_TOKEN}` });
const client = createAgentClient({ endpoint: ENDPOINT, storage: ownKeys(), login });

/** Characters that turn text around or steer a terminal are not printed. */
const print = (line) => console.log(line.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' '));
const terminal = createInterface({ input: process.stdin, output: process.stdout, terminal: process.stdin.isTTY });
let listed = [];
let taken; // the id of the conversation that is answered
let answers = []; // in memory until another form is read or the keys are destroyed

const commands = {
  async list() {
    listed = (await client.conversations()).filter(({ status }) => status === 'open');
    for (const [at, { consumerName = 'Guest', agent }] of listed.entries()) {
      print(`${at + 1} ${consumerName} (${agent?.name ?? 'waiting'})`);
    }
    if (listed.length === 0) print('Nobody is waiting.');
  },
  async take(number) {
    taken = (await client.assign(listed[number - 1].id)).id;
    for (const { from, text } of (await client.conversation(taken)).messages) print(`${from}: ${text}`);
  },
  say: async (...words) => void (await client.sendMessage(taken, words.join(' '))),
  async forms() {
    for (const { definition } of await client.forms()) print(`${definition.id} ${definition.name}`);
  },
  send: async (formId) => void (await client.send(taken, formId)),
  async read() {
    const { invitations } = await client.conversation(taken);
    const submitted = invitations.findLast(({ status, mine }) => status === 'submitted' && mine);
    if (!submitted) return print('No form came back.');
    answers = (await client.read(submitted)).questions;
    for (const [at, { question, value }] of answers.entries()) {
      print(`${at + 1} ${question.label}: ${value ? '••••••••' : 'no answer'}`); // not even how long it is
    }
  },
  async reveal(number) {
    if (!process.stdout.isTTY)
      return print('Answers are shown at a terminal only, never written into a file or a pipe.');
    const { question, value = '' } = answers[number - 1];
    process.stdout.write('\x1b[?1049h\x1b[H'); // the second screen, which leaves nothing in the one that scrolls
    print(`${question.label}: ${value}`);
    await new Promise((resolve) => terminal.question('Enter hides it. ', resolve));
    process.stdout.write('\x1b[2J\x1b[?1049l');
  },
  close: async () => void (await client.close(taken)),
};

client.on('message-added', ({ message }) => message.from === 'consumer' && print(`consumer: ${message.text}`));
client.on('invitation-changed', ({ formName, status }) => print(`${formName}: ${status}`));
client.on('answers-withdrawn', () => (answers = []));
client.on('session-ended', () => terminal.close());
try {
  await client.signIn();
} catch ({ code, message }) {
  console.error(code ?? message);
  process.exit(1);
}
print(`Signed in. ${Object.keys(commands).join(', ')}, quit`);

terminal.on('line', async (line) => {
  const [name, ...words] = line.trim().split(/\s+/);
  client.touch(); // without activity the session ends, and with it its keys
  if (name === 'quit') return terminal.close();
  if (!Object.hasOwn(commands, name)) return print(Object.keys(commands).join(', '));
  await commands[name](...words).catch(({ code = 'not possible' }) => print(code));
});
terminal.on('close', async () => {
  await client.signOut();
  client.dispose();
  process.stdin.destroy(); // a pipe that stays open would keep this process
});
