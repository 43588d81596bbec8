// The end of a worker that runs in a process of its own; worker.ts starts it. The process ends with the one that started it.

/** What the program was given. */
export function workerSetting<Setting>(): Setting {
  return JSON.parse(process.argv[2] ?? 'null') as Setting;
}

/** Answers questions from now on. */
export function serve<Question>(answer: (question: Question) => Promise<unknown>): void {
  process.on('message', async ({ id, question }: { id: number; question: Question }) => {
    try {
      process.send?.({ id, answer: await answer(question) });
    } catch (error) {
      process.send?.({ id, failure: String(error) });
    }
  });
  process.on('disconnect', () => process.exit());
  process.send?.('ready');
}
