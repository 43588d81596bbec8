// One key, one winner: many devices open the same form at once. Uses the form up.
import { toBase64url } from '@tellsafe/core/encoding';
import { type Check, NotChecked, post, type Target } from './target.ts';

/** Devices that open at once. */
const DEVICES = 16;

const open = (target: Target, openKey: string) =>
  post(target, '/v1/forms/open', { openKey, claim: toBase64url(target.random(32)) });

/** The checks. */
export const oneTimeChecks: readonly Check[] = [
  {
    id: 'one-time-race',
    how: `${DEVICES} devices open one form with one key at once, and one more afterwards: exactly one succeeds (--sandbox)`,
    rows: ['ASVS 2.3.3, 2.3.4', 'ASVS 15.4.1–15.4.2', 'PCI 6.2.4'],
    run: async (target) => {
      const { sandbox } = target;
      if (sandbox === undefined) throw new NotChecked('Give --sandbox with the link of a form that may be used up.');
      const begun = await post(target, '/v1/invitations/begin', { handle: sandbox });
      if (begun.status !== 200) throw new NotChecked('The form of --sandbox cannot be opened: send a new one.');
      const { openKey } = JSON.parse(begun.text) as { openKey: string };
      const attempts = await Promise.all(Array.from({ length: DEVICES }, () => open(target, openKey)));
      const winners = attempts.filter(({ status }) => status === 200).length;
      const { status: late } = await open(target, openKey);
      return [
        ...(winners === 1 ? [] : [`${winners} of ${DEVICES} devices opened the form.`]),
        ...(late === 200 ? ['A key that was used opens again.'] : []),
      ];
    },
  },
];
