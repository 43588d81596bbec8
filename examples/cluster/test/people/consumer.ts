// A consumer's device with one form: begin, open, submit, at the vault.
import { type RecipientKey, sealAnswers } from '@tellsafe/core/answers';
import { createProof, importProofKey, webRandom } from '@tellsafe/core/crypto';
import { fromBase64url, toBase64url, utf8 } from '@tellsafe/core/encoding';
import type { Opened } from '@tellsafe/core/wire';
import { type Answered, type Asking, ask, BASE, get } from './asking.ts';

/** One device. */
export class Device {
  readonly #asking: Asking;
  readonly #handle: string;
  #openKey = '';
  #opened: Opened | undefined;
  #key: CryptoKey | undefined;

  constructor(asking: Asking, handle: string) {
    this.#asking = asking;
    this.#handle = handle;
  }

  async begin(): Promise<void> {
    const url = this.#url('/v1/invitations/begin');
    this.#openKey = (await get<{ openKey: string }>(this.#asking, url, { body: { handle: this.#handle } })).openKey;
  }

  /** Opens, as this device or with the claim of another one. */
  tryOpen(claim: string): Promise<Answered> {
    return ask(this.#asking, this.#url('/v1/forms/open'), { body: { openKey: this.#openKey, claim } });
  }

  async open(): Promise<void> {
    const { status, body } = await this.tryOpen(newClaim());
    if (status !== 200) throw new Error(`the form was not opened: ${status} ${JSON.stringify(body)}`);
    this.#opened = body as Opened;
    if (this.#opened.deviceKey) this.#key = await importProofKey(fromBase64url(this.#opened.deviceKey));
  }

  /** Seals anew at each call, so a second one is another submission under the same key. */
  async trySubmit(values: Readonly<Record<string, string>>): Promise<Answered> {
    const { definition, context, recipients, submitKey } = this.#opened as Opened;
    const sealed = await sealAnswers(definition, values, context, recipients as readonly RecipientKey[], webRandom);
    const path = '/v1/forms/submit';
    const body = { submitKey, sealed };
    const request = { subject: 'device', method: 'POST', path, body: utf8(JSON.stringify(body)) };
    const headers = async () => ({
      'Tellsafe-Proof': await createProof(this.#key as CryptoKey, request, { atMs: Date.now(), random: webRandom }),
    });
    return ask(this.#asking, this.#url(path), { body, headers });
  }

  #url(path: string): string {
    return `${this.#asking.formOrigin}${BASE}${path}`;
  }
}

/** What a device opens with. */
export const newClaim = (): string => toBase64url(webRandom(32));
