// Whose push services the kit sends to. A subscription names the address, and anybody can write one: an address that is not of
// a known service would let a consumer aim the server's requests at any machine, inside ones included (OWASP SSRF, CWE-918).

/**
 * Push services of the browsers that people use: Chrome and what is built on Chromium (the second name is that of builds without
 * Google's keys and of early channels), Firefox, Edge on Windows, Safari.
 */
export const knownPushServices: readonly string[] = Object.freeze([
  'fcm.googleapis.com',
  'jmt17.google.com',
  '*.push.services.mozilla.com',
  '*.notify.windows.com',
  '*.push.apple.com',
]);

const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
/** A name of at least two labels whose last one is no number: neither `localhost` nor an IP address can be written so. */
const servicePattern = new RegExp(`^(?:\\*\\.)?(?:${label}\\.)+(?!\\d+$)${label}$`);

/** Whether a text is the name of a push service as {@link knownPushServices} has them. */
export function isServiceName(text: unknown): text is string {
  return typeof text === 'string' && text.length <= 253 && servicePattern.test(text);
}

/**
 * Whether messages may be sent to an endpoint: https on its own port, no user, a host among the services.
 *
 * @param services names, `*.` standing for one label or more
 */
export function mayPushTo(services: readonly string[], endpoint: string): boolean {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url?.protocol !== 'https:' || url.port !== '' || url.username !== '' || url.password !== '') return false;
  const host = url.hostname;
  return services.some((name) => (name.startsWith('*.') ? host.endsWith(name.slice(1)) : host === name));
}
