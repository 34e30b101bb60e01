import { Text } from '@mantine/core';
import type { KpiReport } from '../../../../shared/schemas/kpi.ts';
import { FiguresCard } from '../../ui/figures-card.tsx';
import { FiguresTable } from '../../ui/figures-table.tsx';
import { useFormats } from '../../ui/format/use-formats.ts';
import classes from './dashboard.module.css';

/** The best sellers by net sales. */
export function TopProducts({ report }: { report: KpiReport }) {
  const { money, number } = useFormats();
  const products = report.top_products;
  const best = Math.max(0, ...products.map(({ net_sales }) => net_sales));
  const total = report.kpis.net_sales.value ?? 0;
  const share = (amount: number) => (total > 0 ? number.percent(amount / total) : '–');
  return (
    <FiguresCard
      title="Top products"
      subtitle="By net sales"
      data-testid="top-products"
      table={
        <FiguresTable
          caption="Top products"
          columns={['Product', 'Units', 'Net sales', 'Share']}
          rows={products.map((product) => ({
            key: String(product.product_id),
            cells: [
              product.product_name,
              number.quantity(product.quantity),
              money.exact(product.net_sales),
              share(product.net_sales),
            ],
          }))}
        />
      }
    >
      {products.length === 0 ? (
        <Text c="dimmed" size="sm">
          No product was sold in this period.
        </Text>
      ) : (
        <ol className={classes.bars}>
          {products.map(({ product_id, product_name, quantity, net_sales }) => (
            <li key={product_id} title={`${number.quantity(quantity)} units`}>
              <span className={classes.barName}>{product_name}</span>
              <span className={classes.barValue}>{money.exact(net_sales)}</span>
              <span className={classes.barTrack} aria-hidden="true">
                <span
                  className={classes.bar}
                  style={{ width: `${best > 0 ? Math.max(0, (net_sales / best) * 100) : 0}%` }}
                />
              </span>
            </li>
          ))}
        </ol>
      )}
    </FiguresCard>
  );
}
