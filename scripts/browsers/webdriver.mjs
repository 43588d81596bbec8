// As much of W3C WebDriver as the tests need (https://www.w3.org/TR/webdriver2/), for WebKitGTK's driver. Knows requests, not pages.

/** Key under which WebDriver names an element, and a shadow root. */
export const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

const START_LIMIT_MS = 30_000;
const PAUSE_MS = 20;
/** Longer than any script or page may take here: a driver that is silent for so long has lost its browser. */
const ANSWER_LIMIT_MS = 60_000;

/** @typedef {'GET' | 'POST' | 'DELETE'} Method */

/**
 * A browser window that obeys.
 *
 * @typedef {object} Session
 * @property {(method: Method, path: string, body?: object) => Promise<any>} call a command of this session
 * @property {(script: string, ...values: unknown[]) => Promise<any>} run the body of an async function, in the frame that was chosen
 */

/** An answer of the driver that is an error; `code` is WebDriver's, such as `no such element`. */
export class WebDriverError extends Error {
  /** @param {{ error?: string, message?: string }} value */
  constructor({ error = 'unknown error', message = '' }) {
    super(`${error}: ${message}`);
    this.code = error;
  }
}

/**
 * Opens a session, as soon as the driver listens.
 *
 * @param {string} address of the driver
 * @param {object} capabilities that must be met
 * @returns {Promise<Session>}
 */
export async function openSession(address, capabilities) {
  await listening(address);
  const { sessionId } = await send(address, 'POST', '/session', { capabilities: { alwaysMatch: capabilities } });
  /** @type {Session['call']} */
  const call = (method, path, body) => send(address, method, `/session/${sessionId}${path}`, body);
  return {
    call,
    run: async (script, ...values) => {
      // What the page throws would come back as a driver's error without its words.
      const wrapped = `const done = arguments[arguments.length - 1]; const values = Array.from(arguments).slice(0, -1);
        (async (...values) => { ${script} })(...values).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
      const { value, error } = await call('POST', '/execute/async', { script: wrapped, args: values });
      if (error !== undefined) throw new Error(error);
      return value;
    },
  };
}

/** @param {string} address */
async function listening(address) {
  for (let waited = 0; ; waited += PAUSE_MS) {
    try {
      await send(address, 'GET', '/status');
      return;
    } catch (error) {
      if (waited > START_LIMIT_MS) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

/**
 * @param {string} address
 * @param {Method} method
 * @param {string} path
 * @param {object} [body]
 */
async function send(address, method, path, body) {
  const answer = await fetch(address + path, {
    method,
    headers: { 'content-type': 'application/json' },
    signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
    ...(method === 'POST' && { body: JSON.stringify(body ?? {}) }),
  }).catch((cause) => {
    throw new Error(`${method} ${path}: no answer`, { cause });
  });
  const { value } = /** @type {{ value: any }} */ (await answer.json());
  if (!answer.ok) throw new WebDriverError(value ?? {});
  return value;
}
