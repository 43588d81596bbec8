// Directions inside core: errors, clock, ids, encoding ← crypto, theme ← the domain rooms ← masking ← wire. Texts stand beside them.
import type { Finding, Rule } from './finding.ts';
import { importRule } from './finding.ts';
import { placeOf, relativeTarget } from './places.ts';

const domain = ['form', 'otk', 'invitation', 'answers', 'conversation', 'retention'];
const layers: readonly (readonly string[])[] = [
  ['errors', 'error-messages', 'clock', 'ids', 'encoding'],
  ['crypto', 'theme'],
  domain,
  ['masking'],
  ['wire'],
];
const layerOf = (room: string): number => layers.findIndex((rooms) => rooms.includes(room));

/** Rooms of core import only rooms below them, texts, and themselves. */
export const coreDirection = importRule('core-direction', (file, { specifier, typeOnly }) => {
  const from = placeOf(file.path);
  const target = relativeTarget(file.path, specifier);
  if (from.area !== 'core' || !from.shipped || !target || from.room === 'index') return undefined;
  const to = placeOf(target);
  if (to.room === from.room || to.area !== 'core') return undefined;
  if (to.room === 'index') return 'a room must not import the index of the package';
  if (from.room === 'i18n') {
    const types = typeOnly && (to.room === 'form' || to.room === 'errors');
    return types ? undefined : 'texts import nothing but types of form and errors';
  }
  if (to.room === 'i18n') return undefined;
  if (layerOf(from.room) < 0)
    return `${from.room} is not a room of core; give it a layer in scripts/boundaries/inside-core.ts`;
  if (layerOf(to.room) < 0)
    return `${to.room} is not a room of core; give it a layer in scripts/boundaries/inside-core.ts`;
  return layerOf(to.room) > layerOf(from.room) ? `${from.room} must not import ${to.room}` : undefined;
});

/** Rooms side by side may use each other, but never in a circle. */
export const coreCircles: Rule = ({ files }) => {
  const edges = new Map<string, Map<string, Finding>>();
  for (const file of files) {
    const from = placeOf(file.path);
    if (from.area !== 'core' || !from.shipped || !domain.includes(from.room)) continue;
    for (const { specifier, line } of file.imports) {
      const target = relativeTarget(file.path, specifier);
      const room = target ? placeOf(target).room : '';
      if (room === from.room || !domain.includes(room)) continue;
      const message = `${from.room} imports ${room}, which leads back to ${from.room}`;
      const known = edges.get(from.room) ?? new Map<string, Finding>();
      edges.set(from.room, known.set(room, { path: file.path, line, rule: 'core-circles', message }));
    }
  }
  const reaches = (from: string, goal: string, seen = new Set<string>()): boolean =>
    [...(edges.get(from)?.keys() ?? [])].some((next) => {
      if (next === goal) return true;
      if (seen.has(next)) return false;
      return reaches(next, goal, seen.add(next));
    });
  return [...edges].flatMap(([from, targets]) =>
    [...targets].filter(([to]) => reaches(to, from)).map(([, finding]) => finding),
  );
};
