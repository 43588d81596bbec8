// A page written by hand: chat and secure form by one script tag from the kit, no bundler, under a policy without anything inline
// but its own script.
import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { html } from 'hono/html';
import { secureHeaders } from 'hono/secure-headers';

/** Where the kit is and whose forms it serves. */
export interface PlainPageOptions {
  readonly formOrigin: string;
  readonly account: string;
}

/** Serves the page. */
export async function plainPage(context: Context, { formOrigin, account }: PlainPageOptions): Promise<Response> {
  const nonce = randomBytes(16).toString('base64');
  const endpoint = `${formOrigin}/tellsafe`;
  const own = `'nonce-${nonce}'`;
  await secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: [formOrigin, own],
      styleSrc: [own],
      imgSrc: ['data:'],
      connectSrc: [formOrigin],
      frameSrc: [formOrigin],
      baseUri: ["'none'"],
      requireTrustedTypesFor: ["'script'"],
    },
    referrerPolicy: 'no-referrer',
  })(context, async () => {});
  return context.html(html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Juniper: write to us</title>
        <link rel="icon" href="data:," />
        <style nonce="${nonce}">
          body { max-inline-size: 34rem; margin: 0 auto; padding: 32px 20px; font: 17px/1.55 Arial, sans-serif; }
          form { display: flex; flex-wrap: wrap; gap: 10px; margin-block: 20px; }
          label { flex-basis: 100%; }
          input { flex: 1 1 12rem; min-inline-size: 0; }
          input, button { font: inherit; padding: 10px 14px; border: 1px solid #85898f; border-radius: 10px; }
          [role='log'] { display: grid; gap: 12px; }
          p { margin: 0; }
        </style>
        <script type="module" src="${endpoint}/widget/tellsafe.js"></script>
      </head>
      <body>
        <h1>Write to us</h1>
        <div role="log" id="log"></div>
        <form id="form">
          <label for="text">Your message</label>
          <input id="text" autocomplete="off" required />
          <button>Send</button>
        </form>
        <script type="module" nonce="${nonce}">
          import { createConversation } from '${endpoint}/widget/tellsafe.js';

          const chat = createConversation({ endpoint: '${endpoint}', account: '${account}', name: 'Kim' });
          const shown = new Set();

          chat.subscribe(({ type, message, invitation }) => {
            const entry = message ?? invitation;
            if (!entry || shown.has(entry.id)) return;
            shown.add(entry.id);
            const element = document.createElement(type === 'message' ? 'p' : 'tellsafe-invitation');
            if (message) element.textContent = message.text;
            else Object.assign(element, { endpoint: '${endpoint}', handle: invitation.handle });
            document.getElementById('log').append(element);
          });

          document.getElementById('form').addEventListener('submit', (event) => {
            event.preventDefault();
            const field = document.getElementById('text');
            void chat.send(field.value);
            field.value = '';
          });
        </script>
      </body>
    </html>`);
}
