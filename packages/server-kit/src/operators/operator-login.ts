// The built-in login: for those who have none. Given to the kit as `authenticate`; its routes are mounted beside the kit's.
import { type Clock, isAccountId, systemClock, TellsafeError } from '@tellsafe/core';
import { type RandomBytes, webRandom } from '@tellsafe/core/crypto';
import type { Authenticate, EndedLogin, Principal } from '../accounts/principal.ts';
import { storeAudit } from '../audit/audit.ts';
import { type Fetch, fetchOf } from '../http/exchange.ts';
import { parseRequestId, type ReadRequestId, RequestIds } from '../http/request-id.ts';
import { invalidSetting } from '../invalid-setting.ts';
import type { KeyProvider } from '../keys/types.ts';
import { consoleLog, type Log } from '../log.ts';
import { hostCaller } from '../services/caller.ts';
import type { Store } from '../stores/types.ts';
import { loginCookie, parseOrigins } from './cookie.ts';
import { rememberGround } from './ground.ts';
import { loginAnswering } from './http.ts';
import { findLogin, keepLogin } from './logins.ts';
import { type OperatorMethods, operatorMethods } from './manage.ts';
import { type Operators, type Profiles, parseProfiles, permissionsOf } from './parts.ts';
import { argon2Passwords, type PasswordHash } from './password-hash.ts';
import { type PolicyOptions, type PolicyReportLine, parsePolicy, policyReport } from './policy.ts';
import { openSecrets } from './secrets.ts';
import { parseSignInLimits, type SignInLimitOptions, SignInRates } from './sign-in-limits.ts';

/** Options of {@link operatorLogin}. */
export interface OperatorLoginOptions {
  /** The kit's `records`. */
  readonly store: Store;
  /** The kit's `keys`. */
  readonly keys: KeyProvider;
  /** Ids of the accounts whose operators sign in here. */
  readonly accounts: readonly string[];
  /** Origins of the pages that sign in. They, the login's routes and the kit's must be of one origin, or no cookie arrives. */
  readonly origins: readonly string[];
  /** Stricter than its preset, never weaker; default: the defaults of `pci-4.0.1`. */
  readonly policy?: PolicyOptions;
  /** Sets of permissions inside a role, by name (SF-PERM-01). */
  readonly profiles?: Profiles;
  /** Where the routes live, default `/operators`. */
  readonly basePath?: string;
  /** Name that authenticator apps show, default `Tellsafe`. */
  readonly issuer?: string;
  /** How passwords are hashed; default argon2id with 19 MiB and two passes. */
  readonly passwords?: PasswordHash;
  /** How often somebody may try; counted together by all processes on one store. */
  readonly limits?: SignInLimitOptions;
  readonly clock?: Clock;
  readonly random?: RandomBytes;
  readonly log?: Log;
  /** As of the kit. */
  readonly requestId?: ReadRequestId;
}

/** The built-in login. It is the function that the kit takes as `authenticate`. */
export interface OperatorLogin extends Authenticate {
  (request: Request): Promise<Principal | null>;
  /** Answers the login's routes; never rejects. */
  readonly fetch: Fetch;
  /** What admins do, for the host's own code: the first admin is made by it. */
  readonly operators: OperatorMethods;
  /** Each setting of the policy, what its preset demands, what it is, and whether it holds. */
  policyReport(): readonly PolicyReportLine[];
}

const optionKeys = [
  'store',
  'keys',
  'accounts',
  'origins',
  'policy',
  'profiles',
  'basePath',
  'issuer',
  'passwords',
  'limits',
  'clock',
  'random',
  'log',
  'requestId',
] as const satisfies readonly (keyof OperatorLoginOptions)[];

/**
 * Makes the built-in login.
 *
 * @throws TellsafeError `option_invalid`; `setting_invalid` for a policy weaker than its preset, naming key, value and range
 * @example
 * ```ts
 * const login = operatorLogin({ store: records, keys, accounts: ['acme'], origins: ['https://desk.acme.example'] });
 * const tellsafe = createTellsafe({ stores: { records, sealed, volatile }, keys, accounts, authenticate: login });
 * const { password } = await login.operators.create({ accountId: 'acme', name: 'ada', displayName: 'Ada', role: 'admin' });
 * ```
 */
export function operatorLogin(options: OperatorLoginOptions): OperatorLogin {
  const enders: ((ended: EndedLogin) => Promise<void>)[] = [];
  const operators = readOptions(options, async (ended) => {
    for (const end of enders) await end(ended);
  });
  const { basePath = '/operators', log = consoleLog } = options;
  if (!/^(?:\/[A-Za-z0-9_~-]+)*$/.test(basePath)) {
    throw invalidSetting('basePath', 'must be a path such as /operators, without a slash at its end', basePath);
  }
  const origins = parseOrigins(options.origins);
  const cookie = loginCookie(origins);
  const groundOf = rememberGround(operators);
  const { keys, clock, random } = operators;
  const rates = new SignInRates(parseSignInLimits(options.limits), { store: options.store, keys, clock, random, log });
  const requestIds = new RequestIds(parseRequestId(options.requestId), random, log);
  const edge = { log, rates, requestIds };
  const authenticate = async (request: Request): Promise<Principal | null> => {
    const token = cookie.read(request.headers);
    const signedIn = token === undefined ? undefined : await findLogin(operators, token);
    if (signedIn?.step !== 'done') return null;
    const { account, operator, login } = signedIn;
    const { displayName, skills } = await openSecrets(operators, account, operator.value);
    await keepLogin(operators, signedIn);
    return {
      ...{ accountId: account, agentId: operator.value.id, name: displayName, skills, role: operator.value.role },
      ...{ permissions: permissionsOf(operators.profiles, operator.value), login: login.id, until: login.until },
    };
  };
  return Object.assign(authenticate, {
    attach: (end: (ended: EndedLogin) => Promise<void>) => void enders.push(end),
    fetch: fetchOf(requestIds.shownBy(loginAnswering(operators, { ...edge, groundOf, cookie, origins, basePath }))),
    operators: operatorMethods(operators, groundOf, hostCaller),
    policyReport: () => policyReport(operators.policy),
  });
}

function readOptions(options: OperatorLoginOptions, endSessions: Operators['endSessions']): Operators {
  if (typeof options !== 'object' || options === null) throw invalidSetting('options', 'must be an object');
  for (const key of Object.keys(options)) {
    if (!(optionKeys as readonly string[]).includes(key)) throw invalidSetting(key, 'is not an option');
  }
  const { store, keys, accounts, clock = systemClock, random = webRandom, issuer = 'Tellsafe' } = options;
  if (typeof store?.commit !== 'function') throw invalidSetting('store', 'is required: the records store of the kit');
  if (!store.capabilities.index) throw invalidSetting('store', 'must be a store with index');
  if (typeof keys?.unwrap !== 'function') throw invalidSetting('keys', 'are required: those of the kit');
  if (!Array.isArray(accounts) || accounts.length === 0 || !accounts.every(isAccountId)) {
    throw invalidSetting('accounts', 'must hold the ids of the accounts');
  }
  if (typeof issuer !== 'string' || !/^[^:\p{C}]{1,40}$/u.test(issuer)) {
    throw new TellsafeError('option_invalid', { key: 'issuer', hint: 'must be 1 to 40 characters without a colon' });
  }
  return {
    stores: { records: store },
    // Nobody waits for what operators do: no feed but the audit's tells of it.
    ...{ signal: { publish: () => undefined }, incarnation: { forget: () => undefined } },
    ...{ keys, clock, random, issuer, accounts: [...accounts], audit: storeAudit(store) },
    policy: parsePolicy(options.policy),
    profiles: parseProfiles(options.profiles),
    passwords: options.passwords ?? argon2Passwords(random),
    endSessions,
  };
}
