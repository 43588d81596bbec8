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
  if (event.type === 'message') show(event.message.id, 'p', { className: event.message.from, textContent: event.message.text });
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

/**
 * A document with one script.
 *
 * @param page class of the body, for style.css
 */
export function documentFile(title: string, page: 'shop' | 'agent', script: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title}</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/style.css">
  </head>
  <body class="${page}">${page === 'shop' ? '\n    <h1>Your order</h1>' : ''}
    <script type="module" src="/${script}"></script>
  </body>
</html>
`;
}

/** `style.css`: both pages, by day and by night. */
export const styleFile = `:root {
  color-scheme: light dark;
  background: light-dark(#eef1f6, #12151a);
  color: light-dark(#17202b, #eef1f4);
  font: 16px/1.5 system-ui, sans-serif;
}

body {
  margin: 0;
}

/* The shop: a narrow column, in which what was written stands one below the other. */
.shop {
  display: flex;
  flex-direction: column;
  align-items: flex-start;
  gap: 12px;
  max-width: 26rem;
  margin-inline: auto;
  padding: clamp(16px, 6vh, 64px) 16px;
}

.shop h1 {
  margin: 0 0 8px;
  font-size: 1.5rem;
}

.shop p {
  max-width: 22rem;
  margin: 0;
  padding: 10px 16px;
  border-radius: 16px;
  background: light-dark(white, #1d2127);
  overflow-wrap: anywhere;
}

.shop .consumer {
  align-self: flex-end;
  background: light-dark(#0b5cad, #1f4f85);
  color: white;
}

.shop tellsafe-invitation {
  width: 100%;
}

/* The agent's workspace takes the whole window. */
.agent {
  height: 100vh;
  height: 100dvh;
}
`;
