import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureVirtualDisplay, hasProgram } from './debian-libs.mjs';
import { asUser } from './ordinary-user.mjs';
import { SetupError, say } from './report.mjs';

const SCREEN = '1600x1000x24';
const START_TIMEOUT_MS = 15_000;

/**
 * @typedef {object} Display
 * @property {NodeJS.ProcessEnv} env what a program needs to use it
 * @property {boolean} isVirtual
 * @property {() => void} close
 */

/**
 * The display that a window opens on: the one there is, or a virtual one that lives until `close`.
 * @param {object} options
 * @param {import('./ordinary-user.mjs').OrdinaryUser | null} options.user who uses it; null for the present user
 * @param {string} options.privateDir a folder of that user for the display's key
 * @param {boolean} [options.alwaysVirtual] tests do not pop up windows in front of a developer
 * @param {NodeJS.ProcessEnv} [options.env]
 * @returns {Promise<Display>}
 */
export async function openDisplay({ user, privateDir, alwaysVirtual = false, env = process.env }) {
  if (process.platform !== 'linux') return { env: {}, isVirtual: false, close: () => {} };
  if (!alwaysVirtual && env.DISPLAY) {
    return { env: lendDisplay(user, privateDir, env), isVirtual: false, close: () => {} };
  }
  if (!alwaysVirtual && env.WAYLAND_DISPLAY && !user) {
    return { env: {}, isVirtual: false, close: () => {} };
  }
  await ensureVirtualDisplay();
  return startVirtualDisplay(user, privateDir);
}

/**
 * Gives another user the key to root's display.
 * @param {import('./ordinary-user.mjs').OrdinaryUser | null} user
 * @param {string} privateDir
 * @param {NodeJS.ProcessEnv} env
 */
function lendDisplay(user, privateDir, env) {
  if (!user) return {};
  const key = env.XAUTHORITY ?? path.join(env.HOME ?? os.homedir(), '.Xauthority');
  if (!fs.existsSync(key)) return { DISPLAY: env.DISPLAY };
  const copy = path.join(privateDir, 'Xauthority');
  fs.copyFileSync(key, copy);
  fs.chmodSync(copy, 0o600);
  fs.chownSync(copy, user.uid, user.gid);
  return { DISPLAY: env.DISPLAY, XAUTHORITY: copy };
}

/**
 * @param {import('./ordinary-user.mjs').OrdinaryUser | null} user
 * @param {string} privateDir
 * @returns {Promise<Display>}
 */
async function startVirtualDisplay(user, privateDir) {
  if (user) {
    // The X server of an ordinary user cannot make this folder itself.
    fs.mkdirSync('/tmp/.X11-unix', { recursive: true });
    fs.chmodSync('/tmp/.X11-unix', 0o1777);
  }
  const key = path.join(privateDir, 'Xauthority');
  fs.writeFileSync(key, displayKey(), { mode: 0o600 });
  if (user) fs.chownSync(key, user.uid, user.gid);
  const [command = '', ...args] = [
    ...(user ? asUser(user) : []),
    // The display ends with this process, however that ends.
    ...(hasProgram('setpriv') ? ['setpriv', '--pdeathsig', 'TERM'] : []),
    'Xvfb',
    '-displayfd',
    '3',
    '-screen',
    '0',
    SCREEN,
    '-nolisten',
    'tcp',
    '-auth',
    key,
  ];
  // Its own process group: Ctrl-C must end the window first, the display after it.
  const server = spawn(command, args, {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    detached: true,
    cwd: '/',
  });
  const number = await displayNumber(server);
  server.unref();
  return {
    env: { DISPLAY: `:${number}`, XAUTHORITY: key },
    isVirtual: true,
    close: () => {
      server.kill('SIGTERM');
    },
  };
}

/**
 * One MIT-MAGIC-COOKIE-1 record that is valid for every address and display number (see Xauth's file format).
 */
function displayKey() {
  const name = Buffer.from('MIT-MAGIC-COOKIE-1');
  const cookie = randomBytes(16);
  const record = [Buffer.from([0xff, 0xff])];
  for (const field of [Buffer.alloc(0), Buffer.alloc(0), name, cookie]) {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(field.length);
    record.push(length, field);
  }
  return Buffer.concat(record);
}

/**
 * Waits until the X server says which number it took.
 * @param {import('node:child_process').ChildProcess} server
 * @returns {Promise<string>}
 */
function displayNumber(server) {
  return new Promise((resolve, reject) => {
    let said = '';
    let complaint = '';
    const fail = () =>
      reject(
        new SetupError(
          `The virtual display did not start (${complaint.trim().split('\n').at(-1) || 'no answer from Xvfb'}): try "Xvfb :99" by hand to see why, or set DISPLAY to a display that works.`,
        ),
      );
    const timer = setTimeout(fail, START_TIMEOUT_MS);
    server.stderr?.on('data', (chunk) => {
      complaint += chunk;
    });
    const numbers = server.stdio[3];
    numbers?.on('data', (chunk) => {
      said += chunk;
      if (!said.includes('\n')) return;
      clearTimeout(timer);
      for (const stream of [server.stderr, numbers]) {
        if (stream && 'unref' in stream && typeof stream.unref === 'function') stream.unref();
      }
      resolve(said.trim());
    });
    server.on('error', fail);
    server.on('exit', () => {
      clearTimeout(timer);
      fail();
    });
  });
}

/**
 * Says that the window is on a virtual display and how to look at it.
 * @param {Display} display
 */
export function explainVirtualDisplay(display) {
  if (!display.isVirtual) return;
  say(
    `there is no display here, so the window opens on the virtual display ${display.env.DISPLAY}; to see it: apt-get install x11vnc && x11vnc -localhost -display ${display.env.DISPLAY} -auth ${display.env.XAUTHORITY}, then a VNC viewer through ssh -L 5900:localhost:5900`,
  );
}
