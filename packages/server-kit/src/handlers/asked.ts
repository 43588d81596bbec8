// What a service refuses of a request as the problem that names it.
import { TellsafeError } from '@tellsafe/core';

/**
 * Runs what may throw a `RangeError` about a member of the request: such messages begin with its name and hold nothing that was sent.
 *
 * @throws TellsafeError `request_invalid` with the name as path
 */
export async function asked<Result>(run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    const [path] = (error instanceof RangeError && /^[\w.]+(?= (?:must|is) )/.exec(error.message)) || [];
    if (path === undefined) throw error;
    throw new TellsafeError('request_invalid', { issues: [{ path, code: 'value' }] });
  }
}
