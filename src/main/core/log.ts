/** What the core needs of a log. Hosts bring a rotating file. Never pass customer data to it. */
export interface Log {
  info(message: string, details?: Record<string, unknown>): void;
  warn(message: string, details?: Record<string, unknown>): void;
  error(message: string, details?: Record<string, unknown>): void;
}

/** Only what is safe to log of an error: its name, code and where it was thrown. */
export function errorDetails(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { thrown: typeof error };
  const code = 'code' in error ? String(error.code) : undefined;
  return {
    name: error.name,
    code,
    at: error.stack
      ?.split('\n')
      .map((line) => line.trim())
      .filter((line) => FRAME.test(line))
      .slice(0, 5),
  };
}

/** A line of a stack that names a place in the code; those before it are what the error says. */
const FRAME = /^at .*:\d+:\d+\)?$/;
