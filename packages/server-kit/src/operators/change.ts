// One change of an operator: read, decide, seal what is secret, commit with its audit entry.
import { TellsafeError } from '@tellsafe/core';
import { commitWithRetry } from '../services/commit.ts';
import { decodeRecord } from '../services/records/codec.ts';
import { unlessDestroyed } from '../services/unless-destroyed.ts';
import type { Key, NewEvent, RecordInput } from '../stores/types.ts';
import type { Operators } from './parts.ts';
import { type OperatorRecord, type OperatorSecrets, operatorCodec, operatorInput, operatorKey } from './records.ts';
import { openSecrets, sealSecrets } from './secrets.ts';

/** An operator with what is secret. */
export interface OpenOperator {
  readonly operator: OperatorRecord;
  readonly secrets: OperatorSecrets;
}

/** What becomes of an operator. */
export interface OperatorChange<Result> {
  readonly operator?: Partial<Omit<OperatorRecord, 'id' | 'dataKey' | 'sealed'>>;
  readonly secrets?: OperatorSecrets;
  readonly remove?: readonly Key[];
  readonly append?: readonly NewEvent[];
  /** Gets the operator as it will be: what else is put, and what comes of it all. */
  readonly finish: (next: OperatorRecord) => { readonly result: Result; readonly put?: readonly RecordInput[] };
}

/**
 * Changes an operator.
 *
 * @param decide throws to refuse; may be asked again when something else changed meanwhile
 * @throws TellsafeError `request_invalid` when there is no such operator
 */
export async function changeOperator<Result>(
  operators: Operators,
  account: string,
  id: string,
  decide: (open: OpenOperator) => Promise<OperatorChange<Result>> | OperatorChange<Result>,
): Promise<Result> {
  const key = operatorKey(account, id);
  return commitWithRetry(
    operators,
    async () => {
      const [stored] = await operators.stores.records.get([key]);
      return { current: decodeRecord(operatorCodec, stored) };
    },
    async ({ current }) => {
      const secrets = current && (await unlessDestroyed(openSecrets(operators, account, current.value)));
      if (!current || !secrets) throw unknownOperator();
      const {
        operator,
        secrets: nextSecrets,
        remove,
        append,
        finish,
      } = await decide({
        operator: current.value,
        secrets,
      });
      const sealed = nextSecrets && (await sealSecrets(operators, account, id, nextSecrets));
      const next: OperatorRecord = { ...current.value, ...operator, ...sealed };
      const { result, put = [] } = finish(next);
      return {
        result,
        change: {
          ...{ account, group: key.group },
          expect: [{ key, version: current.version }],
          put: [operatorInput(account, next), ...put],
          ...(remove && { remove }),
          ...(append && { append }),
        },
      };
    },
  );
}

/** The refusal of an operator's id that names nobody. */
export function unknownOperator(): TellsafeError {
  return new TellsafeError('request_invalid', { issues: [{ path: 'operatorId', code: 'value' }] });
}
