/**
 * Tillwise without a window: the same core and the same local API under Node.
 * `node src/main/hosts/node.ts --data-dir DIR [--port N] [--print-token] [--verbose]` prints one JSON
 * line on stdout when it is ready; everything else goes to stderr.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { createContext } from '../core/context.ts';
import { createCore } from '../core/core.ts';
import { UserError } from '../core/errors.ts';
import { errorDetails, type Log } from '../core/log.ts';
import { createHttpServer } from '../http/http-server.ts';
import { PREFERRED_PORT } from '../http/ports.ts';
import { acquireDataDir } from './data-dir-lock.ts';
import { createLineLog } from './line-log.ts';

const USAGE =
  'Use: npm run serve -- --data-dir DIR [--port N] [--print-token] [--verbose]. Port 0 takes any free port.';

/** The name of the token that --print-token makes. The one of the last time no longer counts then. */
const SERVE_TOKEN = 'serve';

interface Options {
  dataDir: string;
  port: number;
  printToken: boolean;
  verbose: boolean;
}

/** @throws UserError for options that cannot be used */
function readOptions(): Options {
  const values = parsed();
  if (!values['data-dir'])
    throw new UserError('UNPROCESSABLE_CONTENT', `--data-dir is missing. ${USAGE}`);
  const port = z.coerce.number().int().min(0).max(65_535).safeParse(values.port);
  if (!port.success)
    throw new UserError('UNPROCESSABLE_CONTENT', `--port is a number from 0 to 65535. ${USAGE}`);
  return {
    dataDir: resolve(values['data-dir']),
    port: port.data,
    printToken: values['print-token'],
    verbose: values.verbose,
  };
}

function parsed() {
  try {
    return parseArgs({
      options: {
        'data-dir': { type: 'string' },
        port: { type: 'string', default: String(PREFERRED_PORT) },
        'print-token': { type: 'boolean', default: false },
        verbose: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    const why = error instanceof Error ? error.message.split('.')[0] : 'Unknown option';
    throw new UserError('UNPROCESSABLE_CONTENT', `${why}. ${USAGE}`);
  }
}

/** Runs until a signal. The API runs whatever the settings say: whoever started this asked for it. */
async function serve(options: Options, log: Log): Promise<void> {
  const { dataDir, port, printToken } = options;
  const lock = await acquireDataDir(dataDir);
  const core = createCore({ dataDir, clock: Date.now, log });
  const server = await createHttpServer({ core, version: appVersion(), preferredPort: port, log });

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    try {
      await server.stop();
      await core.close();
      lock.release();
    } catch (error) {
      log.error('did not stop cleanly', errorDetails(error));
      process.exitCode = 1;
    }
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);

  const token = printToken ? newToken() : null;
  process.stdout.write(`${JSON.stringify({ base_url: server.baseUrl, token })}\n`);

  function newToken(): string {
    const ctx = createContext(core.clock, { kind: 'automation', name: 'npm run serve' }, 'system');
    const { tokens } = core.services;
    for (const { id, name, revoked_at } of tokens.list())
      if (name === SERVE_TOKEN && revoked_at === null) tokens.revoke(ctx, id);
    return tokens.create(ctx, { name: SERVE_TOKEN, scopes: ['read', 'write', 'import', 'admin'] })
      .secret;
  }
}

/** The version in package.json, beside src as well as beside the built program. */
function appVersion(): string {
  for (const path of ['../../package.json', '../../../package.json']) {
    try {
      const text = readFileSync(new URL(path, import.meta.url), 'utf8');
      return z.object({ name: z.literal('tillwise'), version: z.string() }).parse(JSON.parse(text))
        .version;
    } catch {
      // Not there: this runs from the other place.
    }
  }
  return 'unknown';
}

async function main(): Promise<void> {
  let log = createLineLog((line) => process.stderr.write(line), false);
  try {
    const options = readOptions();
    log = createLineLog((line) => process.stderr.write(line), options.verbose);
    await serve(options, log);
  } catch (error) {
    if (error instanceof UserError) process.stderr.write(`${error.message}\n`);
    else if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
      process.stderr.write(
        'The port is taken, and those after it too. Choose another --port, or 0.\n',
      );
    else {
      process.stderr.write('Tillwise could not start. Nothing was changed.\n');
      log.error('could not start', errorDetails(error));
    }
    process.exit(1);
  }
}

await main();
