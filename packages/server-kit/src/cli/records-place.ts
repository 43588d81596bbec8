// Which records store a command is about, as arguments say it.
import { DEFAULT_SCHEMA } from '../stores/postgres.sql.ts';
import { WrongArguments } from './key-command.ts';
import type { RecordsPlace } from './open-records.ts';

/** Options of every command that opens a records store. */
export const placeOptions = {
  sqlite: { type: 'string' },
  postgres: { type: 'boolean' },
  url: { type: 'string' },
  schema: { type: 'string' },
} as const;

/** The same as lines of a help. */
export const placeHelp = `      --sqlite <path>     The file of the records store
      --postgres          The database of --url, or of the environment's DATABASE_URL
      --url <url>         The database; a password in it is seen by whoever lists processes, one in DATABASE_URL is not
      --schema <name>     Where its tables are (default: tellsafe)`;

/** What was given. */
export interface PlaceValues {
  readonly sqlite?: string | undefined;
  readonly postgres?: boolean | undefined;
  readonly url?: string | undefined;
  readonly schema?: string | undefined;
}

/**
 * Reads it.
 *
 * @throws WrongArguments
 */
export function placeOf({
  sqlite,
  postgres = false,
  url = process.env.DATABASE_URL,
  schema = DEFAULT_SCHEMA,
}: PlaceValues): RecordsPlace {
  if ((sqlite !== undefined) === postgres) {
    throw new WrongArguments('Which store? Give either --sqlite or --postgres.');
  }
  if (sqlite !== undefined) return { kind: 'sqlite', path: sqlite };
  if (!url) throw new WrongArguments('Which database? Give --url, or set DATABASE_URL.');
  return { kind: 'postgres', url, schema };
}
