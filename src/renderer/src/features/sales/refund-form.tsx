import { Button, Group, Stack, Table, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Sale } from '../../../../shared/schemas/sale.ts';
import { client } from '../../api/client.ts';
import { TenderField } from '../../ui/fields/tender-field.tsx';
import { useFormats } from '../../ui/format/use-formats.ts';
import { FormProblem } from '../../ui/forms/form-problem.tsx';
import { FieldProblems, useSaving } from '../../ui/forms/use-saving.ts';
import { showUndoToast } from '../../ui/undo-toast.tsx';
import { amountBack, returnableLines, returnedLines } from './refund-lines.ts';

interface RefundFormProps {
  sale: Sale;
  /** @param id of the refund ticket */
  onDone: (id: number) => void;
  onCancel: () => void;
}

/** Takes back all or a part of a ticket, as a refund ticket of today. */
export function RefundForm({ sale, onDone, onCancel }: RefundFormProps) {
  const { money, number } = useFormats();
  const lines = returnableLines(sale);
  const form = useForm({
    initialValues: {
      quantities: lines.map((line) => String(line.quantity)),
      tender: sale.tenders[0]?.kind ?? '',
      note: '',
    },
  });
  const { save, saving, problem } = useSaving(form, (path) => /^(quantities\.|note)/.test(path));

  const back = amountBack(lines, form.values.quantities, money.digits);

  const refund = () =>
    save(async () => {
      const { quantities, tender, note } = form.getValues();
      const returned = returnedLines(lines, quantities, money.digits);
      if (returned.length === 0) {
        throw new FieldProblems({ 'quantities.0': 'Write how many came back.' });
      }
      const stored = await client.sales.create({
        kind: 'refund',
        refund_of: sale.id,
        lines: returned,
        tender: tender.trim() || null,
        note: note.trim() || null,
      });
      const words = `${stored.product_name}, ${money.exact(stored.total)}`;
      showUndoToast(
        `Refunded: ${words}`,
        () => client.sales.remove({ id: stored.id }),
        `Refund taken back: ${words}`,
      );
      onDone(stored.id);
    });

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void refund();
      }}
    >
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          Write how many came back. The refund is a ticket of its own, dated today.
        </Text>
        <Table verticalSpacing={6} horizontalSpacing={0} aria-label="What came back">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Product</Table.Th>
              <Table.Th scope="col" ta="end" w={110}>
                Paid
              </Table.Th>
              <Table.Th scope="col" ta="end" w={130}>
                Came back
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {lines.map((line, index) => (
              <Table.Tr key={line.id}>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>{line.product_name}</Table.Td>
                <Table.Td ta="end">{money.exact(line.net)}</Table.Td>
                <Table.Td pl="md">
                  <TextInput
                    size="xs"
                    inputMode="decimal"
                    aria-label={`How many of ${line.product_name} came back`}
                    data-autofocus={index === 0 || undefined}
                    rightSection={
                      <Text size="xs" c="dimmed">
                        of {number.quantity(line.quantity)}
                      </Text>
                    }
                    rightSectionWidth={56}
                    rightSectionPointerEvents="none"
                    {...form.getInputProps(`quantities.${index}`)}
                  />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        <Group grow>
          <TenderField label="Given back by" {...form.getInputProps('tender')} />
          <TextInput label="Note" {...form.getInputProps('note')} />
        </Group>
        <FormProblem problem={problem} />
        <Group justify="flex-end" gap="xs">
          <Text size="sm" c="dimmed" mr="auto" role="status">
            {back === null ? '' : `To give back: ${money.exact(back)}`}
          </Text>
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={saving}>
            Refund
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
