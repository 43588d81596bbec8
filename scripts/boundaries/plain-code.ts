// Length of files, and words that library code does not use: time, randomness and settings are arguments.
import type { Rule } from './finding.ts';
import { placeOf } from './places.ts';

/** Longest file, in lines. */
export const maximumLines = 450;

const generated = /\.generated\.|\/locales\//;

/** A file does one job, and one job fits in a few hundred lines. */
export const fileLength: Rule = ({ files }) =>
  files
    .filter(({ path, lines }) => lines > maximumLines && !generated.test(path))
    .map(({ path, lines }) => ({
      path,
      line: maximumLines + 1,
      rule: 'file-length',
      message: `${lines} lines; at most ${maximumLines}`,
    }));

const everywhere = new Set(['export *', 'enum']);
const ambientPlaces = /(^|\/)(clock|random)\.ts$|^(cli|testing)\//;

/** Library code takes time, randomness and settings as arguments, and names each of its exports. */
export const forbiddenWords: Rule = ({ files }) =>
  files.flatMap(({ path, tokens }) => {
    const { inside, shipped } = placeOf(path);
    if (!shipped) return [];
    return tokens
      .filter(({ text }) => everywhere.has(text) || !ambientPlaces.test(inside))
      .map(({ text, line }) => ({ path, line, rule: 'forbidden-words', message: `${text} in library code` }));
  });
