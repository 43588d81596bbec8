// An account's entry points for an admin (CN-GEN-05): how each stands, what is no secret of it, trying again.
import type { EntryPointListResponse, EntryPointSaveRequest, QuarantinedView } from '@tellsafe/core/wire';
import type { Caller } from './commands.ts';
import { type Saved, unlessOthersWere } from './studio.ts';

/** Entry points; they need a session with the permission `accounts.manage`. One that the account lacks is `request_invalid`. */
export interface EntryPoints {
  /** Every entry point as it stands. @throws {TellsafeError} `permission_denied` */
  list(): Promise<EntryPointListResponse>;
  /**
   * Changes name, label, language and routing of an entry point.
   *
   * @throws {TellsafeError} `permission_denied`, `request_invalid` whose issues name the field
   */
  save(id: string, request: EntryPointSaveRequest): Promise<Saved<EntryPointListResponse>>;
  /** Tries an entry point that is stopped again at once. @throws {TellsafeError} `permission_denied`, `request_invalid` */
  resume(id: string): Promise<EntryPointListResponse>;
  /** What could not be understood, at most 100 of the last week. @throws {TellsafeError} `permission_denied`, `request_invalid` */
  quarantine(id: string): Promise<readonly QuarantinedView[]>;
}

/**
 * Creates the entry points part of a client.
 *
 * @param call - signed calls
 */
export function createEntryPoints(call: Caller): EntryPoints {
  const list: EntryPoints['list'] = () => call('entryPointList', { idempotent: true });
  return {
    list,
    save: (id, body) => unlessOthersWere(() => call('entryPointSave', { parameters: { id }, body }), list),
    resume: (id) => call('entryPointResume', { parameters: { id }, body: {}, idempotent: true }),
    quarantine: async (id) =>
      (await call('entryPointQuarantine', { parameters: { id }, idempotent: true })).quarantined,
  };
}
