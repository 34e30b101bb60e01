import { Group } from '@mantine/core';
import { IconPackage } from '@tabler/icons-react';
import { useState } from 'react';
import type { Product } from '../../../../shared/schemas/product.ts';
import { client, orpc } from '../../api/client.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ExportButton } from '../../ui/export-button.tsx';
import { useFormats } from '../../ui/format/use-formats.ts';
import { AddButton } from '../../ui/list/add-button.tsx';
import type { Column } from '../../ui/list/data-list.tsx';
import { ListScreen } from '../../ui/list/list-screen.tsx';
import { SearchField } from '../../ui/list/search-field.tsx';
import { PAGE_ROWS, useList } from '../../ui/list/use-list.ts';
import { ProductDrawer } from './product-drawer.tsx';
import { removeProduct } from './remove-product.ts';

type Sort = 'name' | '-name' | 'net_sales' | '-net_sales' | 'units_sold' | '-units_sold';

/** Everything the shop sells, and how it sells. */
export function ProductsScreen() {
  const [q, setQ] = useState('');
  const [sort, setSort] = useState<Sort>('name');
  const [openId, setOpenId] = useState<number | 'new' | null>(null);
  const input = { ...(q ? { q } : {}), sort, limit: PAGE_ROWS };
  const list = useList(
    orpc.products.list.key({ type: 'infinite', input }),
    (cursor) => client.products.list(cursor ? { ...input, cursor } : input),
    (product: Product) => product,
  );
  const columns = useProductColumns();
  const addButton = <AddButton onClick={() => setOpenId('new')}>Add product</AddButton>;
  return (
    <>
      <ListScreen
        title="Products"
        words={['product', 'products']}
        list={list}
        columns={columns}
        sort={sort}
        onSort={setSort}
        openId={openId}
        onOpen={setOpenId}
        onRemove={removeProduct}
        input={input}
        actions={
          <Group gap="xs">
            <ExportButton kind="products" />
            {addButton}
          </Group>
        }
        narrowed={q !== ''}
        tools={<SearchField label="Search products" onSearch={setQ} />}
        empty={
          <EmptyState icon={IconPackage} title="No products yet" actions={addButton}>
            A product also appears here by itself the first time you sell it.
          </EmptyState>
        }
      />
      <ProductDrawer id={openId} onClose={() => setOpenId(null)} />
    </>
  );
}

function useProductColumns(): ReadonlyArray<Column<Product, Sort>> {
  const { money, number } = useFormats();
  const optional = (amount: number | null) => (amount === null ? '–' : money.exact(amount));
  return [
    {
      key: 'name',
      header: 'Name',
      sort: { up: 'name', down: '-name', first: 'up' },
      cell: ({ name }) => name,
    },
    { key: 'category', header: 'Category', width: '16%', cell: ({ category }) => category ?? '–' },
    { key: 'sku', header: 'SKU', width: '11%', wide: true, cell: ({ sku }) => sku ?? '–' },
    {
      key: 'price',
      header: 'Price',
      width: '110px',
      end: true,
      wide: true,
      cell: ({ price }) => optional(price),
    },
    {
      key: 'cost',
      header: 'Cost',
      width: '110px',
      end: true,
      wide: true,
      cell: ({ cost }) => optional(cost),
    },
    {
      key: 'units',
      header: 'Sold',
      width: '100px',
      end: true,
      sort: { up: 'units_sold', down: '-units_sold', first: 'down' },
      cell: ({ units_sold }) => number.quantity(units_sold),
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
