// What a Redis server holds, for the scans that look for it elsewhere.
import { Redis } from 'ioredis';
import { command } from '../stores/redis-clients.ts';

/** The number of the server's process. */
export async function pidOf(url: string): Promise<number> {
  const info = String(await command(url, 'INFO', 'server'));
  return Number(/process_id:(\d+)/.exec(info)?.[1]);
}

/** The bytes of a record, as Redis has them. */
export async function storedBytes(url: string, key: string): Promise<Uint8Array> {
  const client = new Redis(url);
  try {
    return (await client.hgetBuffer(key, 'b')) ?? new Uint8Array();
  } finally {
    client.disconnect();
  }
}
