/** The logs: rotating files in the data folder, without anything that is nobody's business. */
import { renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import logger from 'electron-log/node';
import type { Log } from '../hosts/electron.ts';
import { redact } from './redact.ts';

/** A file's size in bytes at which the next one is begun, and how many older ones are kept. */
const FILE_BYTES = 1024 * 1024;
const OLD_FILES = 3;

/** @param onConsole also write warnings and errors to the terminal */
export function openLogFile(dataDir: string, onConsole: boolean): Log {
  const log = openRotating(logger, path.join(dataDir, 'logs', 'tillwise.log'));
  logger.transports.console.level = onConsole ? 'warn' : false;
  return log;
}

/**
 * One line for each request of a tool, in a file of its own: a busy till fills it in an hour, and must
 * not push out of the other one why something failed last week.
 */
export function openRequestLog(dataDir: string): Log {
  const requests = logger.create({ logId: 'requests' });
  const log = openRotating(requests, path.join(dataDir, 'logs', 'requests.log'));
  requests.transports.console.level = false;
  // A till does not wait for it.
  requests.transports.file.sync = false;
  return log;
}

function openRotating(into: typeof logger, file: string): Log {
  const { transports } = into;
  // It looks for a name even where none is needed, and finds none in a bundle.
  transports.file.setAppName('Tillwise');
  transports.file.resolvePathFn = () => file;
  transports.file.maxSize = FILE_BYTES;
  transports.file.archiveLogFn = () => rotate(file);
  transports.file.format = '{iso} {level} {text}';
  const line = (message: string, details?: Record<string, unknown>) =>
    redact(details ? `${message} ${JSON.stringify(details)}` : message);
  return {
    info: (message, details) => into.info(line(message, details)),
    warn: (message, details) => into.warn(line(message, details)),
    error: (message, details) => into.error(line(message, details)),
  };
}

function rotate(file: string): void {
  const old = (number: number) => file.replace(/\.log$/, `.${number}.log`);
  rmSync(old(OLD_FILES), { force: true });
  for (let number = OLD_FILES - 1; number >= 1; number -= 1)
    moveIfThere(old(number), old(number + 1));
  moveIfThere(file, old(1));
}

function moveIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch {
    // It was not there: fewer files so far.
  }
}
