// Who may send which form (SF-FORM-08).
import type { FormRecord } from '../records/form.ts';

/** Whether an agent with these skills may send a form: it is enabled, and one of its skills is theirs. */
export function mayUseForm(form: Pick<FormRecord, 'enabled' | 'skills'>, skills: readonly string[]): boolean {
  return form.enabled && (form.skills === undefined || form.skills.some((skill) => skills.includes(skill)));
}
