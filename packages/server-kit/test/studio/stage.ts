// What the tests of the studio stand on: a kit with two admins and an agent, and requests in short.
import type { StudioFormResponse, StudioFormSummary, StudioSettingsResponse } from '@tellsafe/core/wire';
import type { AccountOptions } from '../../src/index.ts';
import { Agent, type Answered, ok } from '../clients.ts';
import { ACCOUNT, agents, createHarness, forms, type Harness, type StoreKind } from '../harness.ts';

const admins = {
  root: { accountId: ACCOUNT, agentId: 'root', name: 'Ruth Root', role: 'admin' },
  zoe: { accountId: ACCOUNT, agentId: 'zoe', name: 'Zoe Zed', role: 'admin' },
  mia: { accountId: ACCOUNT, agentId: 'mia', name: 'Mia', role: 'manager' },
} as const;

/** Settings of the account, which a test may change between two starts. */
export type Given = { -readonly [Name in keyof AccountOptions]?: AccountOptions[Name] };

export interface Stage {
  readonly harness: Harness;
  readonly given: Given;
  readonly ruth: Admin;
  readonly zoe: Admin;
}

/** One admin's studio. */
export class Admin {
  readonly agent: Agent;

  constructor(agent: Agent) {
    this.agent = agent;
  }

  list = async () => ok(await this.agent.call<{ forms: readonly StudioFormSummary[] }>('GET', '/v1/admin/forms')).forms;
  show = async (id: string) => ok(await this.agent.call<StudioFormResponse>('GET', `/v1/admin/forms/${id}`));
  trySave = (id: string, base: number, definition: unknown): Promise<Answered<StudioFormResponse>> =>
    this.agent.call('POST', `/v1/admin/forms/${id}`, { base, definition });
  save = async (id: string, base: number, definition: unknown) => ok(await this.trySave(id, base, definition));
  tryRestore = (id: string, base: number, version: number): Promise<Answered<StudioFormResponse>> =>
    this.agent.call('POST', `/v1/admin/forms/${id}/restore`, { base, version });
  switch = async (id: string, enabled: boolean) =>
    ok(await this.agent.call<StudioFormResponse>('POST', `/v1/admin/forms/${id}/switch`, { enabled }));
  settings = async () => ok(await this.agent.call<StudioSettingsResponse>('GET', '/v1/admin/settings'));
  tryConfigure = (body: unknown): Promise<Answered<StudioSettingsResponse>> =>
    this.agent.call('POST', '/v1/admin/settings', body);
  configure = async (body: unknown) => ok(await this.tryConfigure(body));
}

/** A kit of the tests with two admins signed in. */
export async function createStage(kind: StoreKind, given: Given = { forms }): Promise<Stage> {
  const harness = await createHarness(kind, {
    account: given,
    options: {
      authenticate: async (request) => {
        const name = request.headers.get('x-agent') ?? '';
        return agents[name] ?? admins[name as keyof typeof admins] ?? null;
      },
    },
  });
  const admin = async (name: keyof typeof admins) => new Admin(await Agent.signIn(harness, name));
  return { harness, given, ruth: await admin('root'), zoe: await admin('zoe') };
}

/** A form with these labels. */
export const formOf = (id: string, ...labels: string[]) => ({
  ...{ id, name: `Form ${id}`, description: 'Please tell us.' },
  questions: labels.map((label, at) => ({ id: `q${at}`, label, type: 'text' })),
});

/** Where a refused request is wrong, and how. */
export function issuesOf({ status, body }: Answered): readonly { readonly path: string; readonly code: string }[] {
  if (status !== 400) throw new Error(`not refused as invalid but ${status}`);
  return (body as { issues: { path: string; code: string }[] }).issues;
}
