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
  const entry = event.type === 'message' ? event.message : event.type === 'invitation' ? event.invitation : null;
  if (!entry || shown.has(entry.id)) return;
  shown.add(entry.id);
  const element = document.createElement(event.type === 'message' ? 'p' : 'tellsafe-invitation');
  if (event.type === 'message') element.textContent = entry.text;
  else Object.assign(element, { endpoint, handle: entry.handle });
  document.body.append(element);
});
await chat.send('Hello, I would like to pay.');
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
