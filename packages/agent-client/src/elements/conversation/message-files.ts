// Files of messages, fetched when somebody asks: pictures are shown in place, everything is saved under a safe name. What was fetched lives in
// memory, and no longer than its conversation is shown.
import { isTellsafeError } from '@tellsafe/core';
import { type Message, pictureTypes, savedFileName } from '@tellsafe/core/wire';
import type { AgentClient } from '../../agent-client.ts';
import type { ExtraTextKey } from '../shared/extra-texts.ts';

/** How a file of a message stands. */
export interface FileState {
  readonly busy?: boolean;
  /** Address of a picture that is shown. */
  readonly picture?: string;
  /** Why it could not be had. */
  readonly failure?: ExtraTextKey;
}

/** The element around. */
export interface FilesHost {
  readonly client: AgentClient | undefined;
  readonly conversationId: string | undefined;
  requestUpdate(): void;
}

const failures: Readonly<Record<string, ExtraTextKey>> = {
  file_gone: 'fileGone',
  file_refused: 'fileRefused',
  file_too_large: 'fileTooLarge',
};

/** Whether a file says that it is a picture that can be shown. */
export function isPicture(mediaType: string | undefined): boolean {
  return mediaType !== undefined && pictureTypes.includes(mediaType);
}

/** The files of one conversation. */
export class MessageFiles {
  readonly #host: FilesHost;
  readonly #states = new Map<string, FileState>();

  constructor(host: FilesHost) {
    this.#host = host;
  }

  /** How a file stands. */
  state(message: Message, file: number): FileState {
    return this.#states.get(`${message.id} ${file}`) ?? {};
  }

  /** Shows a picture, or hides it again. */
  async open(message: Message, file: number): Promise<void> {
    if (this.state(message, file).picture !== undefined) return this.#set(message, file, {});
    const blob = await this.#fetch(message, file);
    if (!blob) return;
    const picture = isPicture(blob.type) ? URL.createObjectURL(blob) : undefined;
    this.#set(message, file, picture === undefined ? { failure: 'fileRefused' } : { picture });
  }

  /** Saves a file. */
  async save(message: Message, file: number): Promise<void> {
    const shown = this.state(message, file).picture;
    const blob = await this.#fetch(message, file);
    if (!blob) return;
    const url = URL.createObjectURL(blob);
    const link = document.createElement('a');
    link.href = url;
    link.download = savedFileName(message.media?.[file]?.fileName, blob.type);
    link.click();
    // The browser has begun by then.
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
    this.#set(message, file, shown === undefined ? {} : { picture: shown });
  }

  /** Forgets everything that was fetched. */
  clear(): void {
    for (const { picture } of this.#states.values()) if (picture !== undefined) URL.revokeObjectURL(picture);
    this.#states.clear();
  }

  async #fetch(message: Message, file: number): Promise<Blob | undefined> {
    const { client, conversationId } = this.#host;
    const known = this.state(message, file);
    if (!client || !conversationId || known.busy) return undefined;
    this.#set(message, file, { ...(known.picture !== undefined && { picture: known.picture }), busy: true });
    try {
      const blob = await client.file(conversationId, message.id, file);
      if (conversationId === this.#host.conversationId) return blob;
    } catch (error) {
      if (conversationId !== this.#host.conversationId) return undefined;
      this.#set(message, file, { failure: (isTellsafeError(error) && failures[error.code]) || 'fileLater' });
    }
    return undefined;
  }

  #set(message: Message, file: number, state: FileState): void {
    const key = `${message.id} ${file}`;
    const before = this.#states.get(key)?.picture;
    if (before !== undefined && before !== state.picture) URL.revokeObjectURL(before);
    this.#states.set(key, state);
    this.#host.requestUpdate();
  }
}
