// What a screen reader is told of a document: Chromium's accessibility tree, without what only lays things out, as lines to compare.
import type { CDPSession, Frame, Page } from 'playwright-core';

/** A node as Chromium's debugging protocol tells it. */
interface AxNode {
  readonly nodeId: string;
  readonly ignored: boolean;
  readonly role?: { readonly value?: unknown };
  readonly name?: { readonly value?: unknown };
  readonly description?: { readonly value?: unknown };
  readonly properties?: readonly { readonly name: string; readonly value: { readonly value?: unknown } }[];
  readonly childIds?: readonly string[];
}

/** Something that a screen reader stops at or speaks. */
export interface Heard {
  readonly role: string;
  readonly name: string;
  /** What is read after the name: help and errors. */
  readonly description: string;
  /** `required`, `invalid`, `modal`, `live=polite` … */
  readonly states: readonly string[];
  /** The words inside, for what has no name of its own. */
  readonly text: string;
  readonly depth: number;
}

const layout =
  /^(none|generic|StaticText|InlineTextBox|LineBreak|LabelText|Legend|ListMarker|paragraph|strong|superscript|image)$/;
const told = /^(required|invalid|modal|live|busy|disabled|checked|focused|level)$/;
const spoken = /^(status|alert|timer)$/;

/** Reads the tree of a page, or of a frame of another origin. */
export async function heardIn(place: Page | Frame): Promise<readonly Heard[]> {
  const page = 'page' in place ? place.page() : place;
  const session: CDPSession = await page.context().newCDPSession(place);
  await session.send('Accessibility.enable');
  const { nodes } = (await session.send('Accessibility.getFullAXTree')) as { nodes: readonly AxNode[] };
  await session.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  return flatten(nodes[0], byId, 0);
}

function flatten(node: AxNode | undefined, byId: ReadonlyMap<string, AxNode>, depth: number): Heard[] {
  if (!node) return [];
  const role = textOf(node.role);
  const shown = !node.ignored && !layout.test(role) && role !== 'RootWebArea';
  const children = (node.childIds ?? []).flatMap((id) => flatten(byId.get(id), byId, shown ? depth + 1 : depth));
  if (!shown) return children;
  const text = spoken.test(role) ? wordsIn(node, byId).replace(/\s+/g, ' ').trim() : '';
  const { name, description } = node;
  const own = { role, name: textOf(name), description: textOf(description), states: statesOf(node), text, depth };
  return [own, ...children];
}

function textOf(value: AxNode['name']): string {
  return typeof value?.value === 'string' ? value.value : '';
}

function statesOf({ properties = [] }: AxNode): string[] {
  return properties.flatMap(({ name, value: { value } }) => {
    if (!told.test(name) || value === false || value === 'false' || value === 'off') return [];
    return value === true || value === 'true' ? [name] : [`${name}=${value}`];
  });
}

function wordsIn(node: AxNode, byId: ReadonlyMap<string, AxNode>): string {
  if (textOf(node.role) === 'StaticText') return ` ${textOf(node.name)}`;
  return (node.childIds ?? []).map((id) => wordsIn(byId.get(id) as AxNode, byId)).join('');
}

/** The tree as lines: `textbox "Card number" [invalid required]: This is not a valid card number.` */
export function outlineOf(heard: readonly Heard[]): string[] {
  return heard.map(({ role, name, description, states, text, depth }) => {
    const parts = [role, name && `"${name}"`, states.length > 0 && `[${[...states].sort().join(' ')}]`];
    const words = description || text;
    return `${'  '.repeat(depth)}${parts.filter(Boolean).join(' ')}${words && `: ${words}`}`;
  });
}

const controls = /^(button|textbox|combobox|radio|radiogroup|link|dialog|Iframe|checkbox)$/;

/** What nobody could understand by ear, whatever the language. */
export function unheardIn(heard: readonly Heard[]): string[] {
  return heard.flatMap(({ role, name, description, states }) => [
    ...(controls.test(role) && name === '' ? [`${role} without a name`] : []),
    ...(states.includes('invalid') && description === '' ? [`${role} "${name}" does not say what is wrong`] : []),
  ]);
}
