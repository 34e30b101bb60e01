/** The host without a window, as a process that can be stopped, or killed like by a power cut. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';

/** The built one starts three times as fast; `npm test` and `npm run bench` see to it that it is fresh. */
const HOST = join(
  import.meta.dirname,
  '../..',
  process.env.TILLWISE_BUILT_HOST ? 'out/main/serve.js' : 'src/main/hosts/node.ts',
);

const ready = z.object({ base_url: z.string(), token: z.string().nullable() });

export interface HostProcess {
  readonly baseUrl: string;
  readonly port: number;
  /** Only when it was asked for. */
  readonly token: string | null;
  readonly pid: number;
  /** SIGKILL: nothing of the process gets to run any more. */
  kill(): Promise<void>;
  /** SIGTERM: it ends what it does and closes the file. */
  stop(): Promise<void>;
}

export interface HostOptions {
  /** 0 takes any free port. */
  port?: number;
  printToken?: boolean;
  /** For Node itself, such as --cpu-prof. */
  nodeOptions?: readonly string[];
}

/** @throws Error with what the host said when it ends before it is ready */
export function startHost(dataDir: string, options: HostOptions = {}): Promise<HostProcess> {
  const { port = 0, printToken = false, nodeOptions = [] } = options;
  const child = spawn(
    process.execPath,
    [
      ...nodeOptions,
      HOST,
      '--data-dir',
      dataDir,
      '--port',
      String(port),
      ...(printToken ? ['--print-token'] : []),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let said = '';
  child.stderr.on('data', (piece: Buffer) => {
    said = (said + piece).slice(-4000);
  });
  return new Promise((resolve, reject) => {
    let line = '';
    child.stdout.on('data', (piece: Buffer) => {
      line += piece;
      if (line.includes('\n')) resolve(hostOf(child, line, ended));
    });
    child.once('error', reject);
    ended.then(() => reject(new Error(`the host ended before it was ready: ${said}`)));
  });
}

function hostOf(child: ChildProcess, line: string, ended: Promise<void>): HostProcess {
  const { base_url: baseUrl, token } = ready.parse(JSON.parse(line));
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return ended;
  };
  return {
    baseUrl,
    port: Number(new URL(baseUrl).port),
    token,
    pid: child.pid ?? 0,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}
