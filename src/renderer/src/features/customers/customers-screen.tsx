import { Badge, Group, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import type { Customer } from '../../../../shared/schemas/customer.ts';
import { client, orpc } from '../../api/client.ts';
import { openQuickEntry } from '../../app/quick-entry-store.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ExportButton } from '../../ui/export-button.tsx';
import { useFormats } from '../../ui/format/use-formats.ts';
import { AddButton } from '../../ui/list/add-button.tsx';
import type { Column } from '../../ui/list/data-list.tsx';
import { ListScreen } from '../../ui/list/list-screen.tsx';
import { SearchField } from '../../ui/list/search-field.tsx';
import { PAGE_ROWS, useList } from '../../ui/list/use-list.ts';
import { CustomerDrawer } from './customer-drawer.tsx';
import { removeCustomer } from './remove-customer.ts';

type Sort =
  | 'name'
  | '-name'
  | 'net_sales'
  | '-net_sales'
  | 'last_sale'
  | '-last_sale'
  | 'transactions'
  | '-transactions';

const addButton = <AddButton onClick={() => openQuickEntry('customer')}>Add customer</AddButton>;

/** Everyone the shop knows, and what they bought. */
export function CustomersScreen() {
  const [q, setQ] = useState('');
  const [sort, setSort] = useState<Sort>('name');
  const [openId, setOpenId] = useState<string | null>(null);
  const input = { ...(q ? { q } : {}), sort, limit: PAGE_ROWS };
  const list = useList(
    orpc.customers.list.key({ type: 'infinite', input }),
    (cursor) => client.customers.list(cursor ? { ...input, cursor } : input),
    (customer: Customer) => customer,
  );
  const columns = useCustomerColumns();
  return (
    <>
      <ListScreen
        title="Customers"
        words={['customer', 'customers']}
        list={list}
        columns={columns}
        sort={sort}
        onSort={setSort}
        openId={openId}
        onOpen={setOpenId}
        onRemove={removeCustomer}
        input={input}
        actions={
          <Group gap="xs">
            <ExportButton kind="customers" />
            {addButton}
          </Group>
        }
        narrowed={q !== ''}
        tools={<SearchField label="Search customers" onSearch={setQ} />}
        empty={
          <EmptyState icon={IconUsers} title="No customers yet" actions={addButton}>
            Add the people who buy from you, or name them while typing a sale. Then you see who
            comes back.
          </EmptyState>
        }
      />
      <CustomerDrawer id={openId} onClose={() => setOpenId(null)} />
    </>
  );
}

function useCustomerColumns(): ReadonlyArray<Column<Customer, Sort>> {
  const { money, number, date } = useFormats();
  return [
    {
      key: 'name',
      header: 'Name',
      sort: { up: 'name', down: '-name', first: 'up' },
      cell: ({ name, vip }) => (
        <Group gap={8} wrap="nowrap">
          <Text inherit truncate>
            {name}
          </Text>
          {vip && (
            <Badge size="xs" variant="light" flex="none">
              VIP
            </Badge>
          )}
        </Group>
      ),
    },
    { key: 'id', header: 'Id', width: '13%', wide: true, cell: ({ id }) => id },
    {
      key: 'contact',
      header: 'Contact',
      width: '22%',
      wide: true,
      cell: ({ email, phone }) => email ?? phone ?? '–',
    },
    {
      key: 'transactions',
      header: 'Sales',
      width: '90px',
      end: true,
      sort: { up: 'transactions', down: '-transactions', first: 'down' },
      cell: ({ transactions }) => number.count(transactions),
    },
    {
      key: 'last',
      header: 'Last sale',
      width: '130px',
      sort: { up: 'last_sale', down: '-last_sale', first: 'down' },
      cell: ({ last_sale }) => (last_sale ? date.day(last_sale) : '–'),
    },
    {
      key: 'net',
      header: 'Net sales',
      width: '140px',
      end: true,
      sort: { up: 'net_sales', down: '-net_sales', first: 'down' },
      cell: ({ net_sales }) => money.exact(net_sales),
    },
  ];
}
