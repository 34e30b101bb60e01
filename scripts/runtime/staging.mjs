import fs from 'node:fs';
import path from 'node:path';
import { canRead } from './ordinary-user.mjs';
import { projectRoot } from './paths.mjs';
import { say } from './report.mjs';
import { makeTempFolder } from './temp-folder.mjs';

/** What the built application consists of, below the project folder. */
const APPLICATION_PARTS = [
  'package.json',
  'out/main',
  'out/preload',
  'out/renderer',
  'node_modules/better-sqlite3',
];
const READABLE_COPIES = '/var/cache/tillwise/readable';

/**
 * The application folder as the user can read it: the project itself, or a copy when the project lies
 * in a closed folder such as /root.
 * @param {import('./ordinary-user.mjs').OrdinaryUser} user
 * @returns {Promise<{ appDir: string, remove: () => void }>}
 */
export async function stageApplication(user) {
  const parts = APPLICATION_PARTS.map((part) => path.join(projectRoot, part));
  if (await canRead(user, parts)) return { appDir: projectRoot, remove: () => {} };
  const { folder: appDir, remove } = makeTempFolder('app', null);
  fs.chmodSync(appDir, 0o755);
  say(
    `user "${user.name}" cannot read ${projectRoot}, so the window runs from a copy in ${appDir}`,
  );
  for (const part of APPLICATION_PARTS) {
    copyReadable(path.join(projectRoot, part), path.join(appDir, part));
  }
  return { appDir, remove };
}

/**
 * A prepared file as the user can reach it: where it is, or in a copy of its folder that is kept.
 * @param {import('./ordinary-user.mjs').OrdinaryUser} user
 * @param {string} file
 * @param {string} folder the folder that must come along, in which the file lies
 * @param {string} name of the copy, with its version
 * @returns {Promise<string>} the file's path
 */
export async function copyForUser(user, file, folder, name) {
  if (await canRead(user, [folder])) return file;
  const copy = path.join(READABLE_COPIES, name);
  const copied = path.join(copy, path.relative(folder, file));
  if (isSameSize(copied, file)) return copied;
  say(`user "${user.name}" cannot read ${folder}, so it is copied to ${copy} (once)`);
  const part = `${copy}.part-${process.pid}`;
  fs.rmSync(part, { recursive: true, force: true });
  openFolder(READABLE_COPIES);
  copyReadable(folder, part);
  fs.rmSync(copy, { recursive: true, force: true });
  fs.renameSync(part, copy);
  return copied;
}

/**
 * @param {string} one
 * @param {string} other
 */
function isSameSize(one, other) {
  return fs.existsSync(one) && fs.statSync(one).size === fs.statSync(other).size;
}

/**
 * Copies a file or folder so that every user can read the copy.
 * @param {string} from
 * @param {string} to
 */
function copyReadable(from, to) {
  const stat = fs.statSync(from);
  if (stat.isDirectory()) {
    fs.mkdirSync(to, { recursive: true });
    fs.chmodSync(to, 0o755);
    for (const name of fs.readdirSync(from))
      copyReadable(path.join(from, name), path.join(to, name));
    return;
  }
  openFolder(path.dirname(to));
  fs.copyFileSync(from, to);
  fs.chmodSync(to, stat.mode & 0o111 ? 0o755 : 0o644);
}

/** @param {string} folder */
function openFolder(folder) {
  if (fs.existsSync(folder)) return;
  openFolder(path.dirname(folder));
  fs.mkdirSync(folder);
  fs.chmodSync(folder, 0o755);
}
