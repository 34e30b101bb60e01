import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Sale } from '../../../../shared/schemas/sale.ts';
import { orpc } from '../../api/client.ts';
import { RecordDrawer } from '../../ui/record-drawer.tsx';
import { RefundForm } from './refund-form.tsx';
import { SaleChange } from './sale-change.tsx';
import { SaleDetail } from './sale-detail.tsx';

interface SaleDrawerProps {
  id: number | null;
  /** Turns to another ticket, such as the refund just made. */
  onOpen: (id: number) => void;
  onClose: () => void;
}

/** One ticket: its lines, its change, its refund, its history. */
export function SaleDrawer({ id, onOpen, onClose }: SaleDrawerProps) {
  const query = useQuery(
    orpc.sales.get.queryOptions({ input: { id: id ?? 1 }, enabled: id !== null }),
  );
  return (
    <RecordDrawer
      id={id}
      query={query}
      title={(sale) =>
        sale ? `${sale.kind === 'refund' ? 'Refund' : 'Sale'} ${sale.number}` : 'Sale'
      }
      onClose={onClose}
    >
      {(sale) => <SaleModes key={sale.id} sale={sale} onOpen={onOpen} onClose={onClose} />}
    </RecordDrawer>
  );
}

interface SaleModesProps {
  sale: Sale;
  onOpen: (id: number) => void;
  onClose: () => void;
}

function SaleModes({ sale, onOpen, onClose }: SaleModesProps) {
  const [mode, setMode] = useState<'look' | 'edit' | 'refund'>('look');
  const back = () => setMode('look');
  switch (mode) {
    case 'look':
      return (
        <SaleDetail
          sale={sale}
          onEdit={() => setMode('edit')}
          onRefund={() => setMode('refund')}
          onOpen={onOpen}
          onClose={onClose}
        />
      );
    case 'edit':
      return <SaleChange sale={sale} onDone={back} />;
    case 'refund':
      return <RefundForm sale={sale} onDone={onOpen} onCancel={back} />;
  }
}
