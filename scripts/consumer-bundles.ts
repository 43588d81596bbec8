// What a consumer's browser loads, and how large each part may be (P6, P7 and P8 of the benchmarks).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  conversationRoutes,
  formRoutes,
  invitationRoutes,
  pushRoutes,
} from '../packages/consumer-widget/src/internal/routes.ts';
import { type Measured, measureModule, measurePage, type PageManifest } from './bundle-size.ts';
import { root } from './workspace.mjs';

/** A part and its limit. */
export interface ConsumerBundle {
  /** The name of the measure. */
  readonly id: 'P6' | 'P7' | 'P8';
  readonly name: string;
  readonly limitBytes: number;
  /** A file that is there when the part was built. */
  readonly needs: string;
  /** Code that has no place elsewhere, and has one here. */
  readonly belongs?: readonly string[];
  /** Exactly the routes that it may name: none of an agent, a manager or an admin. */
  readonly routes: readonly string[];
  measure(): Measured | Promise<Measured>;
}

const widget = join(root, 'packages', 'consumer-widget');
const page = join(widget, 'dist', 'page');
const manifest = join(page, 'manifest.json');
const readManifest = () => JSON.parse(readFileSync(manifest, 'utf8')) as PageManifest;

const pathsOf = (...tables: readonly Readonly<Record<string, string>>[]): string[] =>
  tables.flatMap((table) => Object.values(table)).sort();

/** What else a consumer's page can import, with the routes that it names. */
export const consumerModules: Readonly<Record<string, readonly string[]>> = {
  '@tellsafe/consumer-widget/form': [],
  '@tellsafe/consumer-widget/conversation': pathsOf(conversationRoutes),
  '@tellsafe/consumer-widget/push': pathsOf(pushRoutes),
  '@tellsafe/consumer-widget/push-worker': [],
};

/** Routes that the code of one of them names, as the built package has it. */
export async function routesOfModule(name: string): Promise<string[]> {
  const never = /(?!)/;
  return (await measureModule(`import * as all from '${name}'; globalThis.all = all;`, widget, never)).routes;
}

/** All parts. */
export const consumerBundles: readonly ConsumerBundle[] = [
  {
    id: 'P6',
    name: 'form page, until it can be used',
    limitBytes: 20_000,
    needs: manifest,
    routes: pathsOf(invitationRoutes, formRoutes),
    measure: () => measurePage(readManifest(), page),
  },
  {
    id: 'P7',
    name: '<tellsafe-invitation>, until it is shown and live, in one language',
    limitBytes: 10_000,
    needs: join(widget, 'dist', 'register.js'),
    routes: pathsOf(invitationRoutes),
    // Later: the overlay, on the way to a press of the button, and the other languages.
    measure: () =>
      measureModule(
        "import '@tellsafe/consumer-widget/register';",
        widget,
        /(^|\/)overlay-[A-Z0-9]+\.js$|\/locales\/(?!en-)[A-Za-z-]+-bubble\.js$/,
      ),
  },
  {
    id: 'P8',
    name: 'post-quantum sealing, where the browser has no ML-KEM',
    limitBytes: 18_000,
    needs: manifest,
    belongs: ['@noble'],
    routes: [],
    measure() {
      const { xwing, mlKem } = readManifest();
      const inputs = [...xwing.inputs, ...mlKem.inputs];
      if (mlKem.files.length === 0) throw new Error('The page has no chunk with ML-KEM of its own');
      return measurePage({ files: [...xwing.files, ...mlKem.files], inputs }, page);
    },
  },
];
