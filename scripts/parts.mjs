// Programs that npm cannot bring, as data: how to see that one is there, and which Debian packages hold it.
import { findFirefox } from './browsers/firefox.mjs';
import { findWebKit } from './browsers/webkit.mjs';
import { findChromium } from './chromium.mjs';
import { findPostgres } from './services/postgres.mjs';
import { findRedis } from './services/redis.mjs';

/** @typedef {'chromium' | 'firefox' | 'postgres' | 'redis' | 'webkit'} PartName */

/**
 * @typedef {object} Part
 * @property {string} title name for people
 * @property {() => boolean} isPresent
 * @property {NodeJS.Platform} [only] the one platform that has it; elsewhere the tests do without
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
  firefox: {
    title: 'Firefox',
    isPresent: () => findFirefox() !== undefined,
    debian: ['firefox-esr'],
    otherwise: 'install Firefox, or set FIREFOX_PATH to its program',
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
  webkit: {
    title: 'WebKitGTK',
    only: 'linux',
    isPresent: () => findWebKit() !== undefined,
    debian: ['webkit2gtk-driver', 'xvfb'],
    otherwise:
      'install WebKitGTK with its WebDriver, and Xvfb, or set WEBKIT_DRIVER_PATH, WEBKIT_BROWSER_PATH (MiniBrowser) and XVFB_PATH',
  },
};
