// What the page of operators works out by itself: who is shown, what a form changes, which field an error belongs to. Pure.
import { type ErrorIssue, isTellsafeError } from '@tellsafe/core';
import type { OperatorRole, OperatorView } from '@tellsafe/core/wire';
import type { NewOperator, OperatorChanges } from '../../operators.ts';
import type { PeopleTexts } from './texts.ts';

/** What somebody typed into the form of a person. */
export interface PersonFields {
  readonly name: string;
  readonly displayName: string;
  readonly role: OperatorRole;
  /** `''` for none. */
  readonly profile: string;
  /** Separated by commas. */
  readonly skills: string;
}

/** Fields that can be wrong. */
export type FieldName = keyof PersonFields;

/** Wrong fields with the text that says so. */
export type FieldProblems = Readonly<Partial<Record<FieldName, keyof PeopleTexts>>>;

/** Who fits a search and a role, by name. */
export function shownPeople(
  people: readonly OperatorView[],
  search: string,
  role: OperatorRole | '',
  locale: string,
): readonly OperatorView[] {
  const wanted = search.trim().toLocaleLowerCase();
  const fits = ({ name, displayName, role: own }: OperatorView) =>
    (role === '' || own === role) && `${displayName}\n${name}`.toLocaleLowerCase().includes(wanted);
  const order = new Intl.Collator(locale, { sensitivity: 'base' });
  return people.filter(fits).toSorted((one, other) => order.compare(one.displayName, other.displayName));
}

/** The fields of somebody, or of nobody yet. */
export function fieldsOf(person: OperatorView | undefined): PersonFields {
  if (!person) return { name: '', displayName: '', role: 'agent', profile: '', skills: '' };
  const { name, displayName, role, profile, skills } = person;
  return { name, displayName, role, profile: profile ?? '', skills: skills.join(', ') };
}

/** A new person, as the login takes one. */
export function newOperator({ name, displayName, role, profile, skills }: PersonFields): NewOperator {
  return { name, displayName, role, ...(profile !== '' && { profile }), skills: listOf(skills) };
}

/** Only what is another: an unchanged role is nothing that an admin does to themselves. */
export function changesOf(person: OperatorView, fields: PersonFields): OperatorChanges {
  const skills = listOf(fields.skills);
  const profile = fields.profile === '' ? null : fields.profile;
  return {
    ...(fields.displayName !== person.displayName && { displayName: fields.displayName }),
    ...(fields.role !== person.role && { role: fields.role }),
    ...(profile !== person.profile && { profile }),
    ...(skills.join('\n') !== person.skills.join('\n') && { skills }),
  };
}

/** What can be said before asking the server. */
export function problemsIn(fields: PersonFields, isNew: boolean): FieldProblems {
  const { length } = fields.displayName;
  return {
    ...(isNew && !/^\S{1,128}$/u.test(fields.name.trim()) && { name: 'nameWrong' }),
    ...((fields.displayName.trim() === '' || length > 80) && { displayName: 'displayNameWrong' }),
  };
}

/** What the server said of the fields; nothing when it was about something else. */
export function problemsOf(error: unknown, isNew: boolean): FieldProblems {
  if (isNew && isTellsafeError(error, 'conflict')) return { name: 'nameTaken' };
  if (!isTellsafeError(error, 'request_invalid')) return {};
  const issues = (error.params?.issues ?? []) as readonly ErrorIssue[];
  const texts = {
    name: 'nameWrong',
    displayName: 'displayNameWrong',
    skills: 'skillsWrong',
    profile: 'profileWrong',
    role: 'profileWrong',
  } as const;
  const found = issues.flatMap(({ path }) => {
    const name = path.split('.')[0] ?? '';
    return Object.hasOwn(texts, name) ? [[name, texts[name as FieldName]]] : [];
  });
  return Object.fromEntries(found) as FieldProblems;
}

function listOf(text: string): readonly string[] {
  const parts = text.split(/[,،、]/u).map((part) => part.trim());
  return [...new Set(parts.filter((part) => part !== ''))];
}
