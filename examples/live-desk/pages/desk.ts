// The desk: the ready-made sign-in in front of the ready-made workspace, and a hint for whoever plays the demo.
import { TellsafeSignIn } from '@tellsafe/agent-client/elements';
import '@tellsafe/agent-client/elements/register';
import { PASSWORD, people } from '../src/people.ts';
import { query } from './query.ts';

const signIn = query('.sign-in', HTMLElement);
const login = query('tellsafe-sign-in', TellsafeSignIn);
const desk = query('.desk', HTMLElement);
const { title } = document;
let leaving: Promise<void> | undefined;

query('.password', HTMLElement).textContent = PASSWORD;
query('.people', HTMLElement).append(...people.map(choice));

login.addEventListener('signed-in', (event) => {
  const { operator } = (event as CustomEvent<{ operator: { id: string } }>).detail;
  void showDesk(operator.id);
});
login.addEventListener('signed-out', (event) => {
  const { reason } = (event as CustomEvent<{ reason: string }>).detail;
  // Whoever has signed out in the workspace reads there what that means, and comes here by its button.
  if (reason === 'ended') showSignIn();
});
login.addEventListener('account-closed', () => {
  signIn.hidden = true;
  desk.hidden = false;
});

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
  workspace.append(brand(), accountButton());
  workspace.addEventListener('session-ended', (event) => {
    const { reason } = (event as CustomEvent<{ reason: string }>).detail;
    // The session is over: leave the login too, so that the next person starts at the sign-in.
    if (reason === 'signed-out' || reason === 'idle') leaving = login.signOut();
  });
  // An agent with another tab in front sees in this one's title that somebody waits.
  workspace.addEventListener('unread-changed', (event) => {
    const { count } = (event as CustomEvent<{ count: number }>).detail;
    document.title = count > 0 ? `(${count}) ${title}` : title;
  });
  workspace.addEventListener('login-wanted', (event) => {
    event.preventDefault();
    void signInAgain();
  });
  desk.replaceChildren(workspace);
}

/** Only the session may be over, not the login: then nobody need type a password. */
async function signInAgain(): Promise<void> {
  await leaving;
  await login.refresh();
  if (login.state?.step === 'done') await showDesk(login.state.operator.id);
  else showSignIn();
}

function showSignIn(): void {
  desk.replaceChildren();
  desk.hidden = true;
  signIn.hidden = false;
  document.title = title;
  login.focus();
}

function brand(): HTMLElement {
  const heading = document.createElement('h1');
  heading.slot = 'brand';
  heading.textContent = 'Juniper desk';
  return heading;
}

/** Password and authenticator app of whoever is signed in. */
function accountButton(): HTMLElement {
  const button = Object.assign(document.createElement('button'), { type: 'button', slot: 'account' });
  button.textContent = 'Security';
  button.addEventListener('click', () => {
    desk.hidden = true;
    signIn.hidden = false;
    login.openAccount();
  });
  return button;
}

function choice({ name, displayName, role }: (typeof people)[number]): HTMLLIElement {
  const button = Object.assign(document.createElement('button'), { type: 'button' });
  const [shown, what] = [document.createElement('strong'), document.createElement('span')];
  shown.textContent = displayName;
  what.textContent = `${name}, ${role}`;
  button.append(shown, what);
  button.addEventListener('click', () => login.fill({ name, password: PASSWORD }));
  const item = document.createElement('li');
  item.append(button);
  return item;
}
