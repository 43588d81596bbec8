// What a new password still lacks, while it is typed. The server decides (server-kit operators/passwords.ts); this only tells early.
import type { PasswordRules } from '../../login/login-state.ts';

/** One thing that a new password needs. */
export interface RuleState {
  readonly rule: 'length' | 'letter' | 'digit' | 'repeat';
  readonly met: boolean;
}

/**
 * Looks at what was typed.
 *
 * @param next - the new password
 * @param repeat - the second field
 */
export function ruleStates({ minPasswordLength }: PasswordRules, next: string, repeat: string): readonly RuleState[] {
  // As the server prepares it: RFC 8265 OpaqueString.
  const prepared = next.replace(/\p{Zs}/gu, ' ').normalize('NFC');
  return [
    { rule: 'length', met: [...prepared].length >= minPasswordLength },
    { rule: 'letter', met: /\p{L}/u.test(prepared) },
    { rule: 'digit', met: /\p{Nd}/u.test(prepared) },
    { rule: 'repeat', met: next !== '' && next === repeat },
  ];
}
