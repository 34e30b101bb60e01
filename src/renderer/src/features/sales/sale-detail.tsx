import { Anchor, Badge, Button, Group, Stack, Table, Text } from '@mantine/core';
import { IconReceiptRefund } from '@tabler/icons-react';
import type { Sale } from '../../../../shared/schemas/sale.ts';
import { Facts } from '../../ui/facts.tsx';
import { useFormats } from '../../ui/format/use-formats.ts';
import { RecordActions } from '../../ui/record-actions.tsx';
import { RecordHistory } from '../../ui/record-history.tsx';
import { sourceWords } from '../../ui/source-words.ts';
import { useRemoveSale } from './use-remove-sale.ts';

interface SaleDetailProps {
  sale: Sale;
  onEdit: () => void;
  onRefund: () => void;
  onOpen: (id: number) => void;
  onClose: () => void;
}

/** A ticket as a receipt, with what can be done with it. */
export function SaleDetail({ sale, onEdit, onRefund, onOpen, onClose }: SaleDetailProps) {
  const { money, date } = useFormats();
  const remove = useRemoveSale();
  const { refund_of } = sale;
  return (
    <Stack gap="lg">
      <Group gap="sm" align="baseline">
        <Text fz={28} fw={650} lh={1.2}>
          {money.exact(sale.total)}
        </Text>
        {sale.kind === 'refund' && (
          <Badge variant="light" color="red">
            Refund
          </Badge>
        )}
      </Group>
      <SaleLines sale={sale} />
      <Facts
        facts={[
          { label: 'Date', value: date.weekday(sale.date) },
          { label: 'Time', value: sale.time_known ? date.time(sale.sold_at) : null },
          { label: 'Customer', value: sale.customer_name },
          {
            label: 'Paid by',
            value: sale.tenders.length === 1 && sale.tenders[0]?.kind,
          },
          {
            label: 'Paid in parts',
            value: sale.tenders.length > 1 && (
              <Stack gap={2}>
                {sale.tenders.map(({ kind, amount }) => (
                  <span key={`${kind} ${amount}`}>
                    {kind} {money.exact(amount)}
                  </span>
                ))}
              </Stack>
            ),
          },
          { label: 'Served by', value: sale.staff },
          { label: 'Channel', value: sale.channel },
          { label: 'Came from', value: sourceWords(sale.source) },
          {
            label: 'Refund of',
            value: refund_of !== null && (
              <Anchor component="button" size="sm" onClick={() => onOpen(refund_of)}>
                the sale it takes back
              </Anchor>
            ),
          },
          { label: 'Note', value: sale.note },
        ]}
      />
      <RecordActions
        onEdit={onEdit}
        onDelete={() => {
          onClose();
          void remove(sale);
        }}
      >
        {sale.kind === 'sale' && (
          <Button
            variant="default"
            leftSection={<IconReceiptRefund size={16} aria-hidden />}
            onClick={onRefund}
          >
            Refund
          </Button>
        )}
      </RecordActions>
      <RecordHistory entity="sale" id={sale.id} />
    </Stack>
  );
}

function SaleLines({ sale }: { sale: Sale }) {
  const { money, number } = useFormats();
  const extras = [
    { label: 'Discount', amount: -discountOf(sale, money.digits) },
    { label: 'Tax', amount: sale.tax },
    { label: 'Tip', amount: sale.tip },
    { label: 'Shipping', amount: sale.shipping },
  ].filter(({ amount }) => amount !== 0);
  return (
    <Table verticalSpacing={7} horizontalSpacing={0} aria-label="What was sold">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Product</Table.Th>
          <Table.Th scope="col" ta="end" w={70}>
            Quantity
          </Table.Th>
          <Table.Th scope="col" ta="end" w={120}>
            Amount
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {sale.lines.map((line) => (
          <Table.Tr key={line.id}>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>
              {line.product_name}
              {line.category && (
                <Text span c="dimmed" size="xs" ml={8}>
                  {line.category}
                </Text>
              )}
            </Table.Td>
            <Table.Td ta="end">{number.quantity(line.quantity)}</Table.Td>
            <Table.Td ta="end">{money.exact(line.gross)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
      <Table.Tfoot>
        {extras.map(({ label, amount }) => (
          <Table.Tr key={label}>
            <Table.Td colSpan={2} c="dimmed">
              {label}
            </Table.Td>
            <Table.Td ta="end">{money.exact(amount)}</Table.Td>
          </Table.Tr>
        ))}
        <Table.Tr fw={650}>
          <Table.Td colSpan={2}>Total</Table.Td>
          <Table.Td ta="end">{money.exact(sale.total)}</Table.Td>
        </Table.Tr>
      </Table.Tfoot>
    </Table>
  );
}

/** Of all lines, also those taken back, so that what the receipt shows adds up to its total. */
function discountOf({ lines }: Sale, digits: number): number {
  const scale = 10 ** digits;
  return Math.round(lines.reduce((sum, { discount }) => sum + discount, 0) * scale) / scale;
}
