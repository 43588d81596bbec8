// What the providers' own interface files say of a plan: Twilio's and Google's OpenAPI, with a form decoded as its `encoding` says.
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Plan } from '../../../src/channels/types.ts';
import google from '../data/rcsbusinessmessaging_v1.openapi.json' with { type: 'json' };
import twilio from '../data/twilio_api_v2010.messages.strict.openapi.json' with { type: 'json' };

const messages = twilio.paths['/2010-04-01/Accounts/{AccountSid}/Messages.json'].post;
const form = messages.requestBody.content['application/x-www-form-urlencoded'];

function validator(schema: object, coerceTypes: boolean): ValidateFunction {
  const ajv = formats.default(new Ajv2020({ strict: false, allErrors: true, coerceTypes }));
  ajv.addFormat('phone-number', /^\+?\S+$/);
  ajv.addFormat('http-method', /^(?:GET|POST)$/);
  return ajv.compile(schema);
}

// Texts become numbers and truths as the schema says; what it does not name is a fault of ours, though Twilio lets it pass.
const twilioBody = validator({ ...form.schema, additionalProperties: false, components: twilio.components }, true);
const googleBody = validator({ $ref: '#/components/schemas/AgentMessage', components: google.components }, false);
const lists: ReadonlySet<string> = new Set(Object.keys(form.encoding));

/** What is wrong with a request to Twilio. */
export function twilioFaults({ url, method, headers, body }: Plan): readonly unknown[] {
  const path = /^https:\/\/api\.twilio\.com\/2010-04-01\/Accounts\/AC[0-9a-fA-F]{32}\/Messages\.json$/;
  if (method !== 'POST' || !path.test(url)) return ['the address'];
  if (headers['content-type'] !== 'application/x-www-form-urlencoded') return ['the content type'];
  const parameters = new URLSearchParams(body);
  const names = [...new Set(parameters.keys())];
  const values = names.map((name) => [name, lists.has(name) ? parameters.getAll(name) : parameters.get(name)]);
  const repeated = names.filter((name) => !lists.has(name) && parameters.getAll(name).length > 1);
  return twilioBody(Object.fromEntries(values)) ? repeated : (twilioBody.errors ?? []);
}

/** What is wrong with a request to Google. */
export function googleFaults({ url, method, headers, body }: Plan): readonly unknown[] {
  const { pathname, searchParams } = new URL(url);
  const isPhone = /^\/v1\/phones\/(?:\+|%2B)[1-9]\d{1,14}\/agentMessages$/.test(pathname);
  const isNamed = /^[0-9a-f-]{36}$/.test(searchParams.get('messageId') ?? '') && searchParams.has('agentId');
  if (method !== 'POST' || !isPhone || !isNamed) return ['the address'];
  if (headers['content-type'] !== 'application/json') return ['the content type'];
  return googleBody(JSON.parse(body)) ? [] : (googleBody.errors ?? []);
}
