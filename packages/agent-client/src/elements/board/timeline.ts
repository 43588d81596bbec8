// What happened in one conversation, in order: who had it, which forms were sent, how far each came. Statuses only.
import type { BoardChange, BoardConversationResponse, BoardForm } from '@tellsafe/core/wire';
import { html, nothing, type TemplateResult } from 'lit';
import { type IconName, icon } from '../shared/icons.ts';
import { fullTime } from '../shared/times.ts';
import { name, type Writing } from './parts.ts';

/** One step. */
interface Step {
  readonly at: number;
  readonly icon: IconName;
  readonly text: TemplateResult;
}

/** The steps of a conversation as a list. */
export function timeline(writing: Writing, shown: BoardConversationResponse): TemplateResult {
  const steps = [
    ...shown.changes.map((change) => stepOf(writing, change)),
    ...shown.forms.flatMap((form) => stepsOf(writing, form)),
  ].sort((one, other) => one.at - other.at);
  return html`${shown.incomplete ? html`<p class="notice">${writing.say('incomplete')}</p>` : nothing}<ol class="steps">${steps.map(
    (step) => html`<li>
      <span class="mark">${icon(step.icon)}</span>
      <span class="what">${step.text}</span>
      <time class="muted" datetime=${new Date(step.at).toISOString()}>${fullTime(step.at, writing.words.locale)}</time>
    </li>`,
  )}</ol>`;
}

function stepOf({ say }: Writing, { change, at, agent }: BoardChange): Step {
  if (change === 'start') return { at, icon: 'chat', text: html`${say('begun')}` };
  if (change === 'close') return { at, icon: 'check', text: html`${say('closed')}` };
  if (agent === null) return { at, icon: 'undo', text: html`${say('requeued')}` };
  const text = say(change === 'assign' ? 'assigned' : 'transferred', { agent: agent.name });
  return { at, icon: change === 'assign' ? 'chat' : 'transfer', text: html`${text}` };
}

const steps = [
  ['sent', 'formSent', 'send'],
  ['received', 'formReceived', 'check'],
  ['viewed', 'formViewed', 'eye'],
  ['submitted', 'formSubmitted', 'lock'],
  ['read', 'formRead', 'form'],
] as const;
type StepText = Parameters<Writing['say']>[0];
const ends: Partial<Readonly<Record<BoardForm['status'], readonly [StepText, IconName]>>> = {
  expired: ['formExpired', 'clock'],
  declined: ['formDeclined', 'close'],
  revoked: ['formRevoked', 'undo'],
  failed: ['formFailed', 'warning'],
};

function stepsOf({ say }: Writing, { formName, agent, status, at }: BoardForm): readonly Step[] {
  const told = (when: number, key: StepText, symbol: IconName): Step => ({
    ...{ at: when, icon: symbol },
    text: html`<strong>${name(formName)}</strong> ${say(key, { agent: agent.name })}`,
  });
  const reached = steps.flatMap(([step, key, symbol]) => {
    const when = at[step];
    return when === undefined ? [] : [told(when, key, symbol)];
  });
  const end = ends[status];
  return end && at.ended !== undefined ? [...reached, told(at.ended, ...end)] : reached;
}
