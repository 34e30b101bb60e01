/** The log: one rotating file in the data folder, without anything that is nobody's business. */
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
  const file = path.join(dataDir, 'logs', 'tillwise.log');
  const { transports } = logger;
  // It looks for a name even where none is needed, and finds none in a bundle.
  transports.file.setAppName('Tillwise');
  transports.file.resolvePathFn = () => file;
  transports.file.maxSize = FILE_BYTES;
  transports.file.archiveLogFn = () => rotate(file);
  transports.file.format = '{iso} {level} {text}';
  transports.console.level = onConsole ? 'warn' : false;
  const line = (message: string, details?: Record<string, unknown>) =>
    redact(details ? `${message} ${JSON.stringify(details)}` : message);
  return {
    info: (message, details) => logger.info(line(message, details)),
    warn: (message, details) => logger.warn(line(message, details)),
    error: (message, details) => logger.error(line(message, details)),
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
