// What differs between two definitions, as a person would say it. Pure; ids tell which question is which.
import type { FormDefinition, Question } from '@tellsafe/core/form';

/** One difference. */
export type Difference =
  | { readonly kind: 'form'; readonly member: FormMember; readonly before: unknown; readonly after: unknown }
  | { readonly kind: 'added' | 'removed'; readonly question: Question }
  | { readonly kind: 'moved'; readonly question: Question; readonly from: number; readonly to: number }
  | {
      readonly kind: 'question';
      readonly question: Question;
      readonly member: QuestionMember;
      readonly before: unknown;
      readonly after: unknown;
    };

/** Members of a form that are compared as one. */
export const formMembers = ['name', 'description', 'note', 'skills', 'theme'] as const;
/** One of them. */
export type FormMember = (typeof formMembers)[number];

/** Members of a question. */
export const questionMembers = [
  ...(['label', 'type', 'format', 'placeholder', 'help', 'required', 'masked', 'offTheRecord'] as const),
  ...(['maxLength', 'characters', 'choices'] as const),
] as const;
/** One of them. */
export type QuestionMember = (typeof questionMembers)[number];

/**
 * Compares two versions of a form.
 *
 * @param before - the older one
 * @param after - the newer one
 * @returns differences of the form, then of the questions in the newer order; a question counts as moved when it left its place among those
 *   that both have
 */
export function differences(before: FormDefinition, after: FormDefinition): readonly Difference[] {
  const ofForm = formMembers
    .filter((member) => !isSame(before[member], after[member]))
    .map((member) => ({ kind: 'form', member, before: before[member], after: after[member] }) as const);
  const older = new Map(before.questions.map((question) => [question.id, question]));
  const newer = new Map(after.questions.map((question) => [question.id, question]));
  const removed = before.questions
    .filter(({ id }) => !newer.has(id))
    .map((question) => ({ kind: 'removed', question }) as const);
  const kept = before.questions.filter(({ id }) => newer.has(id)).map(({ id }) => id);
  const common = after.questions.filter(({ id }) => older.has(id)).map(({ id }) => id);
  const stayed = longestCommon(kept, common);
  const ofQuestions = after.questions.flatMap((question): readonly Difference[] => {
    const was = older.get(question.id);
    if (!was) return [{ kind: 'added', question }];
    // Places among the questions that both have: what was added or deleted before one did not move it.
    const [from, to] = [kept.indexOf(question.id), common.indexOf(question.id)];
    const hasMoved = !stayed.has(question.id) && from !== to;
    const moved: readonly Difference[] = hasMoved ? [{ kind: 'moved', question, from, to }] : [];
    return [...moved, ...changesOf(was, question)];
  });
  return [...ofForm, ...removed, ...ofQuestions];
}

function changesOf(before: Question, after: Question): readonly Difference[] {
  return questionMembers
    .filter((member) => !isSame(before[member], after[member]))
    .map((member) => ({ kind: 'question', question: after, member, before: before[member], after: after[member] }));
}

const isSame = (one: unknown, other: unknown): boolean => canonical(one) === canonical(other);

function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_, member: unknown) =>
      typeof member === 'object' && member !== null && !Array.isArray(member)
        ? Object.fromEntries(Object.entries(member).sort(([one], [other]) => (one < other ? -1 : 1)))
        : member,
    ) ?? ''
  );
}

/** The longest run of ids that both orders have in common (at most 20 of each, so the plain table will do). */
function longestCommon(one: readonly string[], other: readonly string[]): ReadonlySet<string> {
  const rows: string[][][] = Array.from({ length: one.length + 1 }, () =>
    Array.from({ length: other.length + 1 }, () => []),
  );
  for (let i = one.length - 1; i >= 0; i -= 1) {
    for (let j = other.length - 1; j >= 0; j -= 1) {
      const [down = [], right = [], across = []] = [rows[i + 1]?.[j], rows[i]?.[j + 1], rows[i + 1]?.[j + 1]];
      const longest = down.length >= right.length ? down : right;
      const row = rows[i];
      if (row) row[j] = one[i] === other[j] ? [one[i] ?? '', ...across] : longest;
    }
  }
  return new Set(rows[0]?.[0]);
}
