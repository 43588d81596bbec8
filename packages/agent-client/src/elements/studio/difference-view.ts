// Differences between two versions, readable: what was there, struck through, and what is there now.
import type { Choice, FormDefinition, Question } from '@tellsafe/core/form';
import { html, type TemplateResult } from 'lit';
import { type Difference, differences, type FormMember, type QuestionMember } from './difference.ts';
import { kindText } from './question-fields.ts';
import type { StudioTextKey } from './texts.ts';
import type { Writing } from './writing.ts';

/** The list of differences. */
export function differenceView(writing: Writing, before: FormDefinition, after: FormDefinition): TemplateResult {
  const found = differences(before, after);
  if (found.length === 0) return html`<p class="muted">${writing.say('noDifference')}</p>`;
  return html`<ul class="differences">${found.map((each) => html`<li class=${each.kind}>${line(writing, each)}</li>`)}</ul>`;
}

const memberTexts: Readonly<Record<FormMember | QuestionMember, StudioTextKey>> = {
  name: 'name',
  description: 'description',
  note: 'note',
  skills: 'skills',
  theme: 'theme',
  label: 'label',
  type: 'type',
  format: 'format',
  placeholder: 'placeholder',
  help: 'help',
  required: 'required',
  masked: 'masked',
  offTheRecord: 'offTheRecord',
  maxLength: 'maxLength',
  characters: 'anyCharacters',
  choices: 'choices',
};

function line(writing: Writing, each: Difference): TemplateResult {
  const { say } = writing;
  switch (each.kind) {
    case 'added':
      return html`<bdi>${say('diffAdded', { label: each.question.label })}</bdi>`;
    case 'removed':
      return html`<bdi>${say('diffRemoved', { label: each.question.label })}</bdi>`;
    case 'moved':
      return html`<bdi>${say('diffMoved', { label: each.question.label, from: each.from + 1, to: each.to + 1 })}</bdi>`;
    case 'form':
      return html`<strong>${say(memberTexts[each.member])}</strong> ${values(writing, each.member, each.before, each.after)}`;
    case 'question':
      return html`<strong><bdi>${say('diffMember', { label: each.question.label, member: say(memberTexts[each.member]) })}</bdi></strong>
        ${values(writing, each.member, each.before, each.after)}`;
  }
}

function values(writing: Writing, member: string, before: unknown, after: unknown): TemplateResult {
  return html`<span class="values"><del><bdi>${text(writing, member, before)}</bdi></del> <ins><bdi>${text(writing, member, after)}</bdi></ins></span>`;
}

function text(writing: Writing, member: string, value: unknown): string {
  const { say } = writing;
  if (value === undefined) return say('nothing');
  if (typeof value === 'boolean') return say(value ? 'yes' : 'no');
  if (member === 'type') return kindText(writing, { type: value as Question['type'] });
  if (member === 'format') return kindText(writing, { type: 'text', format: `${value}` });
  if (member === 'characters') return say(value === 'any' ? 'yes' : 'no');
  if (member === 'choices') return (value as readonly Choice[]).map(({ label }) => label).join(' · ');
  if (member === 'theme')
    return Object.keys(value as object)
      .map((part) => partText(writing, part))
      .join(' · ');
  return Array.isArray(value) ? value.join(' · ') : `${value}`;
}

const otherParts: Readonly<Record<string, 'font' | 'logo'>> = { fontFamily: 'font', logo: 'logo' };

function partText({ say }: Writing, part: string): string {
  if (part in otherParts) return say(otherParts[part] ?? 'theme');
  return part.endsWith('Color') ? say(part as 'accentColor') : part;
}
