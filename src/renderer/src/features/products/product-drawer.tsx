import { Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { Product } from '../../../../shared/schemas/product.ts';
import { orpc } from '../../api/client.ts';
import { Facts } from '../../ui/facts.tsx';
import { useFormats } from '../../ui/format/use-formats.ts';
import { RecentSales } from '../../ui/recent-sales.tsx';
import { RecordActions } from '../../ui/record-actions.tsx';
import { RecordDrawer } from '../../ui/record-drawer.tsx';
import { RecordHistory } from '../../ui/record-history.tsx';
import { ProductForm } from './product-form.tsx';
import { removeProduct } from './remove-product.ts';

interface ProductDrawerProps {
  /** "new" opens the empty form. */
  id: number | 'new' | null;
  onClose: () => void;
}

/** One product: figures, details, change, deletion, history; or a new one. */
export function ProductDrawer({ id, onClose }: ProductDrawerProps) {
  const known = typeof id === 'number';
  const query = useQuery(
    orpc.products.get.queryOptions({ input: { id: known ? id : 1 }, enabled: known }),
  );
  return (
    <RecordDrawer
      id={id}
      query={query}
      title={(product) => (id === 'new' ? 'New product' : (product?.name ?? 'Product'))}
      create={<ProductForm onDone={onClose} />}
      onClose={onClose}
    >
      {(product) => <ProductDetail key={product.id} product={product} onClose={onClose} />}
    </RecordDrawer>
  );
}

function ProductDetail({ product, onClose }: { product: Product; onClose: () => void }) {
  const [editing, { open, close }] = useDisclosure(false);
  const { money, number } = useFormats();
  if (editing) return <ProductForm product={product} onDone={close} />;
  return (
    <Stack gap="lg">
      <Group gap="sm" align="baseline">
        <Text fz={28} fw={650} lh={1.2}>
          {money.exact(product.net_sales)}
        </Text>
        <Text c="dimmed" size="sm">
          from {number.quantity(product.units_sold)} sold
        </Text>
      </Group>
      <Facts
        facts={[
          { label: 'Category', value: product.category },
          { label: 'Price', value: product.price === null ? null : money.exact(product.price) },
          { label: 'Cost', value: product.cost === null ? null : money.exact(product.cost) },
          { label: 'SKU', value: product.sku },
          { label: 'Barcode', value: product.barcode },
        ]}
      />
      <RecordActions
        onEdit={open}
        onDelete={() => {
          onClose();
          void removeProduct(product);
        }}
      />
      <RecentSales product_id={product.id} />
      <RecordHistory entity="product" id={product.id} />
    </Stack>
  );
}
