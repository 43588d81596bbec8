// From a failed schema to the issues of a problem: where and how, never what was sent. Zod's own texts stay inside.
import type * as z from 'zod';
import { TellsafeError } from '../errors.ts';
import { PROBLEM_ISSUE_LIMIT, type ProblemIssue, type shapeIssueCodes } from './problem.ts';

const issueCodes: Readonly<Record<string, (typeof shapeIssueCodes)[number]>> = {
  invalid_type: 'type',
  too_small: 'too_small',
  too_big: 'too_big',
  invalid_format: 'format',
  custom: 'format',
  unrecognized_keys: 'unknown_key',
};

/**
 * The issues of a failed parse. Paths hold only keys that the schema names; an unknown key is not repeated.
 *
 * @param error what zod found
 * @returns at most {@link PROBLEM_ISSUE_LIMIT} issues
 */
export function issuesOf(error: z.ZodError): readonly ProblemIssue[] {
  return error.issues.slice(0, PROBLEM_ISSUE_LIMIT).map((issue) => ({
    path: issue.path.map(String).join('.'),
    code: issueCodes[issue.code] ?? 'value',
  }));
}

/**
 * Parses a request body or query.
 *
 * @param schema the route's schema
 * @param value parsed JSON
 * @returns the typed value
 * @throws {TellsafeError} `request_invalid` with issues when it does not fit
 */
export function parseRequest<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const result = safeParse(schema, value);
  if (result.success) return result.data;
  throw new TellsafeError('request_invalid', { issues: issuesOf(result.error) });
}

/** zod compares lengths also of what is no text: a list that is nested too deep for that is refused like anything else. */
function safeParse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.ZodSafeParseResult<z.infer<Schema>> {
  try {
    return schema.safeParse(value);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new TellsafeError('request_invalid', undefined, { cause });
  }
}
