// The hash that binds sealed answers to one version of a form (SF-FORM-07).
import { sha256 } from '../crypto/digest.ts';
import { canonicalJson, type Json, toBase64url, utf8 } from '../encoding/index.ts';
import type { FormDefinition } from './types.ts';

/**
 * Hashes a definition. Equal definitions have equal hashes, whatever the order of their members.
 *
 * @param definition - a parsed definition
 * @returns base64url of SHA-256 over its canonical JSON (RFC 8785)
 */
export async function hashDefinition(definition: FormDefinition): Promise<string> {
  return toBase64url(await sha256(utf8(canonicalJson(definition as unknown as Json))));
}
