import { ORPCError, traverseContractProcedures } from '@orpc/server';
import { describe, expect, it } from 'vitest';
import { isOnRest } from '../../src/main/http/operations.ts';
import { contract } from '../../src/shared/contract/contract.ts';
import { tableContents } from '../support/test-core.ts';
import { CASES } from './cases.ts';
import { TRANSPORTS } from './transports.ts';

/** What is new each time: the name of a request or an event (a ULID), and a secret. */
const PASSING = ['correlation_id', 'secret', 'secret_hint'];
const isPassing = (name: string, value: unknown) =>
  PASSING.includes(name) || (name === 'id' && /^[0-9A-Z]{26}$/.test(String(value)));
const LIST_HEADERS = ['link', 'x-next-cursor', 'x-total-count'];

/** An answer without what may differ. */
function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== 'object' || value === null) return value;
  const isPage = 'headers' in value && 'body' in value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, inner]) => !isPassing(name, inner) && !(isPage && name === 'status'))
      .map(([name, inner]) => [
        name,
        isPage && name === 'headers' ? listHeaders(inner) : comparable(inner),
      ]),
  );
}

function listHeaders(headers: unknown): unknown {
  return Object.fromEntries(
    Object.entries(headers ?? {}).filter(([name, value]) => LIST_HEADERS.includes(name) && value),
  );
}

interface Outcome {
  call: string;
  answer?: unknown;
  refusal?: unknown;
}

async function play(transport: string): Promise<{ outcomes: Outcome[]; contents: unknown }> {
  const open = TRANSPORTS[transport];
  if (!open) throw new Error(`no transport ${transport}`);
  const line = await open();
  try {
    const outcomes: Outcome[] = [];
    for (const { call, run } of CASES) {
      try {
        outcomes.push({ call, answer: comparable(await run(line.client)) });
      } catch (error) {
        if (!(error instanceof ORPCError)) throw error;
        const { code, status, message, data } = error;
        outcomes.push({ call, refusal: { code, status, message, data } });
      }
    }
    return { outcomes, contents: stored(tableContents(line.shop.core.database.sqlite)) };
  } finally {
    await line.close();
  }
}

/** Every row, without secrets and without the names of requests and events. */
function stored(tables: Record<string, unknown[]>): unknown {
  const { api_token: _, ...rest } = tables;
  // A token's event tells its last characters, which are another each time.
  const withoutHint = JSON.stringify(comparable(rest)).replace(/\\"hint\\":\\"[^"]+"/g, '');
  return JSON.parse(withoutHint);
}

describe('the same calls', () => {
  const inProcess = play('in the process');
  // At once: mostly they wait for their imports.
  const others = {
    'over a MessagePort': play('over a MessagePort'),
    'over HTTP': play('over HTTP'),
  };

  it.each(['over a MessagePort', 'over HTTP'] as const)(
    '%s get the same answers and leave the same rows',
    async (transport) => {
      const expected = await inProcess;
      const actual = await others[transport];
      expect(actual.outcomes).toEqual(expected.outcomes);
      expect(actual.contents).toEqual(expected.contents);
    },
    60_000,
  );

  it('hold answers and refusals both', async () => {
    const { outcomes } = await inProcess;
    const statuses = outcomes.map(
      ({ refusal }) => JSON.stringify(refusal)?.match(/"status":(\d+)/)?.[1],
    );
    for (const status of ['404', '409', '422']) expect(statuses).toContain(status);
    expect(outcomes.filter(({ answer }) => answer !== undefined).length).toBeGreaterThan(40);
    expect(statuses).not.toContain('500');
  });

  it('are all that REST has', () => {
    const onRest: string[] = [];
    traverseContractProcedures({ router: contract, path: [] }, ({ contract: procedure, path }) => {
      if (isOnRest(procedure['~orpc'].meta)) onRest.push(path.join('.'));
    });
    expect(onRest.length).toBeGreaterThan(30);
    const played = new Set(CASES.map(({ call }) => call));
    expect(onRest.filter((call) => !played.has(call))).toEqual([]);
  });
});
