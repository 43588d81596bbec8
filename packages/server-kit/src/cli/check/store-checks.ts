// What the stores say: the audit is whole, what is over is gone, maintenance runs, the login's policy is as strict as the standard.
import { verifyAuditChain } from '../../audit/verify.ts';
import { fileKeys } from '../../keys/file.ts';
import { policyReport } from '../../operators/policy.ts';
import { inForceOf } from '../../operators/policy-notes.ts';
import { DUE_INVITATION } from '../../services/invitations/records.ts';
import type { OpenStores } from '../stores-place.ts';
import { type Check, NotChecked, type Target } from './target.ts';

/** Maintenance deletes within seconds; what waits for an hour waits for somebody to look. */
const LATE_MS = 3_600_000;

function storesOf({ stores }: Target): OpenStores {
  if (!stores) throw new NotChecked('Give --sqlite or --postgres.');
  return stores;
}

/** The checks. */
export const storeChecks: readonly Check[] = [
  {
    id: 'audit-chain',
    how: 'No entry of the audit was changed, removed or inserted, and the chain is signed with the keys of --keys',
    rows: ['PCI 10.3.1–10.3.4', 'ASVS 16.2.1–16.2.5, 16.3.1–16.3.4, 16.4.1–16.4.3'],
    run: async (target) => {
      const { records } = storesOf(target);
      if (target.keys === undefined) throw new NotChecked('Give --keys: without them nobody can say who signed.');
      const keys = fileKeys(target.keys);
      try {
        const { account, clock } = target;
        const { found, intact } = await verifyAuditChain({ records, account, clock, keys });
        return intact ? [] : [`${found} things in the audit do not fit: tellsafe audit verify names them.`];
      } finally {
        keys.close();
      }
    },
  },
  {
    id: 'retention-run',
    how: 'Nothing that is over waits to be deleted for more than an hour',
    rows: ['PCI 3.2.1', 'ASVS 14.1.x, 14.2.1–14.2.7'],
    run: async (target) => {
      const now = target.clock();
      const late: string[] = [];
      for (const [name, store] of storesOf(target).all) {
        const { oldestAt } = await store.overdue(now);
        if (oldestAt !== null && now - oldestAt > LATE_MS)
          late.push(`${name}: what is over was not deleted for an hour.`);
      }
      return late;
    },
  },
  {
    id: 'maintenance-run',
    how: 'No form that has ended waits for more than an hour to be told so',
    rows: ['PCI 10.7.2 / .3'],
    run: async (target) => {
      const { records } = storesOf(target);
      const to = target.clock() - LATE_MS;
      const query = { account: target.account, index: 'due', value: DUE_INVITATION, to, limit: 1 };
      const late = await records.list(query);
      return late.records.length === 0 ? [] : ['Maintenance has not run for an hour.'];
    },
  },
  {
    id: 'login-policy',
    how: 'The policy of the built-in login holds every line of PCI DSS 4.0.1',
    rows: ['PCI 8.2.8, 8.3.4–8.3.9, 8.4.2'],
    run: async (target) => {
      const inForce = await inForceOf(storesOf(target).records, target.account);
      if (!inForce) throw new NotChecked('The built-in login was not used with this store yet.');
      const weak = policyReport(inForce.policy, 'pci-4.0.1').filter(({ holds }) => !holds);
      return weak.map(({ setting, required }) => `The policy's ${setting} is not ${required}.`);
    },
  },
];
