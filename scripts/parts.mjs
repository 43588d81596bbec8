// Programs that npm cannot bring, as data: how to see that one is there, and which Debian packages hold it.
import { findChromium } from './chromium.mjs';
import { findPostgres } from './services/postgres.mjs';
import { findRedis } from './services/redis.mjs';

/** @typedef {'chromium' | 'postgres' | 'redis'} PartName */

/**
 * @typedef {object} Part
 * @property {string} title name for people
 * @property {() => boolean} isPresent
 * @property {string[]} debian packages for apt-get
 * @property {Record<string, string>} [debianFiles] settings that must be there before, with their text; one that exists stays
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
  postgres: {
    title: 'PostgreSQL',
    isPresent: () => findPostgres() !== undefined,
    debian: ['postgresql'],
    // Else the package makes a cluster of its own.
    debianFiles: { '/etc/postgresql-common/createcluster.conf': 'create_main_cluster = false\n' },
    otherwise: 'install PostgreSQL 13 or later, or set POSTGRES_BIN to the folder with its server programs',
  },
  redis: {
    title: 'Redis',
    isPresent: () => findRedis() !== undefined,
    debian: ['redis-server'],
    otherwise: 'install Redis 7 or Valkey, or set REDIS_SERVER_PATH to its server program',
  },
};
