// The process that fills stores with what a year leaves behind. Words: kind of store, where it is.
import { answerCalls } from '../run/calls.ts';
import { ACCOUNT } from '../servers/form.ts';
import { openStores } from '../servers/stores.ts';
import { recordLifecycle } from './record.ts';

const [kind = 'sqlite', place = ''] = process.argv.slice(2);

/** Forms of one conversation. */
const FORMS = 10;
/** Conversations that are written at the same time, so that they share transactions. */
const AT_ONCE = 50;

async function fill(invitations: number): Promise<void> {
  const templates = await recordLifecycle();
  const { records, sealed, close } = await openStores(kind, place);
  let left = Math.ceil(invitations / FORMS);
  const write = async () => {
    while (left > 0) {
      left -= 1;
      const group = crypto.randomUUID();
      await records.commit(templates.records.commit(ACCOUNT, FORMS, group));
      await sealed.commit(templates.sealed.commit(ACCOUNT, FORMS, group));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, write));
  await records.close();
  await sealed.close();
  await close();
}

answerCalls({ fill, stop: () => {} });
