import fs from 'node:fs';
import path from 'node:path';
import { asUser } from './ordinary-user.mjs';

/** Root's own folders, and what only makes sense in root's session. */
const ROOTS_OWN = [
  'XDG_CACHE_HOME',
  'XDG_CONFIG_HOME',
  'XDG_DATA_HOME',
  'XDG_STATE_HOME',
  'XDG_RUNTIME_DIR',
  'WAYLAND_DISPLAY',
  'NODE_OPTIONS',
  'DBUS_SESSION_BUS_ADDRESS',
];

/**
 * The words before a command line that make it run as the user, with the user's own surroundings.
 * @param {import('./ordinary-user.mjs').OrdinaryUser} user
 * @returns {string[]}
 */
export function runAsUser(user) {
  return [
    ...asUser(user),
    'env',
    ...ROOTS_OWN.flatMap((name) => ['-u', name]),
    `HOME=${user.home}`,
    `USER=${user.name}`,
    `LOGNAME=${user.name}`,
  ];
}

/**
 * Writes a small executable that runs another as the user: for launchers that take one executable and
 * cannot change the user themselves.
 * @param {string} folder
 * @param {import('./ordinary-user.mjs').OrdinaryUser} user
 * @param {string} executable
 * @returns {string} the wrapper's path
 */
export function writeUserWrapper(folder, user, executable) {
  const file = path.join(folder, 'electron');
  const command = [...runAsUser(user), executable].map(quote).join(' ');
  const script = `#!/bin/sh\ncd ${quote(user.home)}\nexec ${command} "$@"\n`;
  fs.writeFileSync(file, script, { mode: 0o755 });
  return file;
}

/** @param {string} word */
function quote(word) {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
