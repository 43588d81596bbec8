// The PostgreSQL store passes the store contract, through several pools as several processes have them.
import { storeContract } from '@tellsafe/server-kit/testing';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { type PostgresBench, postgresBench } from '../support/postgres.ts';

let bench: PostgresBench;
beforeAll(async () => {
  bench = await postgresBench();
});
afterAll(() => bench.stop());

describe('store contract', () => {
  for (const { name, run } of storeContract({ name: 'postgres', create: (clock) => bench.instance(clock) })) {
    test(name, run);
  }
});
