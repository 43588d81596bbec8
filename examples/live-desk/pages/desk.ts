// The desk: a sign-in card of the brand's own in front of the built-in login, and the ready-made workspace element.
import '@tellsafe/agent-client/elements/register';
import { PASSWORD, people } from '../src/people.ts';
import { query } from './query.ts';

interface OwnState {
  readonly step: string;
  readonly operator?: { readonly id: string };
}

const ACCOUNT = 'juniper';
const signIn = query('.sign-in', HTMLElement);
const form = query('.sign-in form', HTMLFormElement);
const problem = query('.error', HTMLElement);
const desk = query('.desk', HTMLElement);
const { title } = document;

query('.hint', HTMLElement).textContent =
  `In this demo: ${people.map(({ name }) => name).join(', ')}, each with ${PASSWORD}`;
await show();

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  problem.textContent = '';
  const { name, password } = Object.fromEntries(new FormData(form));
  const answer = await post('sign-in', { account: ACCOUNT, name, password }).catch(() => null);
  if (!answer?.ok) {
    problem.textContent = answer ? 'That name or password is not right.' : 'The server cannot be reached.';
    query('#password', HTMLInputElement).focus();
    return;
  }
  form.reset();
  await show();
});

async function show(): Promise<void> {
  const { step, operator } = (await (await fetch('/operators/me')).json()) as OwnState;
  if (step === 'done' && operator) await showDesk(operator.id);
  else showSignIn();
}

async function showDesk(agentId: string): Promise<void> {
  const colleagues = await (await fetch('/colleagues.json')).text();
  const { answersEndpoint } = (await (await fetch('/settings.json')).json()) as { answersEndpoint?: string };
  signIn.hidden = true;
  desk.hidden = false;
  const workspace = document.createElement('tellsafe-workspace');
  workspace.setAttribute('endpoint', '/tellsafe');
  if (answersEndpoint !== undefined) workspace.setAttribute('answers-endpoint', answersEndpoint);
  workspace.setAttribute('agent-id', agentId);
  workspace.setAttribute('colleagues', colleagues);
  const brand = document.createElement('h1');
  brand.slot = 'brand';
  brand.textContent = 'Juniper desk';
  workspace.append(brand);
  // The session is over: leave the login too, so that the next person starts at the sign-in card.
  workspace.addEventListener('session-ended', (event) => {
    const { reason } = (event as CustomEvent<{ reason: string }>).detail;
    if (reason === 'signed-out' || reason === 'idle') void post('sign-out', {}).catch(() => undefined);
  });
  // An agent with another tab in front sees in this one's title that somebody waits.
  workspace.addEventListener('unread-changed', (event) => {
    const { count } = (event as CustomEvent<{ count: number }>).detail;
    document.title = count > 0 ? `(${count}) ${title}` : title;
  });
  workspace.addEventListener('login-wanted', (event) => {
    event.preventDefault();
    showSignIn();
  });
  desk.replaceChildren(workspace);
}

function showSignIn(): void {
  desk.replaceChildren();
  desk.hidden = true;
  signIn.hidden = false;
}

function post(path: string, body: unknown): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return fetch(`/operators/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
}
