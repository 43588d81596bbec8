// A whole workspace over the real kit in a real browser, and what an agent does there with keys and eyes.
import type { InvitationView } from '@tellsafe/core/wire';
import { vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { AgentClient } from '../../src/agent-client.ts';
import { defineWorkspace } from '../../src/elements/workspace/define.ts';
import type { TellsafeWorkspace } from '../../src/elements/workspace/workspace.ts';
import { indexedDbKeys } from '../../src/indexed-db-keys.ts';
import { all, button, hasButton, mount, one, rendered, textOf } from './elements.ts';
import type { Desk } from './kit.ts';

defineWorkspace();

/** How long something may take that happens by itself, milliseconds. */
const SOON = { timeout: 20_000, interval: 10 };

/** A tab of an agent's browser: one client, one workspace. */
export class WorkspacePage {
  readonly client: AgentClient;
  readonly workspace: TellsafeWorkspace;

  private constructor(client: AgentClient, workspace: TellsafeWorkspace) {
    this.client = client;
    this.workspace = workspace;
  }

  /** Opens a tab; tabs with the same database name are tabs of one browser. */
  static async open(desk: Desk, database: string, agentId = 'maya'): Promise<WorkspacePage> {
    const client = desk.client(agentId, { storage: indexedDbKeys({ name: database }) });
    const workspace = await mount<TellsafeWorkspace>('tellsafe-workspace', { client } as Partial<TellsafeWorkspace>);
    const page = new WorkspacePage(client, workspace);
    await page.see(() => page.list.length > 0 || client.state.get().connection === 'live');
    return page;
  }

  /** Closes the tab as a reload does: nothing is signed out. */
  close(): void {
    this.client.dispose();
    this.workspace.remove();
  }

  get conversation(): HTMLElement {
    return one(this.workspace, 'tellsafe-conversation');
  }

  get viewer(): HTMLElement {
    return one(this.workspace, 'tellsafe-answers');
  }

  get list(): HTMLElement[] {
    return all(this.workspace, '.item');
  }

  get message(): HTMLTextAreaElement {
    return one<HTMLTextAreaElement>(this.conversation, 'textarea');
  }

  get invitations(): readonly InvitationView[] {
    return [...this.client.state.get().transcripts.values()].flatMap(({ invitations }) => invitations);
  }

  /** Status lines and messages in order, of the conversation on the screen. */
  get lines(): string[] {
    return all(this.conversation, '.what, .text').map(textOf);
  }

  /** Waits until the agent sees something. */
  async see(what: () => boolean): Promise<void> {
    await vi.waitUntil(async () => {
      await rendered(this.workspace);
      for (const each of all(this.workspace, 'tellsafe-conversation, tellsafe-answers')) await rendered(each);
      return what();
    }, SOON);
  }

  /** Chooses a conversation and takes it over. */
  async take(index = 0): Promise<void> {
    this.list[index]?.click();
    await this.see(() => hasButton(this.conversation, 'Take over'));
    button(this.conversation, 'Take over').click();
    await this.see(() => this.conversation.shadowRoot?.activeElement?.localName === 'textarea');
  }

  /** Types into the message field. */
  async type(keys: string): Promise<void> {
    this.message.focus();
    await userEvent.keyboard(keys);
    await this.see(() => true);
  }

  /** Sends a form by the command. */
  async send(name: string): Promise<void> {
    await this.type(`/form ${name}`);
    await this.suggested(name);
    await userEvent.keyboard('{Enter}');
    const dialog = one<HTMLDialogElement>(this.conversation, 'dialog');
    await this.see(() => dialog.open);
    const before = this.invitations.length;
    await userEvent.keyboard('{Enter}');
    await this.see(() => this.invitations.length > before && this.message.value === '');
  }

  /** Waits for the forms that the command found. */
  async suggested(...names: string[]): Promise<void> {
    await this.see(() => `${all(this.conversation, '[role=option] .name').map(textOf)}` === `${names}`);
  }

  /** Reveals one answer in the viewer, by what stands beside it. */
  async answer(label: string): Promise<string> {
    const [reveal, hide] = [`Reveal ${label}`, `Hide ${label}`];
    await this.see(() => hasButton(this.viewer, reveal) || hasButton(this.viewer, hide));
    if (hasButton(this.viewer, reveal)) button(this.viewer, reveal).click();
    const row = (): HTMLElement | undefined => all(this.viewer, '.row').find((each) => textOf(each).startsWith(label));
    await this.see(() => row()?.querySelector('.dots') === null);
    return (row()?.querySelector('.value')?.textContent ?? '').trim();
  }
}
