// Form definitions from outside: strict shape, limits, defaults, and the rules for CVV (SF-FORM-01 to -04, SF-OTR-04).
// The only file of this folder that uses zod; the form page never loads it. Every start does: zod/mini loads in a third of the time.
import * as z from 'zod/mini';
import { type ErrorIssue, TellsafeError } from '../errors.ts';
import { contrastIssues, describeContrast, themeSchema } from '../theme/schema.ts';
import { findControlCharacter, stripInvisible } from './characters.ts';
import { looksLikeCvv } from './cvv-label.ts';
import { ANSWERS_LIMIT, defaultMaxLengths, QUESTION_LIMIT } from './limits.ts';
import type { FormDefinition, Question } from './types.ts';

/** Most issues that an error lists. */
const ISSUE_LIMIT = 50;

const id = z.string().check(z.regex(/^[a-z0-9-]{1,40}$/));
const line = (max: number) =>
  z.string().check(z.minLength(1), z.maxLength(max), z.refine(isLine, { params: { code: 'text_not_one_line' } }));
const paragraph = (max: number) =>
  z.string().check(
    z.minLength(1),
    z.maxLength(max),
    z.refine((text) => isLine(text.replace(/\n/g, ' ')), { params: { code: 'text_has_control_characters' } }),
  );

/** An answer is stripped before it is compared, so a choice must be what stripping leaves. */
const choiceValue = line(100).check(
  z.refine((text) => stripInvisible(text) === text, { params: { code: 'text_not_trimmed' } }),
);
const choiceSchema = z.strictObject({ value: choiceValue, label: line(200) });

const questionInput = z.strictObject({
  id,
  label: line(200),
  type: z.enum(['text', 'numeric', 'cvv', 'choice']),
  format: z.optional(z.enum(['card', 'expiry', 'iban', 'email', 'phone', 'date', 'us-ssn', 'postal-code', 'pin'])),
  placeholder: z.optional(line(100)),
  help: z.optional(line(300)),
  required: z.optional(z.boolean()),
  masked: z.optional(z.boolean()),
  offTheRecord: z.optional(z.boolean()),
  maxLength: z.optional(z.int().check(z.minimum(1), z.maximum(2000))),
  characters: z.optional(z.enum(['safe', 'any'])),
  choices: z.optional(z.array(choiceSchema).check(z.minLength(1), z.maxLength(100))),
});

type QuestionInput = z.output<typeof questionInput>;

const questionSchema = z.pipe(
  questionInput.check(
    z.superRefine((question, context) => {
      for (const [member, code] of questionIssues(question)) {
        context.addIssue({ code: 'custom', path: [member], params: { code } });
      }
    }),
  ),
  z.transform(fillDefaults),
);

const definitionInput = z.strictObject({
  id,
  name: line(120),
  description: line(500),
  note: z.optional(paragraph(2000)),
  questions: z.array(questionSchema).check(z.minLength(1), z.maxLength(QUESTION_LIMIT)),
  skills: z.optional(z.array(line(64)).check(z.minLength(1), z.maxLength(50))),
  theme: z.optional(themeSchema),
});

/**
 * What a form definition may be, with defaults: required yes, masked and off the record no (yes for CVV), maximal length by type,
 * characters `safe`. Unknown members are refused. Use {@link parseFormDefinition} for errors with stable codes.
 */
export const formDefinitionSchema: z.ZodMiniType<FormDefinition> = z.pipe(
  definitionInput.check(
    z.superRefine((definition, context) => {
      const poor = definition.theme ? contrastIssues(definition.theme) : [];
      for (const { path, code, params } of poor.map(describeContrast)) {
        context.addIssue({ code: 'custom', path: ['theme', path], params: { code, ...params } });
      }
      const seen = new Set<string>();
      let length = 0;
      for (const [at, question] of definition.questions.entries()) {
        if (seen.has(question.id)) {
          context.addIssue({ code: 'custom', path: ['questions', at, 'id'], params: { code: 'id_duplicate' } });
        }
        seen.add(question.id);
        length += question.maxLength;
      }
      if (length > ANSWERS_LIMIT) {
        context.addIssue({
          code: 'custom',
          path: ['questions'],
          params: { code: 'answers_too_long', max: ANSWERS_LIMIT },
        });
      }
    }),
  ),
  z.transform((definition: z.output<typeof definitionInput>) => withoutUndefined<FormDefinition>(definition)),
);

/**
 * Turns an unknown value into a definition; the value is not changed.
 *
 * @param input - parsed JSON
 * @throws TellsafeError `definition_invalid`; `params.issues` says where and which rule, never what was written there
 * @example
 * ```ts
 * const form = parseFormDefinition({
 *   id: 'address', name: 'Address', description: 'Where should we send it?',
 *   questions: [{ id: 'street', label: 'Street', type: 'text' }],
 * });
 * ```
 */
export function parseFormDefinition(input: unknown): FormDefinition {
  // Counted first, so that a list of a million questions costs nothing.
  const count = questionCount(input);
  if (count > QUESTION_LIMIT) {
    throw invalid([{ path: 'questions', code: 'too_many', params: { max: QUESTION_LIMIT, count } }]);
  }
  const parsed = safeParse(input);
  if (parsed.success) return parsed.data;
  throw invalid(parsed.error.issues.flatMap((issue) => describeIssue(issue, input)).slice(0, ISSUE_LIMIT));
}

/** zod tries patterns also on lists, as texts: one that is nested too deep for that is refused like anything else. */
function safeParse(input: unknown): ReturnType<typeof formDefinitionSchema.safeParse> {
  try {
    return formDefinitionSchema.safeParse(input);
  } catch (cause) {
    if (cause instanceof RangeError) throw invalid([{ path: '', code: 'too_deep' }]);
    throw cause;
  }
}

function questionCount(input: unknown): number {
  if (typeof input !== 'object' || input === null || !('questions' in input)) return 0;
  return Array.isArray(input.questions) ? input.questions.length : 0;
}

function* questionIssues(question: QuestionInput): Generator<readonly [member: string, code: string]> {
  const { type, format, choices } = question;
  // A definition is data for plain objects elsewhere too; this is the one inherited name that the pattern allows.
  if (question.id === 'constructor') yield ['id', 'id_reserved'];
  if (type === 'cvv') {
    if (question.offTheRecord === false) yield ['offTheRecord', 'cvv_must_be_off_the_record'];
    if (question.masked === false) yield ['masked', 'cvv_must_be_masked'];
  } else if (looksLikeCvv(question.label)) {
    yield ['label', 'cvv_label_needs_cvv_type'];
  }
  if (format !== undefined && !takesFormat(type, format)) yield ['format', 'format_not_for_type'];
  if ((type === 'choice') !== (choices !== undefined)) {
    yield ['choices', type === 'choice' ? 'choices_missing' : 'choices_not_for_type'];
  }
  const values = new Set(choices?.map(({ value }) => value));
  if (values.size !== (choices?.length ?? 0)) yield ['choices', 'choice_duplicate'];
  const { maxLength = Number.POSITIVE_INFINITY } = question;
  if (choices?.some(({ value }) => value.length > maxLength)) yield ['maxLength', 'choice_longer_than_max_length'];
  if (type === 'cvv' && question.maxLength !== undefined && question.maxLength !== 3 && question.maxLength !== 4) {
    yield ['maxLength', 'cvv_length'];
  }
}

function takesFormat(type: Question['type'], format: NonNullable<Question['format']>): boolean {
  return type === 'text' || (type === 'numeric' && format !== 'email' && format !== 'iban');
}

function fillDefaults(question: QuestionInput): Question {
  const isCvv = question.type === 'cvv';
  const longest = Math.max(1, ...(question.choices ?? []).map(({ value }) => value.length));
  const usual = question.type === 'choice' ? longest : defaultMaxLengths[question.format ?? question.type];
  return withoutUndefined<Question>({
    ...question,
    required: question.required ?? true,
    masked: isCvv || (question.masked ?? false),
    offTheRecord: isCvv || (question.offTheRecord ?? false),
    maxLength: question.maxLength ?? usual,
    characters: question.characters ?? 'safe',
  });
}

/** Characters that turn the direction of what follows; a label cannot look like another text with them. */
const directionControl = /[\u202a-\u202e\u2066-\u2069]/;

/** One visible line without control characters. Marks that authors need (soft hyphen, left-to-right mark) are fine. */
function isLine(text: string): boolean {
  return findControlCharacter(text) === undefined && !directionControl.test(text) && stripInvisible(text) !== '';
}

/** Optional members that were given as undefined are left out: they would have no canonical JSON. */
function withoutUndefined<T extends object>(value: object): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
}

function invalid(issues: readonly ErrorIssue[]): TellsafeError {
  return new TellsafeError('definition_invalid', { issues });
}

/** zod's findings as stable codes. Names of unknown members are cut, values are never repeated. */
function describeIssue(issue: z.core.$ZodIssue, input: unknown): readonly ErrorIssue[] {
  const path = issue.path.map(String).join('.');
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys
        .slice(0, ISSUE_LIMIT)
        .map((key) => ({ path: [...issue.path.map(String), key.slice(0, 40)].join('.'), code: 'member_unknown' }));
    case 'invalid_type':
      if (valueAt(input, issue.path) === undefined) return [{ path, code: 'missing' }];
      return [{ path, code: 'type_invalid', params: { expected: issue.expected } }];
    case 'invalid_value':
      return [{ path, code: 'value_unknown', params: { allowed: issue.values.map(String).join(', ') } }];
    case 'invalid_format':
      return [{ path, code: 'id_invalid', params: { pattern: '[a-z0-9-]{1,40}' } }];
    case 'too_big':
      return [{ path, code: sizeCodes[issue.origin]?.[1] ?? 'too_big', params: { max: Number(issue.maximum) } }];
    case 'too_small':
      return [{ path, code: sizeCodes[issue.origin]?.[0] ?? 'too_small', params: { min: Number(issue.minimum) } }];
    default:
      return [customIssue(path, issue)];
  }
}

const sizeCodes: Readonly<Record<string, readonly [tooSmall: string, tooBig: string]>> = {
  string: ['too_short', 'too_long'],
  array: ['too_few', 'too_many'],
};

function customIssue(path: string, issue: z.core.$ZodIssue): ErrorIssue {
  const { code = 'invalid', ...params } = issue.code === 'custom' ? (issue.params ?? {}) : {};
  return Object.keys(params).length > 0 ? { path, code: String(code), params } : { path, code: String(code) };
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}
