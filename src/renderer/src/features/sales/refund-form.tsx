import { Button, Checkbox, Group, Stack, Table, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import type { Refundable, Sale } from '../../../../shared/schemas/sale.ts';
import { client, orpc } from '../../api/client.ts';
import { TenderField } from '../../ui/fields/tender-field.tsx';
import { useFormats } from '../../ui/format/use-formats.ts';
import { FormEnd } from '../../ui/forms/form-end.tsx';
import { FormProblem } from '../../ui/forms/form-problem.tsx';
import { useSaving } from '../../ui/forms/use-saving.ts';
import { LoadProblem } from '../../ui/load-problem.tsx';
import { Loading } from '../../ui/loading.tsx';
import { showUndoToast } from '../../ui/undo-toast.tsx';
import { amountBack, refundRequest, returnableLines } from './refund-lines.ts';

interface RefundFormProps {
  sale: Sale;
  /** @param id of the refund ticket */
  onDone: (id: number) => void;
  onCancel: () => void;
}

/** Takes back all or a part of a ticket, as a refund ticket of today. */
export function RefundForm(props: RefundFormProps) {
  const { data, error, refetch } = useQuery(
    // What is left was perhaps refunded elsewhere since it was last asked.
    orpc.sales.refundable.queryOptions({ input: { id: props.sale.id }, staleTime: 0, gcTime: 0 }),
  );
  if (error) return <LoadProblem error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  if (returnableLines(data).length === 0) {
    return (
      <Stack gap="md">
        <Text>Everything on this ticket was refunded already.</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onCancel} data-autofocus>
            Back
          </Button>
        </Group>
      </Stack>
    );
  }
  return <Refund key={JSON.stringify(data)} left={data} {...props} />;
}

function Refund({ sale, left, onDone, onCancel }: RefundFormProps & { left: Refundable }) {
  const { money, number } = useFormats();
  const lines = returnableLines(left);
  const form = useForm({
    initialValues: {
      quantities: lines.map((line) => String(line.quantity)),
      tip: true,
      shipping: true,
      // One way back can be another; several go back as they came.
      tender: sale.tenders.length === 1 ? (sale.tenders[0]?.kind ?? '') : '',
      note: '',
    },
  });
  const { save, saving, problem } = useSaving(form, (path) => /^(quantities\.|note)/.test(path));
  const back = amountBack(left, form.values, money.digits);

  const refund = () =>
    save(async () => {
      const values = form.getValues();
      const tender = values.tender.trim();
      const note = values.note.trim();
      const stored = await client.sales.refund({
        id: sale.id,
        ...refundRequest(left, values),
        ...(tender ? { tender } : {}),
        ...(note ? { note } : {}),
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
        <Group justify="space-between" gap="xs" wrap="nowrap">
          <Text size="sm" c="dimmed">
            Write how many came back. The refund is a ticket of its own, dated today.
          </Text>
          {lines.length > 1 && (
            <Button
              variant="subtle"
              size="compact-sm"
              flex="none"
              onClick={() =>
                form.setFieldValue(
                  'quantities',
                  lines.map(() => ''),
                )
              }
            >
              Begin with none
            </Button>
          )}
        </Group>
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
              <Table.Tr key={line.line_id}>
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
        {left.tip > 0 && (
          <Checkbox
            label={`Give the tip back too: ${money.exact(left.tip)}`}
            {...form.getInputProps('tip', { type: 'checkbox' })}
          />
        )}
        {left.shipping > 0 && (
          <Checkbox
            label={`Give the shipping back too: ${money.exact(left.shipping)}`}
            {...form.getInputProps('shipping', { type: 'checkbox' })}
          />
        )}
        <Group grow align="flex-start">
          <TenderField
            label="Given back by"
            placeholder="As it was paid"
            {...form.getInputProps('tender')}
          />
          <TextInput label="Note" {...form.getInputProps('note')} />
        </Group>
        <FormProblem problem={problem} />
        <FormEnd
          aside={
            <Text size="sm" c="dimmed" role="status">
              {back === null ? '' : `To give back: ${money.exact(back)}`}
            </Text>
          }
        >
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={saving}>
            Refund
          </Button>
        </FormEnd>
      </Stack>
    </form>
  );
}
