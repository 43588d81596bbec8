// The pages of a starter project: the shop with its chat and the agent's workspace. With the default answers their scripts are the
// README's, letter by letter; a test compares them.
import type { StarterAnswers } from './answers.ts';

/** `page.js`: the shop's chat. */
export function consumerScript({ account, formPort }: StarterAnswers): string {
  return `import { createConversation } from '@tellsafe/consumer-widget/conversation';
import '@tellsafe/consumer-widget/register';

const endpoint = 'http://127.0.0.1:${formPort}/tellsafe';
const chat = createConversation({ endpoint, account: '${account}', name: 'Sam', storage: sessionStorage });
const shown = new Set();

chat.subscribe((event) => {
  if (event.type === 'message') show(event.message.id, 'p', { textContent: event.message.text });
  if (event.type !== 'invitation') return;
  const { id, handle } = event.invitation;
  show(id, 'tellsafe-invitation', { endpoint, handle });
});
await chat.send('Hello, I would like to pay.');

function show(id, tag, properties) {
  if (shown.has(id)) return; // it comes again whenever its state has changed
  shown.add(id);
  document.body.append(Object.assign(document.createElement(tag), properties));
}
`;
}

/** `agent.js`: the agent's workspace. */
export function agentScript({ formPort }: StarterAnswers): string {
  return `import '@tellsafe/agent-client/elements/register';

const workspace = document.createElement('tellsafe-workspace');
workspace.setAttribute('endpoint', 'http://127.0.0.1:${formPort}/tellsafe');
document.body.append(workspace);
`;
}

/** A document with one script. */
export function documentFile(title: string, script: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title}</title>
  </head>
  <body>
    <script type="module" src="/${script}"></script>
  </body>
</html>
`;
}
