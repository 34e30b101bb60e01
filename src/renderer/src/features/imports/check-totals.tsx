import { Text } from '@mantine/core';
import type { ImportKind } from '../../../../shared/schemas/import.ts';
import type { ImportCheck } from '../../../../shared/schemas/import-check.ts';
import { Card } from '../../ui/card.tsx';
import { useFormats } from '../../ui/format/use-formats.ts';
import classes from './check-totals.module.css';
import { updatedOf } from './plan-words.ts';
import { recordTitles } from './record-words.ts';
import { StepHeading } from './step-heading.tsx';

interface CheckTotalsProps {
  fileName: string;
  kind: ImportKind;
  check: ImportCheck;
}

/** What an import would add, before it is stored. */
export function CheckTotals({ fileName, kind, check }: CheckTotalsProps) {
  const { number, money, date } = useFormats();
  const { totals } = check;
  const count = number.count;
  const sells = kind === 'sales';
  const known = updatedOf(check, kind);
  const figures: { label: string; value: string; id: string; under?: string }[] = [
    { label: recordTitles[kind], value: count(totals.records), id: 'records' },
  ];
  if (known > 0) {
    figures.push({ label: 'New', value: count(totals.records - known), id: 'new' });
    figures.push({ label: 'Brought up to date', value: count(known), id: 'updated' });
  }
  if (sells) figures.push({ label: 'Lines', value: count(check.totals.lines), id: 'lines' });
  if (sells || kind === 'expenses')
    figures.push({
      label: sells ? 'Net sales' : 'Together',
      value: money.exact(totals.net_sales),
      id: 'net-sales',
    });
  if (sells && totals.refunds > 0)
    figures.push({
      label: 'Refunds',
      value: count(totals.refunds),
      under: money.exact(totals.refunded),
      id: 'refunds',
    });
  if (sells && totals.new_products > 0)
    figures.push({ label: 'New products', value: count(totals.new_products), id: 'new-products' });
  if (sells && totals.new_customers > 0)
    figures.push({
      label: 'New customers',
      value: count(totals.new_customers),
      id: 'new-customers',
    });
  const period =
    totals.first_date && totals.last_date ? date.span(totals.first_date, totals.last_date) : null;
  return (
    <Card>
      <StepHeading
        step={3}
        under={`${fileName} · ${count(check.rows)} ${check.rows === 1 ? 'row' : 'rows'}`}
      >
        {headingOf(check)}
      </StepHeading>
      {check.stored_rows > 0 && (
        <dl className={classes.figures}>
          {figures.map(({ label, value, id, under }) => (
            <div key={id}>
              <Text component="dt" size="xs" c="dimmed">
                {label}
              </Text>
              <Text component="dd" m={0} className={classes.figure} data-testid={`found-${id}`}>
                {value}
              </Text>
              {under && (
                <Text component="dd" m={0} size="xs" c="dimmed">
                  {under}
                </Text>
              )}
            </div>
          ))}
        </dl>
      )}
      {period && (
        <Text size="sm" c="dimmed" data-testid="found-period">
          {period}
        </Text>
      )}
    </Card>
  );
}

function headingOf({ stored_rows, bad_rows, already_there, changed }: ImportCheck): string {
  if (stored_rows > 0) return 'This is what the import adds';
  if (bad_rows > 0 && already_there.rows + changed.rows === 0)
    return 'No row of this file can be stored yet';
  return 'This file adds nothing new';
}
