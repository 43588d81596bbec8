// What is checked, and how it is reached. Everything from outside comes in here, so that checks are plain functions.
import type { Clock, RandomBytes } from '@tellsafe/core';
import type { OpenStores } from '../stores-place.ts';
import type { RowName } from './map.ts';

/** Sends a request. */
export type Send = (url: string, init?: RequestInit) => Promise<Response>;

/** What a TLS handshake came to. */
export interface Handshake {
  /** `TLSv1.3` */
  readonly protocol: string;
  /** Whether the certificate is trusted here, for this name, now. */
  readonly trusted: boolean;
  /** When the certificate ends, epoch ms. */
  readonly endsAt: number;
  /** Whether the server also speaks what is older than TLS 1.2. */
  readonly speaksOld: boolean;
}

/** A file as the system describes it. */
export interface FileState {
  readonly path: string;
  readonly mode: number;
  readonly owner: number;
  readonly folderMode: number;
}

/** An answer, read whole. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** A deployment. */
export interface Target {
  /** Address of the form page. */
  readonly page: URL;
  readonly account: string;
  readonly send: Send;
  readonly handshake: (host: string, port: number) => Promise<Handshake>;
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** The handle of a form that may be used up. */
  readonly sandbox?: string;
  /** Where the routes of the login are. */
  readonly login?: URL;
  /** How many requests at once must meet a limit. */
  readonly burst?: number;
  readonly stores?: OpenStores;
  /** Path of the key file. */
  readonly keys?: string;
  /** Path of the key file of a vault that runs apart. */
  readonly vaultKeys?: string;
  /** Files that nobody but their owner may read: keys and databases. */
  readonly files: readonly FileState[];
  /** Who runs the check; absent where users have no numbers. */
  readonly user?: number;
}

/** One check: finds nothing where everything is as it must be. */
export interface Check {
  readonly id: string;
  /** How it is done, as a sentence. */
  readonly how: string;
  readonly rows: readonly RowName[];
  /** @throws NotChecked */
  readonly run: (target: Target) => Promise<readonly string[]>;
}

/** Thrown by a check that cannot be done: the text says why. */
export class NotChecked extends Error {
  override readonly name = 'NotChecked';
}

/** Whether a deployment is on this machine, where browsers ask for no https. */
export function isLocal({ page }: Pick<Target, 'page'>): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(page.hostname);
}

/** The kit's base address: `https://forms.acme.example/tellsafe`. */
export function baseOf({ page }: Pick<Target, 'page'>): string {
  return `${page.origin}${page.pathname.replace(/\/form\/[^/]*$/, '')}`;
}

/** Sends a request and reads the answer. */
export async function ask({ send }: Target, url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await send(url, { redirect: 'manual', ...init });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** Sends JSON to a route of the kit. */
export function post(
  target: Target,
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const all = { 'Content-Type': 'application/json', ...headers };
  return ask(target, `${baseOf(target)}${path}`, { method: 'POST', headers: all, body: JSON.stringify(body) });
}

/** The form page. */
export function pageOf(target: Target): Promise<Answer> {
  return ask(target, target.page.href);
}
