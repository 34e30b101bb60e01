import { ActionIcon, Button, Card, Group, Text } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { AmountField } from '../fields/amount-field.tsx';
import { TenderField } from '../fields/tender-field.tsx';
import { editableAmount } from '../format/typed-amount.ts';
import { useFormats } from '../format/use-formats.ts';
import { focusField } from './focus-field.ts';
import classes from './payment-fields.module.css';
import { emptyPayment, leftToPay } from './payment-values.ts';
import { type SaleValues, typedTotal } from './sale-values.ts';

/** A ticket paid in several ways: each with its amount, and what is left to pay. */
export function PaymentFields({ form }: { form: UseFormReturnType<SaleValues> }) {
  const { money } = useFormats();
  const { payments } = form.values;
  // Those of a stored ticket are there at once; only a new one takes the focus.
  const [known] = useState(() => new Set(payments.slice(0, -1).map(({ key }) => key)));
  const total = typedTotal(form.values, money.digits);
  const left = leftToPay(payments, total, money.digits);
  const blanks = payments.filter(({ amount }) => amount.trim() === '').length;

  const takeOut = (index: number) => {
    const others = payments.filter((_, at) => at !== index);
    form.clearErrors();
    // The last one pays everything.
    form.setFieldValue(
      'payments',
      others.length > 1 ? others : others.map((one) => ({ ...one, amount: '' })),
    );
    focusField(form, `payments.${Math.max(0, index - 1)}.tender`);
  };
  return (
    <Card withBorder padding="sm" radius="md" role="group" aria-label="Paid in parts">
      {payments.map((payment, index) => {
        const first = index === 0;
        const nth = `payment ${index + 1}`;
        return (
          <div key={payment.key} className={classes.payment}>
            <TenderField
              className={classes.tender}
              autoFocus={!known.has(payment.key) && payment.tender === ''}
              label={first ? 'Paid by' : undefined}
              aria-label={first ? undefined : `Paid by, ${nth}`}
              {...form.getInputProps(`payments.${index}.tender`)}
            />
            <AmountField
              className={classes.amount}
              label={first ? 'Amount' : undefined}
              aria-label={`Amount of ${nth}`}
              {...(blanks === 1 && left > 0
                ? { placeholder: editableAmount(left, money.digits) }
                : {})}
              {...form.getInputProps(`payments.${index}.amount`)}
            />
            <ActionIcon
              className={first ? classes.removeFirst : classes.remove}
              aria-label={`Take out ${nth}`}
              onClick={() => takeOut(index)}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          </div>
        );
      })}
      <Group justify="space-between" mt={8}>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => form.insertListItem('payments', emptyPayment())}
        >
          Add another payment
        </Button>
        <Text size="sm" c="dimmed" role="status" data-testid="left-to-pay">
          {left === 0
            ? `Adds up to ${money.exact(total)}`
            : left < 0
              ? `${money.exact(-left)} too much`
              : blanks === 1
                ? `The empty amount is ${money.exact(left)}`
                : `${money.exact(left)} left to pay`}
        </Text>
      </Group>
    </Card>
  );
}
