import { describe, expect, test } from 'vitest';
import { cpuMs } from '../../../../scripts/cpu-time.ts';
import { type ErrorIssue, isTellsafeError } from '../errors.ts';
import { hashDefinition } from './hash.ts';
import { formDefinitionSchema, parseFormDefinition } from './schema.ts';

const text = { id: 'name', label: 'Name', type: 'text' };
const base = { id: 'address', name: 'Address', description: 'Where to send it', questions: [text] };

function withQuestions(...questions: unknown[]) {
  return { ...base, questions };
}

function issuesOf(input: unknown): readonly ErrorIssue[] {
  try {
    parseFormDefinition(input);
  } catch (error) {
    if (!isTellsafeError(error, 'definition_invalid')) throw error;
    expect(error.message).toBe('The form definition is not valid.');
    return error.params?.issues ?? [];
  }
  return [];
}

describe('SF-FORM-01 form', () => {
  test('name, description, note and questions', () => {
    const definition = parseFormDefinition({ ...base, note: 'Line one.\nLine two.' });
    expect(definition).toEqual({
      ...base,
      note: 'Line one.\nLine two.',
      questions: [{ ...text, required: true, masked: false, offTheRecord: false, maxLength: 200, characters: 'safe' }],
    });
  });

  test('20 questions are accepted, a 21st is refused', () => {
    const questions = Array.from({ length: 21 }, (_, at) => ({ ...text, id: `q-${at}` }));
    expect(parseFormDefinition(withQuestions(...questions.slice(1))).questions).toHaveLength(20);
    expect(issuesOf(withQuestions(...questions))).toEqual([
      { path: 'questions', code: 'too_many', params: { max: 20, count: 21 } },
    ]);
    expect(formDefinitionSchema.safeParse(withQuestions(...questions)).success).toBe(false);
  });

  test('no question is refused', () => {
    expect(issuesOf(withQuestions())).toEqual([{ path: 'questions', code: 'too_few', params: { min: 1 } }]);
  });

  test('what is missing, of another type or unknown is named', () => {
    expect(issuesOf({ id: 'a', name: 5, questions: [text], colour: 'red' })).toEqual([
      { path: 'name', code: 'type_invalid', params: { expected: 'string' } },
      { path: 'description', code: 'missing' },
      { path: 'colour', code: 'member_unknown' },
    ]);
    for (const input of [null, undefined, 5, 'form', [], true]) expect(issuesOf(input)).toHaveLength(1);
  });

  test('ids are short and plain, and differ', () => {
    for (const id of ['', 'A', 'a b', 'ä', '__proto__', 'a'.repeat(41), 'a\n']) {
      expect(issuesOf(withQuestions({ ...text, id }))[0], id).toMatchObject({
        path: 'questions.0.id',
        code: 'id_invalid',
      });
      expect(issuesOf({ ...base, id })[0], id).toMatchObject({ path: 'id', code: 'id_invalid' });
    }
    expect(issuesOf(withQuestions({ ...text, id: 'constructor' }))).toEqual([
      { path: 'questions.0.id', code: 'id_reserved' },
    ]);
    expect(issuesOf(withQuestions(text, text))).toEqual([{ path: 'questions.1.id', code: 'id_duplicate' }]);
  });

  test('labels are one visible line', () => {
    for (const label of ['a\nb', 'a\u0000', '\u202eevil', ' ', '\u200b']) {
      expect(issuesOf(withQuestions({ ...text, label })), JSON.stringify(label)).toEqual([
        { path: 'questions.0.label', code: 'text_not_one_line' },
      ]);
    }
    expect(issuesOf({ ...base, note: 'a\u0007' })).toEqual([{ path: 'note', code: 'text_has_control_characters' }]);
    expect(issuesOf(withQuestions({ ...text, label: 'Straßen\u00adname' }))).toEqual([]);
  });

  test('all answers together fit the payload', () => {
    const questions = [1, 2, 3].map((at) => ({ ...text, id: `q${at}`, maxLength: 2000 }));
    expect(parseFormDefinition(withQuestions(...questions.slice(1)))).toBeDefined();
    expect(issuesOf(withQuestions(...questions))).toEqual([
      { path: 'questions', code: 'answers_too_long', params: { max: 4000 } },
    ]);
    for (const maxLength of [0, -1, 1.5, 2001, '5', Number.NaN]) {
      expect(issuesOf(withQuestions({ ...text, maxLength })), String(maxLength)).toHaveLength(1);
    }
  });
});

describe('SF-FORM-02 types and formats', () => {
  test('an unknown type or format is refused with what there is', () => {
    expect(issuesOf(withQuestions({ ...text, type: 'file' }))).toEqual([
      { path: 'questions.0.type', code: 'value_unknown', params: { allowed: 'text, numeric, cvv, choice' } },
    ]);
    expect(issuesOf(withQuestions({ ...text, format: 'passport' }))[0]).toMatchObject({
      path: 'questions.0.format',
      code: 'value_unknown',
    });
  });

  test('formats belong to text and numeric, email and iban to text only', () => {
    expect(issuesOf(withQuestions({ ...text, type: 'numeric', format: 'card' }))).toEqual([]);
    for (const [type, format] of [
      ['numeric', 'email'],
      ['numeric', 'iban'],
      ['cvv', 'pin'],
    ]) {
      expect(issuesOf(withQuestions({ ...text, type, format }))).toEqual([
        { path: 'questions.0.format', code: 'format_not_for_type' },
      ]);
    }
  });

  test('choices belong to choice, are there, and differ', () => {
    const choices = [{ value: 'a', label: 'A' }];
    expect(parseFormDefinition(withQuestions({ ...text, type: 'choice', choices })).questions[0]).toMatchObject({
      maxLength: 1,
    });
    expect(issuesOf(withQuestions({ ...text, type: 'choice' }))).toEqual([
      { path: 'questions.0.choices', code: 'choices_missing' },
    ]);
    expect(issuesOf(withQuestions({ ...text, choices }))).toEqual([
      { path: 'questions.0.choices', code: 'choices_not_for_type' },
    ]);
    expect(issuesOf(withQuestions({ ...text, type: 'choice', choices: [...choices, ...choices] }))).toEqual([
      { path: 'questions.0.choices', code: 'choice_duplicate' },
    ]);
    expect(
      issuesOf(withQuestions({ ...text, type: 'choice', choices: [{ value: 'ab', label: 'A' }], maxLength: 1 })),
    ).toEqual([{ path: 'questions.0.maxLength', code: 'choice_longer_than_max_length' }]);
    expect(issuesOf(withQuestions({ ...text, type: 'choice', choices: [{ value: ' a', label: 'A' }] }))).toEqual([
      { path: 'questions.0.choices.0.value', code: 'text_not_trimmed' },
    ]);
  });
});

describe('SF-FORM-03 defaults by type', () => {
  test.each([
    [{ type: 'text' }, 200, false],
    [{ type: 'numeric' }, 40, false],
    [{ type: 'cvv' }, 4, true],
    [{ type: 'text', format: 'card' }, 19, false],
    [{ type: 'text', format: 'email' }, 254, false],
  ])('%j has max length %i and is masked and off the record: %s', (question, maxLength, protectedByDefault) => {
    expect(parseFormDefinition(withQuestions({ ...text, ...question })).questions[0]).toMatchObject({
      required: true,
      maxLength,
      masked: protectedByDefault,
      offTheRecord: protectedByDefault,
      characters: 'safe',
    });
  });
});

describe('SF-OTR-04 CVV', () => {
  const cvv = { id: 'cvv', label: 'CVV', type: 'cvv' };

  test('is off the record and masked, said or not; the contrary is refused', () => {
    expect(parseFormDefinition(withQuestions({ ...cvv, masked: true, offTheRecord: true })).questions[0]).toMatchObject(
      {
        masked: true,
        offTheRecord: true,
      },
    );
    expect(issuesOf(withQuestions({ ...cvv, masked: false, offTheRecord: false }))).toEqual([
      { path: 'questions.0.offTheRecord', code: 'cvv_must_be_off_the_record' },
      { path: 'questions.0.masked', code: 'cvv_must_be_masked' },
    ]);
  });

  test.each([
    'CVV',
    'CVC',
    'CVV2',
    'CID',
    'Security code',
    'Código de seguridad',
    'Kartenprüfnummer',
    'Cryptogramme visuel',
    '安全码',
  ])('the label %j needs the type cvv', (label) => {
    for (const type of ['text', 'numeric']) {
      expect(issuesOf(withQuestions({ ...text, type, label, masked: true, offTheRecord: true }))).toEqual([
        { path: 'questions.0.label', code: 'cvv_label_needs_cvv_type' },
      ]);
    }
    expect(issuesOf(withQuestions({ ...cvv, label }))).toEqual([]);
  });

  test('has 3 or 4 digits', () => {
    expect(issuesOf(withQuestions({ ...cvv, maxLength: 3 }))).toEqual([]);
    expect(issuesOf(withQuestions({ ...cvv, maxLength: 19 }))).toEqual([
      { path: 'questions.0.maxLength', code: 'cvv_length' },
    ]);
  });
});

describe('SF-FORM-07 and SF-FORM-08', () => {
  test('SF-FORM-07 the hash names a version: same content same hash, whatever the order; any change another', async () => {
    const hash = await hashDefinition(parseFormDefinition(base));
    expect(hash).toMatch(/^[\w-]{43}$/);
    const reordered = {
      questions: [{ type: 'text', label: 'Name', id: 'name' }],
      description: base.description,
      name: base.name,
      id: base.id,
    };
    expect(await hashDefinition(parseFormDefinition(reordered))).toBe(hash);
    expect(await hashDefinition(parseFormDefinition({ ...base, note: undefined }))).toBe(hash);
    expect(await hashDefinition(parseFormDefinition({ ...base, name: 'Address ' }))).not.toBe(hash);
    expect(await hashDefinition(parseFormDefinition(withQuestions({ ...text, required: false })))).not.toBe(hash);
  });

  test('a parsed definition parses to itself, also after JSON', () => {
    const definition = parseFormDefinition({ ...base, questions: [text, { id: 'cvv', label: 'CVV', type: 'cvv' }] });
    expect(parseFormDefinition(definition)).toEqual(definition);
    expect(parseFormDefinition(JSON.parse(JSON.stringify(definition)))).toEqual(definition);
  });

  test('SF-FORM-08 skills are optional words', () => {
    expect(parseFormDefinition({ ...base, skills: ['billing'] }).skills).toEqual(['billing']);
    expect(issuesOf({ ...base, skills: [] })).toEqual([{ path: 'skills', code: 'too_few', params: { min: 1 } }]);
  });
});

describe('hostile definitions', () => {
  test('keys that pollute prototypes are refused and pollute nothing', () => {
    for (const key of ['__proto__', 'constructor', 'prototype']) {
      const inForm = JSON.parse(JSON.stringify(base).replace('{', `{"${key}":{"polluted":true},`));
      const inQuestion = JSON.parse(JSON.stringify(base).replace('[{', `[{"${key}":{"polluted":true},`));
      expect(issuesOf(inForm), key).toEqual([{ path: key, code: 'member_unknown' }]);
      expect(issuesOf(inQuestion), key).toEqual([{ path: `questions.0.${key}`, code: 'member_unknown' }]);
    }
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test('huge texts, lists and names are refused quickly, and errors stay small and without the texts', () => {
    const huge = 'CANARY'.repeat(1_000_000);
    const inputs = [
      { ...base, name: huge },
      { ...base, note: huge },
      withQuestions({ ...text, label: huge }),
      withQuestions({ ...text, type: huge }),
      { ...base, [huge]: 1 },
      withQuestions(...Array.from({ length: 100_000 }, () => huge)),
      { ...base, ...Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`key${at}`, 1])) },
    ];
    const startedAt = cpuMs();
    for (const input of inputs) {
      const issues = issuesOf(input);
      expect(issues.length).toBeGreaterThan(0);
      expect(issues.length).toBeLessThanOrEqual(50);
      expect(JSON.stringify(issues).length).toBeLessThan(5_000);
    }
    expect(cpuMs() - startedAt).toBeLessThan(2_000);
    expect(JSON.stringify(issuesOf({ ...base, name: huge }))).not.toContain('CANARY');
  });

  test('the input is not changed', () => {
    const input = Object.freeze({ ...base, questions: Object.freeze([Object.freeze({ ...text })]) });
    expect(parseFormDefinition(input).questions[0]).not.toBe(input.questions[0]);
  });
});

test('SF-FORM-01 a list that is nested without end is refused, wherever it stands', () => {
  const deep: unknown = JSON.parse('['.repeat(50_000) + ']'.repeat(50_000));
  for (const part of [{ id: deep }, { name: deep }, { questions: [{ id: deep, label: 'Text', type: 'text' }] }]) {
    const definition = { id: 'a', name: 'A', description: 'B', questions: [], ...part };
    expect(() => parseFormDefinition(definition)).toThrow(expect.objectContaining({ code: 'definition_invalid' }));
  }
});
