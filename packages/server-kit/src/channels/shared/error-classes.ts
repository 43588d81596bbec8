// What the providers' error codes mean and when a send may be tried again. Codes as each provider documents them: Twilio's error
// documentation, Meta's pages on error codes (WhatsApp's as pywa, MIT, mirrors them), Google's RBM send guide, Apple's response codes.
// A code that is not here is `unknown` and never tried again without a look.
import type { ChannelError, ChannelName, ErrorClass, RetryRule } from '../types.ts';

/** Class, rule, codes: the provider's own, `code/subcode`, a range `200-299`, `http:<status>`, `http:5xx`, `network`, or the name of an event. */
type Row = readonly [ErrorClass, RetryRule, string];

const tables: Readonly<Record<ChannelName, readonly Row[]>> = {
  'sms-twilio': [
    ['rate_limited', 'backoff', 'http:429 20429 21611 30001 30022 63018'],
    ['provider_unavailable', 'reconcile-then-backoff', 'http:5xx'],
    ['unknown', 'reconcile-then-backoff', 'network'],
    ['auth_failed', 'never', '20003'],
    ['payload_invalid', 'never', '20404 21602 21603 21604 21617 21619 21623'],
    ['invalid_recipient', 'never', '21211 21214 21217 21614 30005 30006 63024'],
    ['permission_denied', 'never', '21408 21606 21608 30032 30034'],
    ['recipient_opted_out', 'never', '21610'],
    ['recipient_unreachable', 'never', '21612 30004 63036'],
    ['account_blocked', 'never', '30002'],
    ['recipient_unreachable', 'manual', '30003'],
    ['content_rejected', 'never', '30007'],
    ['unknown', 'manual', '30008'],
    ['rate_limited', 'next-day', '30023 30027'],
    ['provider_unavailable', 'backoff', '30410'],
    ['window_closed', 'never', '63016'],
  ],
  rcs: [
    ['payload_invalid', 'never', 'http:400 http:409'],
    ['auth_failed', 'renew-credential-once', 'http:401'],
    ['permission_denied', 'never', 'http:403'],
    ['recipient_unreachable', 'never', 'http:404 TTL_EXPIRATION_REVOKED'],
    ['rate_limited', 'backoff', 'http:429'],
    ['provider_unavailable', 'backoff-same-id', 'http:5xx'],
    ['unknown', 'backoff-same-id', 'network'],
    ['unknown', 'never', 'TTL_EXPIRATION_REVOKE_FAILED'],
    ['recipient_opted_out', 'never', 'UNSUBSCRIBE'],
  ],
  whatsapp: [
    ['auth_failed', 'never', '0 190 131045'],
    ['permission_denied', 'never', '3 10 200-299 131005 131030 131037'],
    ['rate_limited', 'backoff', '4 80007 130429'],
    ['payload_invalid', 'never', '100 131008 131009 131051 131053 131062 132000 132001 132005 132012'],
    ['account_blocked', 'never', '368 130497 131031 131042'],
    ['content_rejected', 'never', '130472 132007 132015 132016'],
    ['unknown', 'reconcile-then-backoff', '131000'],
    ['provider_unavailable', 'backoff', '131016'],
    ['invalid_recipient', 'never', '131021 137000'],
    ['recipient_unreachable', 'never', '131026'],
    ['window_closed', 'never', '131047'],
    ['rate_limited', 'hours', '131048 133016'],
    ['content_rejected', 'next-day', '131049'],
    ['recipient_opted_out', 'never', '131050'],
    ['unknown', 'never', '131052 135000'],
    ['rate_limited', 'backoff-per-recipient', '131056'],
    ['provider_unavailable', 'minutes', '131057'],
    ['rate_limited', 'never', '131064'],
  ],
  messenger: [
    ['provider_unavailable', 'backoff', '1 2'],
    ['rate_limited', 'backoff', '4 32 613'],
    ['permission_denied', 'never', '10 10/2018300 200'],
    ['window_closed', 'never', '10/2018278'],
    ['payload_invalid', 'never', '100'],
    ['auth_failed', 'never', '190'],
    ['account_blocked', 'never', '368'],
    ['recipient_unreachable', 'never', '551 551/1545041'],
  ],
  apple: [
    ['payload_invalid', 'never', 'http:400'],
    ['auth_failed', 'never', 'http:401'],
    ['auth_failed', 'renew-credential-once', 'http:403'],
    ['invalid_recipient', 'never', 'http:404'],
    ['rate_limited', 'backoff', 'http:429'],
    ['provider_unavailable', 'backoff-same-id', 'http:500 http:503'],
    ['recipient_opted_out', 'never', 'close'],
  ],
};

/** For statuses that a provider's own table leaves out. */
const common: readonly Row[] = [
  ['rate_limited', 'backoff', 'http:429'],
  ['auth_failed', 'never', 'http:401'],
  ['permission_denied', 'never', 'http:403'],
  ['payload_invalid', 'never', 'http:400'],
  ['provider_unavailable', 'reconcile-then-backoff', 'http:5xx'],
  ['unknown', 'reconcile-then-backoff', 'network'],
];

const lookups = new Map<ChannelName, ReadonlyMap<string, Row>>();

/**
 * What an error means.
 *
 * @param codes from the narrowest to the widest, such as `10/2018278`, `10`, `http:403`; the first that is known counts
 * @param requestId the provider's id of the request
 */
export function classify(channel: ChannelName, codes: readonly string[], requestId?: string | null): ChannelError {
  const lookup = lookups.get(channel) ?? remember(channel);
  const row = codes.map((code) => lookup.get(code) ?? rangeOf(channel, code)).find((found) => found !== undefined);
  const [errorClass, retry] = row ?? (['unknown', 'never'] as const);
  return { class: errorClass, retry, code: codes[0] ?? 'network', ...(requestId && { requestId }) };
}

/** Codes of an HTTP status, for the end of a list. */
export function httpCodes(status: number): string[] {
  return [`http:${status}`, `http:${Math.floor(status / 100)}xx`];
}

function remember(channel: ChannelName): ReadonlyMap<string, Row> {
  const rows = [...common, ...tables[channel]];
  const lookup = new Map(rows.flatMap((row) => row[2].split(' ').map((code) => [code, row] as const)));
  lookups.set(channel, lookup);
  return lookup;
}

function rangeOf(channel: ChannelName, code: string): Row | undefined {
  const number = /^\d+$/.test(code) ? Number(code) : Number.NaN;
  return tables[channel].find(([, , codes]) =>
    codes.split(' ').some((each) => {
      const [from, to] = each.split('-');
      return /^\d+-\d+$/.test(each) && number >= Number(from) && number <= Number(to);
    }),
  );
}
