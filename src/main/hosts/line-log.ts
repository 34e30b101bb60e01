import type { Log } from '../core/log.ts';

/**
 * A log of one JSON object a line, for a program without a window.
 * @param verbose also writes what went well
 */
export function createLineLog(write: (line: string) => void, verbose: boolean): Log {
  const line =
    (level: string) =>
    (message: string, details: Record<string, unknown> = {}) =>
      write(`${JSON.stringify({ time: new Date().toISOString(), level, message, ...details })}\n`);
  return { info: verbose ? line('info') : () => {}, warn: line('warn'), error: line('error') };
}
