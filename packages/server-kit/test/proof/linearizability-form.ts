// A form as clients see it, one request at a time: which requests are allowed, what they change and what they tell. Written from
// docs/protocol.md, not from the kit.
import type { Operation, Specification } from './linearizability-checker.ts';

/** What is asked. Devices are named by a letter, keys and sealed answers by a letter and a number. */
export type FormCall =
  | { readonly ask: 'status' | 'received' | 'begin' | 'read key' | 'decline' | 'revoke' }
  | { readonly ask: 'open'; readonly key: string; readonly device: string }
  | { readonly ask: 'resume'; readonly device: string }
  | { readonly ask: 'submit'; readonly key: string; readonly device: string; readonly sealed: string }
  | { readonly ask: 'read'; readonly key: string };

/** What came back: a status, a key, sealed answers or `ok`; false for a refusal. */
export type FormResult = string | false;
export type FormOperation = Operation<FormCall, FormResult>;

/** A form, as far as its keys are concerned. A key that was issued without anybody being told is `?`. */
export interface FormState {
  readonly status: string;
  readonly openKey: string | null;
  readonly device: string | null;
  readonly submitKey: string | null;
  readonly sealed: string | null;
  readonly readKey: string | null;
}

const UNTOLD = '?';

/** A form, one request at a time. */
export const formSpecification: Specification<FormState, FormCall, FormResult> = {
  initial: { status: 'sent', openKey: null, device: null, submitKey: null, sealed: null, readKey: null },
  apply: (state, call, result) => {
    const allowed = after(state, call);
    if (allowed === undefined) return result === false ? state : undefined;
    const { next, told, issues } = allowed;
    if (result === undefined) return issues ? { ...next, [issues]: UNTOLD } : next;
    if (issues) return result === false ? undefined : { ...next, [issues]: result };
    // A repeated opening tells the key that nobody was told.
    if (told === UNTOLD && call.ask === 'open') return result === false ? undefined : { ...next, submitKey: result };
    return told === result ? next : undefined;
  },
  isRead: (call, result) => call.ask === 'status' || result === false,
};

interface Allowed {
  readonly next: FormState;
  /** What the caller is told, when that is known. */
  readonly told?: string | null;
  /** The key that is made, whose name the answer tells. */
  readonly issues?: 'openKey' | 'submitKey' | 'readKey';
}

/** What a request does to a form; undefined when it is refused. */
function after(state: FormState, call: FormCall): Allowed | undefined {
  const { status, device } = state;
  const isFresh = status === 'sent' || status === 'received';
  const isOpen = isFresh || status === 'viewed';
  switch (call.ask) {
    case 'status':
      return { next: state, told: status };
    case 'received':
      return status === 'sent'
        ? { next: { ...state, status: 'received' }, told: 'received' }
        : { next: state, told: status };
    case 'begin':
      return isFresh ? { next: state, issues: 'openKey' } : undefined;
    case 'open':
      if (call.key !== state.openKey) return undefined;
      if (isFresh) return { next: { ...state, status: 'viewed', device: call.device }, issues: 'submitKey' };
      return status === 'viewed' && call.device === device ? { next: state, told: state.submitKey } : undefined;
    case 'resume':
      return status === 'viewed' && call.device === device ? { next: state, issues: 'submitKey' } : undefined;
    case 'submit':
      if (call.key !== state.submitKey || call.device !== device) return undefined;
      if (status === 'viewed') return { next: { ...state, status: 'submitted', sealed: call.sealed }, told: 'ok' };
      return status === 'submitted' && call.sealed === state.sealed ? { next: state, told: 'ok' } : undefined;
    case 'read key':
      return status === 'submitted' ? { next: state, issues: 'readKey' } : undefined;
    case 'read':
      return status === 'submitted' && call.key === state.readKey ? { next: state, told: state.sealed } : undefined;
    case 'decline':
      if (isOpen) return { next: { ...state, status: 'declined' }, told: 'declined' };
      return status === 'declined' ? { next: state, told: 'declined' } : undefined;
    case 'revoke':
      if (isOpen) return { next: { ...state, status: 'revoked' }, told: 'revoked' };
      return status === 'submitted' ? undefined : { next: state, told: status };
  }
}
