// The phones beside the desk: an entry point of each channel, its simulated provider on a port of its own, and the people who write.
import { randomInt } from 'node:crypto';
import type { EntryPointOptions } from '@tellsafe/server-kit';
import { seededRandom } from '@tellsafe/server-kit/testing';
import { type FileProvider, filesOf } from './files.ts';
import { linePlans, makeLine } from './lines.ts';
import { PhoneLine } from './phone-line.ts';
import { openProviderServer } from './provider-server.ts';
import type { Command, PhonesView } from './view.ts';

/** Largest seed. */
export const MAX_SEED = 2 ** 32 - 1;

/** What the phones are made of. */
export interface PhonesOptions {
  /** 0 to {@link MAX_SEED}; chosen by chance when left out. */
  readonly seed?: number;
  readonly formOrigin: string;
  /** Epoch ms. */
  readonly now: () => number;
}

/** Running phones. */
export interface Phones {
  readonly entryPoints: readonly EntryPointOptions[];
  /** How the kit fetches files from the simulated providers, and from nowhere else. */
  readonly files: ReturnType<typeof filesOf>;
  readonly view: PhonesView;
  /** @returns whether there is such a thing to do */
  perform(command: Command): boolean;
  /** Is told of every change until the returned function is called. */
  watch(changed: () => void): () => void;
  close(): Promise<void>;
}

/** Starts the providers; the kit may be made later. */
export async function openPhones({ formOrigin, now, seed = randomInt(MAX_SEED) }: PhonesOptions): Promise<Phones> {
  const watchers = new Set<() => void>();
  const changed = () => {
    for (const watcher of watchers) watcher();
  };
  const opened = await Promise.all(
    linePlans.map(async (plan, at) => {
      const server = await openProviderServer();
      const line = await makeLine(plan, server.url, formOrigin);
      const phoneLine = new PhoneLine({ line, now, changed, random: seededRandom(seed + at) });
      server.serve(
        (request) => phoneLine.answer(request),
        () => void phoneLine.deliver(),
      );
      const provider: FileProvider = { channel: plan.channel, url: server.url };
      return { server, phoneLine, provider, entryPoint: line.entryPoint };
    }),
  );
  return {
    entryPoints: opened.map(({ entryPoint }) => entryPoint),
    files: filesOf(opened.map(({ provider }) => provider)),
    get view() {
      return { seed, lines: opened.map(({ phoneLine }) => phoneLine.view) };
    },
    perform: (command) =>
      opened.find(({ phoneLine }) => phoneLine.id === command.line)?.phoneLine.perform(command) ?? false,
    watch(watcher) {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    async close() {
      await Promise.all(opened.map(({ phoneLine }) => phoneLine.close()));
      await Promise.all(opened.map(({ server }) => server.close()));
    },
  };
}
