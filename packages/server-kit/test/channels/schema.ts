// The schemas of what is sent, for Ajv.
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import schemas from './data/outbound-body.schemas.json' with { type: 'json' };

const ajv = formats.default(new Ajv2020({ strict: false, allErrors: true }));
ajv.addSchema(schemas);

/** What is wrong with a body, by the schema of that name. */
export function faultsOf(name: keyof (typeof schemas)['$defs'], body: string): readonly unknown[] {
  const validate = ajv.getSchema(`${schemas.$id}#/$defs/${name}`);
  if (!validate) throw new Error(`there is no schema ${name}`);
  return validate(JSON.parse(body)) ? [] : (validate.errors ?? []);
}
