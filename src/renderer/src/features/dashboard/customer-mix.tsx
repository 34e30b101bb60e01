import { Text } from '@mantine/core';
import type { KpiReport } from '../../../../shared/schemas/kpi.ts';
import { FiguresCard } from '../../ui/figures-card.tsx';
import { FiguresTable } from '../../ui/figures-table.tsx';
import { useFormats } from '../../ui/format/use-formats.ts';
import classes from './dashboard.module.css';

/** Whose money it was: new customers, returning ones, and sales without a customer. */
export function CustomerMix({ report }: { report: KpiReport }) {
  const { money, number } = useFormats();
  const mix = report.customer_mix;
  const parts = [
    { name: 'Returning', customers: mix.returning, amount: mix.returning_net_sales },
    { name: 'New', customers: mix.new, amount: mix.new_net_sales },
    { name: 'Anonymous', customers: null, amount: mix.anonymous_net_sales },
  ];
  const total = parts.reduce((sum, { amount }) => sum + Math.max(0, amount), 0);
  const share = (amount: number) => (total > 0 ? Math.max(0, amount) / total : 0);
  return (
    <FiguresCard
      title="Customer mix"
      subtitle="Net sales by who bought"
      data-testid="customer-mix"
      table={
        <FiguresTable
          caption="Customer mix"
          columns={['Who', 'Customers', 'Net sales', 'Share']}
          rows={parts.map(({ name, customers, amount }) => ({
            key: name,
            cells: [
              name,
              customers === null ? '–' : number.count(customers),
              money.exact(amount),
              number.percent(share(amount)),
            ],
          }))}
        />
      }
    >
      {total === 0 ? (
        <Text c="dimmed" size="sm">
          No net sales in this period.
        </Text>
      ) : (
        <>
          <div className={classes.stack} aria-hidden="true">
            {parts.map(
              ({ name, amount }, index) =>
                amount > 0 && (
                  <span
                    key={name}
                    data-series={index + 1}
                    style={{ width: `${share(amount) * 100}%` }}
                  />
                ),
            )}
          </div>
          <ul className={classes.parts}>
            {parts.map(({ name, customers, amount }, index) => (
              <li key={name}>
                <span className={classes.dot} data-series={index + 1} aria-hidden="true" />
                <span className={classes.partName}>
                  {name}
                  <span className={classes.partNote}>
                    {customers === null
                      ? 'no customer given'
                      : `${number.count(customers)} ${customers === 1 ? 'customer' : 'customers'}`}
                  </span>
                </span>
                <span className={classes.partValue}>
                  {money.exact(amount)}
                  <span className={classes.partNote}>{number.percent(share(amount))}</span>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </FiguresCard>
  );
}
