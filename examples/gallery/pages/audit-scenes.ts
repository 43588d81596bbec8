// What an admin sees of the audit and of webhooks, without a server.
import { TellsafeError } from '@tellsafe/core';
import { defineAudit } from '../../../packages/agent-client/src/elements/audit/define.ts';
import { defineWebhooks } from '../../../packages/agent-client/src/elements/webhooks/define.ts';
import {
  auditItem,
  broken,
  digestOf,
  everyAction,
  type FakeAuditOptions,
  fakeAudit,
} from '../../../packages/agent-client/test/support/fake-audit.ts';
import { type FakeOptions, fakeClient } from '../../../packages/agent-client/test/support/fake-client.ts';
import {
  deliveryOf,
  endpointOf,
  type FakeWebhooksOptions,
  fakeWebhooks,
} from '../../../packages/agent-client/test/support/fake-webhooks.ts';
import type { Look, Scene } from './scene.ts';

const refuse = (code: 'permission_denied' | 'network_failed') => (): never => {
  throw new TellsafeError(code);
};

function area(tag: string, define: () => void, options: () => FakeOptions, press: readonly string[]): Scene {
  return async ({ language }: Look) => {
    define();
    const element = document.createElement(tag);
    document.body.append(Object.assign(element, { client: fakeClient(options()), language }));
    await settle(element);
    for (const selector of press) {
      element.shadowRoot?.querySelector<HTMLElement>(selector)?.click();
      await settle(element);
    }
  };
}

const audit = (options: FakeAuditOptions = {}, ...press: string[]): Scene =>
  area('tellsafe-audit', defineAudit, () => ({ audit: fakeAudit(options) }), press);
const webhooks = (options: FakeWebhooksOptions = {}, ...press: string[]): Scene =>
  area('tellsafe-webhooks', defineWebhooks, () => ({ webhooks: fakeWebhooks(options) }), press);

async function settle(element: HTMLElement): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 30));
    if (element.shadowRoot?.querySelector('.area[aria-busy=false]')) return;
  }
}

const tampered = everyAction.map((item, at) =>
  at === 0
    ? { ...item, intact: false, digest: digestOf('x') }
    : at === 1
      ? { ...item, number: 0, intact: false, sealedDigest: null }
      : item,
);
const hostile = [
  auditItem(3, {
    who: { kind: 'agent', id: '<img src=x onerror=alert(1)><b>ada</b>', sessionId: '=1+1' },
    ...{
      origin: 'https://"><script>alert(1)</script>.example',
      object: { kind: 'operator', id: '\u202egnisrever\u0000\u200b' },
    },
  }),
  auditItem(2, { object: { kind: 'form', id: 'PaymentCard'.repeat(18) } }),
  auditItem(1, { who: { kind: 'agent', id: 'مدير' }, origin: null }),
];

/** Scenes by group and name. */
export const auditScenes: Readonly<Record<string, Readonly<Record<string, Scene>>>> = {
  Audit: {
    entries: audit(),
    details: audit({}, 'button.time'),
    fits: audit({}, 'button.verify'),
    'does not fit': audit({ entries: tampered, verdict: broken }, 'button.verify', 'button.time'),
    'hostile ids': audit({ entries: hostile }, 'button.time'),
    empty: audit({ entries: [] }),
    forbidden: audit({ refuse: refuse('permission_denied') }),
  },
  Webhooks: {
    endpoints: webhooks(),
    attempts: webhooks({}, 'tr:nth-child(2) button.disclose', '.test'),
    'send again': webhooks({}, '.open-replay'),
    'send again, nothing chosen': webhooks({}, '.open-replay', 'dialog .primary'),
    'hostile origin': webhooks({
      endpoints: [endpointOf({ origin: `https://${'"><b>x</b>\u202e'.repeat(6)}` })],
      deliveries: [deliveryOf(1, { attempts: [{ at: 0, durationMs: 1, code: '<img src=x onerror=alert(1)>' }] })],
    }),
    'no endpoint': webhooks({ endpoints: [] }),
    failed: webhooks({ refuse: refuse('network_failed') }),
  },
};
