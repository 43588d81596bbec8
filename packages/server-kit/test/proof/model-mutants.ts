// Rules of the product, each broken in one way: planted in place of the real module, so that the kit runs with the broken rule
// and not a line of it changes. The model (T1) and the exploration (T2) must notice.
import { vi } from 'vitest';
import type * as EndModule from '../../src/services/invitations/end.ts';
import type * as StateModule from '../../src/services/invitations/records.ts';
import type * as ElsewhereModule from '../../src/services/opening/elsewhere.ts';
import type * as SubmitKeyModule from '../../src/services/opening/submit-keys.ts';
import type * as SessionModule from '../../src/services/records/agent-session.ts';
import type * as InvitationModule from '../../src/services/records/invitation.ts';
import type * as VaultModule from '../../src/services/submissions/vault.ts';

type OtkModule = typeof import('@tellsafe/core/otk');
type StatusModule = typeof import('@tellsafe/core/invitation');
type ProofModule = typeof import('@tellsafe/core/crypto/sync');

/** A broken rule. */
export interface Mutant {
  readonly name: string;
  /** Puts it in place; for modules that are loaded from now on. */
  readonly plant: () => void;
  /** Another rule stands behind this one, so that nothing wrong happens: only the model, which knows each answer, notices. */
  readonly harmless?: true;
}

type Check = OtkModule['checkOneTimeKey'];

function otk(name: string, change: (check: Check) => Check): Mutant {
  const plant = () =>
    vi.doMock('@tellsafe/core/otk', async (original) => {
      const module = await original<OtkModule>();
      return { ...module, checkOneTimeKey: change(module.checkOneTimeKey) };
    });
  return { name, plant };
}

function status(name: string, change: (real: StatusModule['transitionInvitation']) => typeof real): Mutant {
  const plant = () =>
    vi.doMock('@tellsafe/core/invitation', async (original) => {
      const module = await original<StatusModule>();
      return { ...module, transitionInvitation: change(module.transitionInvitation) };
    });
  return { name, plant };
}

function statusAt(name: string, change: (real: typeof InvitationModule.statusAt) => typeof real): Mutant {
  const plant = () =>
    vi.doMock('../../src/services/records/invitation.ts', async (original) => {
      const module = await original<typeof InvitationModule>();
      return { ...module, statusAt: change(module.statusAt) };
    });
  return { name, plant };
}

function session(name: string, isLiveSession: typeof SessionModule.isLiveSession): Mutant {
  const plant = () =>
    vi.doMock('../../src/services/records/agent-session.ts', async (original) => ({
      ...(await original<typeof SessionModule>()),
      isLiveSession,
    }));
  return { name, plant };
}

function endings(name: string, which: (submitted: boolean) => boolean): Mutant {
  const plant = () =>
    vi.doMock('../../src/services/invitations/end.ts', async (original) => {
      const module = await original<typeof EndModule>();
      const endInvitations: typeof EndModule.endInvitations = (kit, caller, account, to, invitations, reason) => {
        const ending = invitations.filter(({ value }) => which(value.status === 'submitted'));
        return module.endInvitations(kit, caller, account, to, ending, reason);
      };
      return { ...module, endInvitations };
    });
  return { name, plant };
}

/** Every mutant. */
export const mutants: readonly Mutant[] = [
  otk('a spent key works again', (check) => (record, attempt) => {
    const { spent: _spent, ...fresh } = record ?? {};
    return check(record && (fresh as typeof record), attempt);
  }),
  otk('a key works at its end', (check) => (record, attempt) => check(record, { ...attempt, now: attempt.now - 1 })),
  otk('a key never ends', (check) => (record, attempt) => {
    return check(record && { ...record, expiresAt: Number.MAX_SAFE_INTEGER }, attempt);
  }),
  otk('a request may be repeated for ever', (check) => (record, attempt) => {
    return check(record?.spent ? { ...record, spent: { ...record.spent, at: attempt.now } } : record, attempt);
  }),
  otk('anyone may repeat a request', (check) => (record, attempt) => {
    return check(record?.spent ? { ...record, spent: { ...record.spent, by: attempt.caller } } : record, attempt);
  }),
  {
    ...otk('another body counts as a repeat', (check) => (record, attempt) => {
      const { bodyHash } = attempt;
      const same =
        record?.spent && bodyHash !== undefined ? { ...record, spent: { ...record.spent, bodyHash } } : record;
      return check(same, attempt);
    }),
  },
  {
    ...otk('a read key serves every session', (check) => (record, attempt) => {
      return check(record?.sessionId ? { ...record, sessionId: attempt.caller } : record, attempt);
    }),
    harmless: true,
  },
  {
    ...otk('a fail-over is not looked at', (check) => (record, attempt) => {
      return check(record, { ...attempt, incarnation: record?.incarnation ?? '' });
    }),
    harmless: true,
  },
  status('a receipt leaves an end', (real) => (from, event) => {
    return event === 'receive' && from !== 'submitted'
      ? { status: 'received', changed: from !== 'received' }
      : real(from, event);
  }),
  status('what was submitted can be revoked', (real) => (from, event) => {
    return from === 'submitted' && event === 'revoke' ? { status: 'revoked', changed: true } : real(from, event);
  }),
  statusAt(
    'an invitation ends when the sweep comes',
    () =>
      ({ status: stored }) =>
        stored,
  ),
  statusAt('an invitation lives at its deadline', (real) => (invitation, now) => real(invitation, now - 1)),
  session('a session does not idle out', ({ endedAt }) => endedAt === undefined),
  session('a session lives at its end', ({ endedAt, idleEndsAt }, now) => endedAt === undefined && now <= idleEndsAt),
  endings('an end leaves open what was submitted', (submitted) => !submitted),
  endings('an end leaves open what was not submitted', (submitted) => submitted),
  {
    name: 'the end of a session is no obstacle',
    plant: () =>
      vi.doMock('../../src/services/invitations/records.ts', async (original) => {
        const module = await original<typeof StateModule>();
        const obstacleOf: typeof StateModule.obstacleOf = (state, now) => {
          const obstacle = module.obstacleOf(state, now);
          return obstacle === 'session' ? undefined : obstacle;
        };
        return { ...module, obstacleOf };
      }),
  },
  {
    name: 'the deadline of an opened form is not moved by an extension',
    plant: () =>
      vi.doMock('../../src/services/records/invitation.ts', async (original) => {
        const module = await original<typeof InvitationModule>();
        const deadlineOf: typeof InvitationModule.deadlineOf = (invitation) => {
          return Math.min(module.deadlineOf(invitation), (invitation.at.viewed ?? Number.MAX_SAFE_INTEGER) + 500_000);
        };
        return { ...module, deadlineOf };
      }),
    harmless: true,
  },
  {
    name: 'memory keeps what was off the record',
    plant: () =>
      vi.doMock('../../src/services/submissions/vault.ts', async (original) => ({
        ...(await original<typeof VaultModule>()),
        discardOffTheRecord: async () => undefined,
      })),
  },
  {
    name: 'resuming gives the former submit key',
    plant: () =>
      vi.doMock('../../src/services/opening/submit-keys.ts', async (original) => ({
        ...(await original<typeof SubmitKeyModule>()),
        newGeneration: () => 1,
      })),
    harmless: true,
  },
  {
    name: 'the agent is not told that another device tried',
    plant: () =>
      vi.doMock('../../src/services/opening/elsewhere.ts', async (original) => ({
        ...(await original<typeof ElsewhereModule>()),
        tellElsewhere: () => undefined,
      })),
    harmless: true,
  },
  {
    name: 'every proof holds',
    plant: () =>
      vi.doMock('@tellsafe/core/crypto/sync', async (original) => ({
        ...(await original<ProofModule>()),
        verifyProof: () => 'ok' as const,
      })),
  },
];

const places = [
  '../../src/options.ts',
  '@tellsafe/core/otk',
  '@tellsafe/core/invitation',
  '@tellsafe/core/crypto/sync',
  '../../src/services/records/invitation.ts',
  '../../src/services/records/agent-session.ts',
  '../../src/services/invitations/end.ts',
  '../../src/services/invitations/records.ts',
  '../../src/services/submissions/vault.ts',
  '../../src/services/opening/submit-keys.ts',
  '../../src/services/opening/elsewhere.ts',
];

/** Loads a module of this folder over a mutant. */
export async function withMutant<Module, Result>(
  { plant }: Mutant,
  load: () => Promise<Module>,
  run: (module: Module) => Promise<Result>,
): Promise<Result> {
  vi.resetModules();
  plant();
  try {
    return await run(await load());
  } finally {
    for (const place of places) vi.doUnmock(place);
    vi.resetModules();
  }
}
