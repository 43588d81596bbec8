// The agents' desk: a sign-in card of the brand's own, and the ready-made workspace element.
import '@tellsafe/agent-client/elements/register';
import { query } from './query.ts';

interface Agent {
  readonly id: string;
  readonly name: string;
}

const signIn = query('.sign-in', HTMLElement);
const form = query('.sign-in form', HTMLFormElement);
const choices = query('.agents', HTMLElement);
const problem = query('.error', HTMLElement);
const desk = query('.desk', HTMLElement);
const { title } = document;

const { agents, signedIn } = (await (await fetch('/login')).json()) as { agents: Agent[]; signedIn: Agent | null };
choices.append(...agents.map(choice));
if (signedIn) showDesk(signedIn);
else showSignIn();

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  problem.textContent = '';
  const { agent, password } = Object.fromEntries(new FormData(form));
  const answer = await fetch('/login', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ agent, password }),
  }).catch(() => null);
  if (!answer?.ok) {
    problem.textContent = answer ? 'That password is not right.' : 'The server cannot be reached.';
    query('#password', HTMLInputElement).focus();
    return;
  }
  form.reset();
  showDesk(((await answer.json()) as { agent: Agent }).agent);
});

function showDesk(agent: Agent): void {
  signIn.hidden = true;
  desk.hidden = false;
  const workspace = document.createElement('tellsafe-workspace');
  workspace.setAttribute('endpoint', '/tellsafe');
  workspace.setAttribute('agent-id', agent.id);
  workspace.setAttribute('colleagues', JSON.stringify(agents.filter(({ id }) => id !== agent.id)));
  const brand = document.createElement('h1');
  brand.slot = 'brand';
  brand.textContent = 'Juniper desk';
  workspace.append(brand);
  // The session is over: leave the brand's own login too, so that the next person starts at the sign-in card.
  workspace.addEventListener('session-ended', () => void fetch('/logout', { method: 'POST' }));
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

function choice({ id, name }: Agent, index: number): HTMLLabelElement {
  const label = document.createElement('label');
  const radio = Object.assign(document.createElement('input'), { type: 'radio', name: 'agent', value: id });
  radio.defaultChecked = index === 0;
  label.append(radio, name);
  return label;
}
