import { Group, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import { orpc } from '../api/client.ts';
import { useFormats } from './format/use-formats.ts';
import classes from './recent-sales.module.css';

const SHOWN = 5;

/** The newest tickets of a customer or with a product. */
export function RecentSales(props: { customer_id: string } | { product_id: number }) {
  const { money, date, number } = useFormats();
  const { data } = useQuery(
    orpc.sales.list.queryOptions({ input: { ...props, limit: SHOWN, sort: '-date' } }),
  );
  if (!data || data.body.length === 0) return null;
  const total = Number(data.headers['x-total-count']);
  return (
    <section aria-label="Latest sales">
      <Group justify="space-between" mb="xs">
        <Title order={3} size="h5">
          Latest sales
        </Title>
        <Text size="xs" c="dimmed">
          {total > SHOWN ? `${SHOWN} of ${number.count(total)}` : ''}
        </Text>
      </Group>
      <div className={classes.sales}>
        {data.body.map((sale) => (
          <Fragment key={sale.id}>
            <Text size="sm" c="dimmed">
              {date.day(sale.date)}
            </Text>
            <Text size="sm" truncate>
              {sale.product_name}
            </Text>
            <Text size="sm" ta="end">
              {money.exact(sale.amount)}
            </Text>
          </Fragment>
        ))}
      </div>
    </section>
  );
}
