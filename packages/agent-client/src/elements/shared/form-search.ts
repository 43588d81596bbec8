// Finding forms: which match what was typed, and in which order. Pure; picker and composer share it.
import type { AgentForm } from '@tellsafe/core/wire';

/** How many forms count as sent recently. */
export const RECENT_FORMS = 3;

/**
 * The forms that match every word of a search, in their name, description or questions: those whose name matches first, among
 * them those that were sent recently.
 *
 * @param forms - to choose from
 * @param search - what was typed
 * @param recent - ids of forms that were sent lately, the last one first
 */
export function findForms(
  forms: readonly AgentForm[],
  search: string,
  recent: readonly string[] = [],
): readonly AgentForm[] {
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const rank = (form: AgentForm): number => {
    const byName = has(form.definition.name, words) ? 0 : recent.length + 1;
    const place = recent.indexOf(form.id);
    return byName + (place < 0 ? recent.length : place);
  };
  return forms
    .filter(({ definition: { name, description, questions } }) =>
      has([name, description, ...questions.map(({ label }) => label)].join(' '), words),
    )
    .toSorted((one, other) => rank(one) - rank(other));
}

function has(text: string, words: readonly string[]): boolean {
  const lower = text.toLocaleLowerCase();
  return words.every((word) => lower.includes(word));
}

/** The recent list after a form was sent. */
export function withSent(recent: readonly string[], formId: string): readonly string[] {
  return [formId, ...recent.filter((id) => id !== formId)];
}
