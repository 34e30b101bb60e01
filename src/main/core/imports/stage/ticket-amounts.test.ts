import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createStage } from './stage-file.ts';
import { StagedTicketAmounts } from './ticket-amounts.ts';

let folder: string;
let stage: Sqlite.Database;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tillwise-amounts-'));
  stage = createStage(join(folder, 'a.stage'), undefined);
});
afterAll(() => {
  stage.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Sums {
  net: number;
  tax: number;
  discount: number;
}

function sumsOf(kind: 'sale' | 'refund'): Sums {
  const sums = stage
    .prepare<[string], Sums>(
      `SELECT COALESCE(SUM(l.gross_minor - l.discount_minor), 0) AS net, COALESCE(SUM(l.tax_minor), 0) AS tax,
         COALESCE(SUM(l.discount_minor), 0) AS discount
       FROM line l JOIN seen_ticket t ON t.id = l.ticket WHERE t.kind = ?`,
    )
    .get(kind);
  if (!sums) throw new Error('a sum is always one row');
  return sums;
}

/** Stages one ticket with lines of these amounts, and settles it. */
function settle(
  lines: readonly number[],
  amounts: Parameters<StagedTicketAmounts['note']>[1],
  taxIncluded: boolean,
): void {
  for (const table of [
    'seen_ticket',
    'ticket_amounts',
    'ticket_rows',
    'line',
    'given_back',
    'refunded_line',
  ])
    stage.exec(`DELETE FROM ${table}`);
  stage.exec(
    "INSERT INTO seen_ticket (id, number, kind, business_date) VALUES (1, 'A', 'sale', '2026-01-02')",
  );
  const insert = stage.prepare(
    `INSERT INTO line (ticket, position, product, quantity_milli, gross_minor, discount_minor, tax_minor)
     VALUES (1, ?, 1, 1000, ?, 0, 0)`,
  );
  for (const [position, gross] of lines.entries()) insert.run(position, gross);
  const staged = new StagedTicketAmounts(stage, taxIncluded);
  staged.note(1, amounts);
  staged.settle();
}

const cents = fc.integer({ min: 0, max: 500_000 });

test('what stands once on a ticket is shared over its lines to the cent', () => {
  fc.assert(
    fc.property(
      fc.array(cents, { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 0, max: 100 }),
      fc.integer({ min: 0, max: 30 }),
      fc.boolean(),
      (lines, discountShare, taxShare, taxIncluded) => {
        const gross = lines.reduce((sum, line) => sum + line, 0);
        const discount = Math.floor((gross * discountShare) / 100);
        const tax = Math.floor(((gross - discount) * taxShare) / 100);
        settle(lines, { discount, tax, shipping: null, tip: null, refunded: null }, taxIncluded);
        const sums = sumsOf('sale');
        expect(sums.net).toBe(gross - discount - (taxIncluded ? tax : 0));
        expect(sums.tax).toBe(tax);
        if (!taxIncluded) expect(sums.discount).toBe(discount);
      },
    ),
    { numRuns: 300 },
  );
});

test('what is given back adds up to the refunded amount, tax and shipping in it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 500_000 }), { minLength: 1, maxLength: 8 }),
      cents,
      fc.integer({ min: 0, max: 30 }),
      fc.integer({ min: 1, max: 100 }),
      (lines, shipping, taxShare, refundShare) => {
        const gross = lines.reduce((sum, line) => sum + line, 0);
        const tax = Math.floor((gross * taxShare) / 100);
        const refunded = Math.ceil(((gross + tax + shipping) * refundShare) / 100);
        settle(lines, { discount: null, tax, shipping, tip: null, refunded }, false);
        const sold = sumsOf('sale');
        const back = sumsOf('refund');
        const shippingBack =
          stage
            .prepare<[], number>(
              `SELECT a.shipping FROM ticket_amounts a JOIN seen_ticket t ON t.id = a.ticket WHERE t.kind = 'refund'`,
            )
            .pluck()
            .get() ?? 0;
        expect(back.net + back.tax - shippingBack).toBe(-refunded);
        expect(sold.net + back.net).toBeGreaterThanOrEqual(0);
        expect(sold.tax + back.tax).toBeGreaterThanOrEqual(0);
        if (refundShare === 100)
          expect(back).toEqual({ net: -sold.net, tax: 0 - sold.tax, discount: 0 });
      },
    ),
    { numRuns: 300 },
  );
});
