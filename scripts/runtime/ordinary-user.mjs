import fs from 'node:fs';
import { hasProgram } from './debian-libs.mjs';
import { SetupError, say } from './report.mjs';
import { runCommand } from './run-command.mjs';

const USER_NAME = 'tillwise';
const HOME = '/var/lib/tillwise';
const NOBODY = { uid: 65534, gid: 65534 };

/**
 * @typedef {object} OrdinaryUser
 * @property {string} name
 * @property {number} uid
 * @property {number} gid
 * @property {string} home an existing folder that the user owns
 */

/**
 * The user that a window runs as when root started it: Chromium's sandbox needs one that is not root.
 * A system user is made for it, once; where users cannot be made, it is `nobody` with a home of its own.
 * @returns {Promise<OrdinaryUser>}
 * @throws {SetupError} when setpriv is missing, which Debian always has
 */
export async function ensureOrdinaryUser() {
  if (!hasProgram('setpriv')) {
    throw new SetupError(
      'The program setpriv (package util-linux) is missing: install it, or start Tillwise as an ordinary user instead of root.',
    );
  }
  const ids = findUser(USER_NAME) ?? (await createUser());
  const home = HOME;
  fs.mkdirSync(home, { recursive: true, mode: 0o750 });
  if (fs.statSync(home).uid !== ids.uid) fs.chownSync(home, ids.uid, ids.gid);
  return { name: ids === NOBODY ? 'nobody' : USER_NAME, home, ...ids };
}

/**
 * The arguments after which a command line runs as the user, with none of root's privileges left.
 * @param {OrdinaryUser} user
 * @returns {string[]}
 */
export function asUser(user) {
  return [
    'setpriv',
    `--reuid=${user.uid}`,
    `--regid=${user.gid}`,
    user.name === 'nobody' ? '--clear-groups' : '--init-groups',
    '--inh-caps=-all',
  ];
}

/**
 * Whether the user can read every file below the paths.
 * @param {OrdinaryUser} user
 * @param {string[]} paths
 */
export async function canRead(user, paths) {
  const [setpriv = '', ...flags] = asUser(user);
  const result = await runCommand(
    setpriv,
    [...flags, 'find', '-H', ...paths, '!', '-readable', '-print', '-quit'],
    { cwd: '/' },
  );
  return result.code === 0 && result.stdout === '';
}

/**
 * Whether Chromium's sandbox can work: it needs user namespaces.
 * @param {OrdinaryUser | null} user null for the user that runs this script
 */
export async function hasUserNamespaces(user) {
  const [command = '', ...args] = [...(user ? asUser(user) : []), 'unshare', '-Ur', 'true'];
  return (await runCommand(command, args, { cwd: '/' })).code === 0;
}

/** @param {string} name */
function findUser(name) {
  const line = fs
    .readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  if (!line) return null;
  const [, , uid, gid] = line.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

async function createUser() {
  say(
    `making the system user "${USER_NAME}" to run the window, because Chromium's sandbox does not work as root`,
  );
  const result = await runCommand('useradd', [
    '--system',
    '--user-group',
    '--home-dir',
    HOME,
    '--shell',
    '/usr/sbin/nologin',
    USER_NAME,
  ]);
  const made = findUser(USER_NAME);
  if (made) return made;
  say(`that did not work (${result.stderr.trim()}); using "nobody" instead`);
  return NOBODY;
}
