// Questions between the benchmark's process and the ones it starts, over Node's channel between parent and child.

/** What a process answers, by name. */
export type Answers = Readonly<Record<string, (input: never) => unknown>>;

interface Question {
  readonly id: number;
  readonly name: string;
  readonly input: unknown;
}

/** An answer as it travels. */
export interface Reply {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: string;
}

/** Answers the questions of the process that started this one, and ends with it. */
export function answerCalls(answers: Answers): void {
  process.on('disconnect', () => process.exit(0));
  process.on('message', async ({ id, name, input }: Question) => {
    const reply = await answer(answers, name, input);
    process.send?.({ id, ...reply });
    if (name === 'stop') process.disconnect();
  });
  // The first reply says that this process is there.
  process.send?.({ id: 0, result: null });
}

async function answer(answers: Answers, name: string, input: unknown): Promise<Omit<Reply, 'id'>> {
  try {
    const run = answers[name] as ((input: unknown) => unknown) | undefined;
    if (!run) throw new Error(`no answer to ${name}`);
    return { result: (await run(input)) ?? null };
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
