// A restore in the middle of a form: what was submitted after the backup is sent again to what was restored.
import { expect } from 'vitest';
import { ok, sentForm, submittedForm } from '../clients.ts';
import { answers, createHarness, type Harness, type StoreKind } from '../harness.ts';

/** Runs the guide's program of a step. */
export type Rehearse = (harness: Harness, step: 'backup' | 'restore') => void | Promise<void>;

/** @returns how the answers that had been sent after the backup are taken when they are sent again */
export async function restoredByTheGuide(kind: StoreKind, rehearse: Rehearse): Promise<number> {
  const harness = await createHarness(kind);
  try {
    const before = await submittedForm(harness);
    const { device } = await sentForm(harness);
    const { submitKey } = await device.open();
    await rehearse(harness, 'backup');
    ok(await device.trySubmit(answers.card));
    await harness.tellsafe.close();
    await rehearse(harness, 'restore');
    await harness.restart();
    expect((await harness.tellsafe.health()).ready).toBe(true);
    // What was in the backup is there and can be read.
    const { readKey } = ok(await before.agent.tryReadKey(before.submissionId));
    expect((await before.agent.tryRead(before.submissionId, readKey)).status).toBe(200);
    const { status } = await device.trySubmit(answers.card, submitKey);
    if (status === 403) ok(await device.trySubmit(answers.card, ok(await device.tryResume()).submitKey));
    return status;
  } finally {
    await harness.close();
  }
}
