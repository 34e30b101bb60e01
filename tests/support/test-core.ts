/** A shop in a folder of its own, with a clock that stands still and an in-process client. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient, ORPCError } from '@orpc/server';
import { z } from 'zod';
import { type Actor, OWNER, type Source } from '../../src/main/core/context.ts';
import { type CoreOptions, createCore } from '../../src/main/core/core.ts';
import { windowlessHost } from '../../src/main/core/features/workspace/index.ts';
import type { Contract } from '../../src/shared/contract/contract.ts';
import type { SettingsPatch } from '../../src/shared/schemas/settings.ts';

/** Tuesday 5 May 2026, 10:00 UTC. */
export const NOW = Date.parse('2026-05-05T10:00:00Z');
export const TODAY = '2026-05-05';

export interface LogLine {
  level: 'info' | 'warn' | 'error';
  message: string;
  details: Record<string, unknown> | undefined;
}

/** Calls of the contract, as a window or a till makes them. */
export type ShopClient = ContractRouterClient<Contract>;

export type TestCore = Awaited<ReturnType<typeof openTestCore>>;

/** Opens a shop; `close` it after the test, which also removes its folder. */
export async function openTestCore(
  options: {
    settings?: SettingsPatch;
    dataDir?: string;
    askForOwner?: () => boolean;
    watchTiming?: CoreOptions['watchTiming'];
  } = {},
) {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'tillwise-test-'));
  const lines: LogLine[] = [];
  const time = { now: NOW };
  const keep = (level: LogLine['level']) => (message: string, details?: Record<string, unknown>) =>
    lines.push({ level, message, details });
  const core = createCore({
    dataDir,
    clock: () => time.now,
    watchTiming: options.watchTiming,
    log: { info: keep('info'), warn: keep('warn'), error: keep('error') },
    host: {
      ...windowlessHost(dataDir),
      ...(options.askForOwner ? { askForOwner: options.askForOwner } : {}),
    },
  });
  const clientOf = (actor: Actor, source: Source): ShopClient =>
    createRouterClient(core.router, { context: { actor, source } });
  const client = clientOf(OWNER, 'window');
  if (options.settings) await client.settings.update(options.settings);
  const { sqlite } = core.database;
  // A test waits for the answer, not for the disk.
  sqlite.pragma('synchronous = OFF');

  return {
    core,
    dataDir,
    client,
    clientOf,
    /** Turn it to let time pass, UTC ms. */
    time,
    log: lines,
    /** Rows of every table, to see that nothing changed. */
    contents: () => tableContents(sqlite),
    events: () =>
      z
        .array(
          z.object({
            seq: z.number(),
            type: z.string(),
            entity: z.string(),
            entity_id: z.string(),
            before: z.string().nullable(),
            after: z.string().nullable(),
            source: z.string(),
            actor_name: z.string(),
            correlation_id: z.string(),
          }),
        )
        .parse(sqlite.prepare('SELECT * FROM event ORDER BY seq').all()),
    async close() {
      await core.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

interface Reader {
  prepare(sql: string): { all(): unknown[] };
}

/** Every row of every table, by table name. */
export function tableContents(sqlite: Reader): Record<string, unknown[]> {
  const tables = z
    .array(z.object({ name: z.string() }))
    .parse(
      sqlite
        .prepare(
          "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
        )
        .all(),
    );
  return Object.fromEntries(
    tables.map(({ name }) => [name, sqlite.prepare(`SELECT * FROM ${name}`).all()]),
  );
}

/** What a call was refused with. Fails when it was not refused, or not in the contract's words. */
export async function refusal(
  call: Promise<unknown>,
): Promise<{ status: number; message: string; fields: string[] }> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof ORPCError)) throw error;
    if (!error.defined) throw new Error(`undefined error: ${error.message}`);
    const { errors } = z
      .object({ errors: z.array(z.object({ field: z.string(), reason: z.string() })) })
      .parse(error.data);
    return {
      status: error.status,
      message: error.message,
      fields: errors.map((problem) => problem.field),
    };
  }
  throw new Error('the call was not refused');
}
