// The table of what roles and profiles may do, and what they may never do.
import type { OperatorRole, PermissionGrant, ProfilesView } from '@tellsafe/core/wire';
import { html, type TemplateResult } from 'lit';
import { visibleText } from '../shared/visible.ts';
import type { PeopleTexts } from './texts.ts';

type Say = (key: Exclude<keyof PeopleTexts, 'locale'>) => string;

const grantTexts = { default: 'yes', profile: 'byProfile', never: 'neverMay' } as const;

/** Permissions as rows; roles, each followed by its profiles, as columns. */
export function grantsTable(say: Say, { roles, profiles }: ProfilesView): TemplateResult {
  const columns = roles.flatMap(({ role, grants }) => [
    { role, grants, profile: undefined },
    ...profiles.filter((each) => each.role === role).map((profile) => ({ role, grants, profile })),
  ]);
  const names = Object.keys(roles[0]?.grants ?? {});
  const cell = (name: string, { grants, profile }: (typeof columns)[number]): TemplateResult => {
    const grant: PermissionGrant = grants[name] ?? 'never';
    if (profile && grant !== 'never') {
      return profile.permissions.includes(name)
        ? html`<td>${say('yes')}</td>`
        : html`<td class="never">${say('no')}</td>`;
    }
    return html`<td class=${grant === 'never' ? 'never' : ''}>${say(grantTexts[grant])}</td>`;
  };
  return html`<div class="card">
    <h3 id="grants">${say('permissionsTitle')}</h3>
    <p class="muted">${say('permissionsLead')}</p>
    <div class="table grants" role="region" aria-labelledby="grants" tabindex="0"><table>
      <thead><tr>
        <th scope="col">${say('permission')}</th>
        ${columns.map(({ role, profile }) => html`<th scope="col">${profile ? html`${say('profile')} <bdi>${visibleText(profile.name)}</bdi>` : say(role)}</th>`)}
      </tr></thead>
      <tbody>${names.map(
        (name) =>
          html`<tr><th scope="row">${permissionName(say, name)}</th>${columns.map((column) => cell(name, column))}</tr>`,
      )}</tbody>
    </table></div>
  </div>`;
}

const known = [
  'forms.use',
  'conversations.watch',
  'history.answers.read',
  'reports.read',
  'forms.manage',
  'accounts.manage',
  'transcripts.read',
  'audit.read',
  'privacy.manage',
] as const;

/** A permission in words; one that this version does not know by its own name. */
function permissionName(say: Say, name: string): string {
  const key = known.find((each) => each === name);
  return key ? say(key) : name;
}

/** Profiles that somebody of a role can have. */
export function profilesOf({ profiles }: ProfilesView, role: OperatorRole): readonly string[] {
  return profiles.filter((each) => each.role === role).map(({ name }) => name);
}
