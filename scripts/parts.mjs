// Programs that npm cannot bring, as data: how to see that one is there, and which Debian packages hold it.
import { findChromium } from './chromium.mjs';
import { findRedis } from './services/redis.mjs';

/** @typedef {'chromium' | 'redis'} PartName */

/**
 * @typedef {object} Part
 * @property {string} title name for people
 * @property {() => boolean} isPresent
 * @property {string[]} debian packages for apt-get
 * @property {string} otherwise what to do where there is no apt-get
 */

/** @type {Record<PartName, Part>} */
export const parts = {
  chromium: {
    title: 'Chromium',
    isPresent: () => findChromium() !== undefined,
    debian: ['chromium'],
    otherwise: 'install Chromium or Chrome, or set CHROMIUM_PATH to its program',
  },
  redis: {
    title: 'Redis',
    isPresent: () => findRedis() !== undefined,
    debian: ['redis-server'],
    otherwise: 'install Redis 7 or Valkey, or set REDIS_SERVER_PATH to its server program',
  },
};
