// From the answer of `read` to answers on a screen: check what it claims, open the parts, validate each value. No requests.
import { TellsafeError } from '@tellsafe/core';
import { openPart, type SealedPart } from '@tellsafe/core/answers';
import {
  type AnswerMismatch,
  type FormDefinition,
  findMismatches,
  hashDefinition,
  type PayloadClass,
  payloadClassOf,
  type Question,
} from '@tellsafe/core/form';
import type { HistoryReadResponse, ReadResponse } from '@tellsafe/core/wire';
import type { OpeningKey } from './recipient-keys.ts';

/** One question with what came back for it. */
export interface AnsweredQuestion {
  readonly question: Question;
  /** As the consumer's page sent it; absent when it is gone. Empty when an optional question was left out. */
  readonly value?: string;
  /** The value breaks the form's own rules: shown as such, never hidden (SF-FORM-06). */
  readonly mismatch?: AnswerMismatch;
  /** The value was off the record and its time is over: only sending the form again brings it back (SF-OTR-03). */
  readonly goneOffTheRecord: boolean;
}

/**
 * The opened answers of one submission.
 *
 * **Security:** the only place of the client with plaintext answers. Keep it in memory, as short as possible, and never log it.
 */
export interface Answers {
  readonly invitationId: string;
  readonly submissionId: string;
  readonly formName: string;
  /** Epoch milliseconds by the server's clock. */
  readonly submittedAt: number;
  /** In the order of the form. */
  readonly questions: readonly AnsweredQuestion[];
  /** Whole seconds that the off-the-record answers may still be shown; 0 when there are none or they are gone. */
  readonly offTheRecordSecondsLeft: number;
  /** Answers that came without a question in the form; only a manipulated page sends such. */
  readonly unexpectedAnswers: number;
}

/** What the answer of `read` must be about. */
export interface ExpectedAnswers {
  readonly accountId: string;
  readonly invitationId: string;
  readonly conversationId: string;
  readonly submissionId: string;
}

/**
 * Opens what `read` answered.
 *
 * @param response - the answer
 * @param expected - what was asked for; anything else is refused
 * @param key - the invitation's recipient key
 * @throws {TellsafeError} `answers_invalid` when something does not fit together or does not open
 */
export async function openAnswers(
  response: ReadResponse,
  expected: ExpectedAnswers,
  key: OpeningKey,
): Promise<Answers> {
  await assertExpected(response, expected);
  const { definition, parts } = response;
  const opened: Readonly<Record<PayloadClass, Opened | null>> = {
    recorded: await openIfThere(parts.recorded, 'recorded', response, key),
    'off-the-record': await openIfThere(parts.offTheRecord, 'off-the-record', response, key),
  };
  const questions = questionsOf(definition, opened);
  if (questions.some(({ question, value }) => value === undefined && !question.offTheRecord)) {
    throw new TellsafeError('answers_unavailable');
  }
  return {
    invitationId: expected.invitationId,
    submissionId: expected.submissionId,
    formName: definition.name,
    submittedAt: response.submittedAt,
    questions,
    offTheRecordSecondsLeft: opened['off-the-record'] ? response.offTheRecordSecondsLeft : 0,
    unexpectedAnswers: countUnexpected(opened.recorded) + countUnexpected(opened['off-the-record']),
  };
}

/**
 * What the history's answer comes to, once its part is open: recorded answers; all that was off the record is gone.
 *
 * @param response - the answer of `historyRead`, checked
 * @param answers - values by question id
 */
export function recordedAnswers(
  { definition, submissionId, submittedAt }: HistoryReadResponse,
  invitationId: string,
  answers: Readonly<Record<string, string>>,
): Answers {
  const recorded = { answers, mismatches: findMismatches(definition, answers, 'recorded') };
  return {
    ...{ invitationId, submissionId, submittedAt, formName: definition.name },
    questions: questionsOf(definition, { recorded, 'off-the-record': null }),
    offTheRecordSecondsLeft: 0,
    unexpectedAnswers: countUnexpected(recorded),
  };
}

/** What was in one part, with what is wrong about it. */
interface Opened {
  readonly answers: Readonly<Record<string, string>>;
  readonly mismatches: Readonly<Record<string, AnswerMismatch>>;
}

/**
 * Refuses an answer that is about something else than what was asked for.
 *
 * @throws {TellsafeError} `answers_invalid`
 */
export async function assertExpected(
  { context, definition }: Pick<ReadResponse, 'context' | 'definition'>,
  expected: Omit<ExpectedAnswers, 'submissionId'>,
): Promise<void> {
  const fits =
    context.accountId === expected.accountId &&
    context.invitationId === expected.invitationId &&
    context.conversationId === expected.conversationId &&
    context.definitionHash === (await hashDefinition(definition));
  if (!fits) throw new TellsafeError('answers_invalid');
}

async function openIfThere(
  part: SealedPart | null,
  payloadClass: PayloadClass,
  { context, definition }: ReadResponse,
  { suite, keyId, privateKey }: OpeningKey,
): Promise<Opened | null> {
  if (part === null) return null;
  if (part.class !== payloadClass) throw new TellsafeError('answers_invalid');
  const answers = await openPart(part, context, { role: 'agent', keyId, suite, privateKey });
  return { answers, mismatches: findMismatches(definition, answers, payloadClass) };
}

function questionsOf(
  { questions }: FormDefinition,
  opened: Readonly<Record<PayloadClass, Opened | null>>,
): readonly AnsweredQuestion[] {
  return questions.map((question) => answered(question, opened[payloadClassOf(question)]));
}

function answered(question: Question, opened: Opened | null): AnsweredQuestion {
  if (opened === null) return { question, goneOffTheRecord: question.offTheRecord };
  const value = Object.hasOwn(opened.answers, question.id) ? (opened.answers[question.id] ?? '') : '';
  const mismatch = opened.mismatches[question.id];
  return { question, value, goneOffTheRecord: false, ...(mismatch ? { mismatch } : {}) };
}

function countUnexpected(opened: Opened | null): number {
  return Object.values(opened?.mismatches ?? {}).filter(({ code }) => code === 'question_unknown').length;
}
