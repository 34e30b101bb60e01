import { Badge, Button, Group, Select, Text } from '@mantine/core';
import { IconReceipt } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Sale } from '../../../../shared/schemas/sale.ts';
import { client, orpc } from '../../api/client.ts';
import { openQuickEntry } from '../../app/quick-entry-store.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ExportButton } from '../../ui/export-button.tsx';
import { useFormats } from '../../ui/format/use-formats.ts';
import { AddButton } from '../../ui/list/add-button.tsx';
import type { Column } from '../../ui/list/data-list.tsx';
import { ListScreen } from '../../ui/list/list-screen.tsx';
import { type Period, PeriodFilter, periodInput } from '../../ui/list/period-filter.tsx';
import { SearchField } from '../../ui/list/search-field.tsx';
import { PAGE_ROWS, useList } from '../../ui/list/use-list.ts';
import { SaleDrawer } from './sale-drawer.tsx';
import { useRemoveSale } from './use-remove-sale.ts';

type Sort = 'date' | '-date' | 'amount' | '-amount';

/** What the list shows of a ticket; its lines are fetched when it is opened. */
type SaleRow = Pick<
  Sale,
  'id' | 'date' | 'number' | 'product_name' | 'customer_name' | 'kind' | 'amount'
> & { paidBy: string };

const addButton = <AddButton onClick={() => openQuickEntry('sale')}>Add sale</AddButton>;

/** Every ticket, newest first. */
export function SalesScreen() {
  const [q, setQ] = useState('');
  const [kind, setKind] = useState<Sale['kind'] | null>(null);
  const [period, setPeriod] = useState<Period>([null, null]);
  const [sort, setSort] = useState<Sort>('-date');
  const [openId, setOpenId] = useState<number | null>(null);
  const remove = useRemoveSale();
  const filters = { ...(q ? { q } : {}), ...(kind ? { kind } : {}), ...periodInput(period) };
  const input = { ...filters, sort, limit: PAGE_ROWS };
  const list = useList(
    orpc.sales.list.key({ type: 'infinite', input }),
    (cursor) => client.sales.list(cursor ? { ...input, cursor } : input),
    slim,
  );
  const columns = useSaleColumns();
  return (
    <>
      <ListScreen
        title="Sales"
        words={['sale', 'sales']}
        list={list}
        columns={columns}
        sort={sort}
        onSort={setSort}
        openId={openId}
        onOpen={setOpenId}
        onRemove={remove}
        input={input}
        actions={
          <Group gap="xs">
            <ExportButton kind="sales" period={periodInput(period)} />
            {addButton}
          </Group>
        }
        narrowed={Object.keys(filters).length > 0}
        tools={
          <>
            <SearchField label="Search sales" onSearch={setQ} />
            <PeriodFilter value={period} onChange={setPeriod} />
            <Select<Sale['kind']>
              aria-label="Kind"
              placeholder="Sales and refunds"
              clearable
              w={195}
              data={[
                { value: 'sale', label: 'Sales only' },
                { value: 'refund', label: 'Refunds only' },
              ]}
              value={kind}
              onChange={setKind}
            />
          </>
        }
        empty={
          <EmptyState
            icon={IconReceipt}
            title="No sales yet"
            actions={
              <>
                {addButton}
                <Button component={Link} href="/import" variant="subtle">
                  Import a file
                </Button>
              </>
            }
          >
            Type your first sale, or bring in the ones you already have.
          </EmptyState>
        }
      />
      <SaleDrawer id={openId} onOpen={setOpenId} onClose={() => setOpenId(null)} />
    </>
  );
}

function slim(sale: Sale): SaleRow {
  const { id, date, number, product_name, customer_name, kind, amount, tenders } = sale;
  const paidBy = tenders.map((tender) => tender.kind).join(' + ');
  return { id, date, number, product_name, customer_name, kind, amount, paidBy };
}

function useSaleColumns(): ReadonlyArray<Column<SaleRow, Sort>> {
  const { money, date } = useFormats();
  return [
    {
      key: 'date',
      header: 'Date',
      width: '130px',
      sort: { up: 'date', down: '-date', first: 'down' },
      cell: (sale) => date.day(sale.date),
    },
    { key: 'number', header: 'Ticket', width: '110px', wide: true, cell: ({ number }) => number },
    {
      key: 'product',
      header: 'Sold',
      cell: ({ product_name, kind }) => (
        <Group gap={8} wrap="nowrap">
          <Text inherit truncate>
            {product_name}
          </Text>
          {kind === 'refund' && (
            <Badge size="xs" variant="light" color="red" flex="none">
              Refund
            </Badge>
          )}
        </Group>
      ),
    },
    {
      key: 'customer',
      header: 'Customer',
      width: '20%',
      cell: ({ customer_name }) => customer_name ?? '–',
    },
    {
      key: 'paid',
      header: 'Paid by',
      width: '12%',
      wide: true,
      cell: ({ paidBy }) => paidBy || '–',
    },
    {
      key: 'amount',
      header: 'Amount',
      width: '140px',
      end: true,
      sort: { up: 'amount', down: '-amount', first: 'down' },
      cell: ({ amount }) => money.exact(amount),
    },
  ];
}
