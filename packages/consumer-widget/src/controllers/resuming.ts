// Goes on with a form that this device opened before, by its device key (SF-INV-05).
import type { Opened } from '@tellsafe/core/wire';
import { formRoutes } from '../internal/routes.ts';
import { postSigned } from '../page/signed-post.ts';
import { type OpenForm, type OpeningOptions, repeat } from './opening.ts';

/**
 * Resumes a form with a device key; the new submit key replaces an older one.
 *
 * @param options - as for opening
 * @param key - the device key
 * @throws {RequestFailure} the server's code when it refuses
 */
export async function resumeForm(options: OpeningOptions, key: CryptoKey): Promise<OpenForm> {
  const { handle, signal } = options;
  const resumed = await repeat(options, () =>
    postSigned(options, { key, path: formRoutes.resume, body: { handle }, signal }),
  );
  const { deviceKey: _, ...opened } = resumed as Opened;
  return { opened, key };
}
