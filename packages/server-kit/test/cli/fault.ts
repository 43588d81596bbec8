// A deployment with one thing wrong, and which check has to find it, for which row of the map.
import type { RowName } from '../../src/cli/check/map.ts';
import type { Target } from '../../src/cli/check/target.ts';
import { type Deployment, type Exchange, through } from './deployment.ts';

/** What is another of a target, or not there. */
type Changed = { readonly [Name in keyof Target]?: Target[Name] | undefined };

/** What is wrong, what finds it, for which row, and how it is made. */
export type Fault = readonly [
  what: string,
  check: string,
  row: RowName,
  make: (deployment: Deployment) => Changed | Promise<Changed>,
];

/** What becomes of an answer on its way. */
export type Change = (exchange: Exchange) => Response | Promise<Response>;

/** Something that changes answers on their way. */
export const sent =
  (change: Change): Fault[3] =>
  ({ target }) => ({ send: through(target.send, change) });
