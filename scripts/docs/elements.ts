// What documents say about elements, held against the manifests of the built packages.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../workspace.mjs';
import { blocksOf, type Page } from './markdown.ts';

/** What the manifests name. */
export interface Elements {
  readonly attributes: ReadonlyMap<string, ReadonlySet<string>>;
  readonly parts: ReadonlySet<string>;
  readonly properties: ReadonlySet<string>;
}

interface Declaration {
  readonly tagName?: string;
  readonly attributes?: readonly { readonly name: string }[];
  readonly cssParts?: readonly { readonly name: string }[];
  readonly cssProperties?: readonly { readonly name: string }[];
}

/** Reads the manifests. */
export function readElements(): Elements {
  const declarations = ['consumer-widget', 'agent-client'].flatMap((name) => {
    const text = readFileSync(join(root, 'packages', name, 'dist/custom-elements.json'), 'utf8');
    const { modules } = JSON.parse(text) as { modules: { declarations: Declaration[] }[] };
    return modules.flatMap((module) => module.declarations.filter(({ tagName }) => tagName));
  });
  const names = (list: readonly { readonly name: string }[] = []) => list.map(({ name }) => name);
  return {
    attributes: new Map(declarations.map(({ tagName = '', attributes }) => [tagName, new Set(names(attributes))])),
    parts: new Set(declarations.flatMap(({ cssParts }) => names(cssParts))),
    properties: new Set(declarations.flatMap(({ cssProperties }) => names(cssProperties))),
  };
}

/** Attributes that every element has, and what frameworks write beside them. */
const general = /^(?:id|class|style|slot|lang|dir|hidden|key|ref)$|^[:@v]/;

/** Names in a document that no manifest knows. */
export function unknownNames(page: Page, { attributes, parts, properties }: Elements): string[] {
  const markup = blocksOf(page)
    .filter(({ language }) => ['html', 'tsx', 'vue'].includes(language))
    .map(({ code }) => code)
    .join('\n');
  const tags = [...markup.matchAll(/<(tellsafe-[\w-]+)([^>]*)>/g)].flatMap(([, tag = '', rest = '']) => {
    const known = attributes.get(tag);
    if (!known) return [`<${tag}>`];
    const given = [...rest.matchAll(/([\w:@-]+)=/g)].map(([, name = '']) => name);
    return given.filter((name) => !known.has(name) && !general.test(name)).map((name) => `<${tag} ${name}>`);
  });
  const said = [...page.text.matchAll(/<(tellsafe-[\w-]+)|(?<![\w-])(--tellsafe-[\w-]*\w)|::part\((\w+)\)/g)].flatMap(
    ([, tag, property, part]) => {
      if (tag !== undefined) return attributes.has(tag) ? [] : [`<${tag}>`];
      if (property !== undefined) return properties.has(property) ? [] : [property];
      return part !== undefined && !parts.has(part) ? [`::part(${part})`] : [];
    },
  );
  return [...new Set([...tags, ...said])].map((what) => `${page.path}: ${what}`);
}
