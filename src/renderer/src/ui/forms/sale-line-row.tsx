import { ActionIcon, Group, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { IconX } from '@tabler/icons-react';
import { client } from '../../api/client.ts';
import { AmountField } from '../fields/amount-field.tsx';
import { SuggestField } from '../fields/suggest-field.tsx';
import { useFormats } from '../format/use-formats.ts';
import { focusField } from './focus-field.ts';
import { amountAt, followingAmount } from './priced-line.ts';
import classes from './sale-line-row.module.css';
import type { SaleValues } from './sale-values.ts';

interface SaleLineRowProps {
  form: UseFormReturnType<SaleValues>;
  index: number;
  /** Show discount, tax and cost as well. */
  detailed: boolean;
  /** Two rows instead of one, with the category among the details. */
  narrow: boolean;
}

/** One product of a ticket: what, how many, how much. */
export function SaleLineRow({ form, index, detailed, narrow }: SaleLineRowProps) {
  const { money } = useFormats();
  const alone = form.values.lines.length === 1;
  const first = index === 0;
  const label = (text: string) =>
    first ? { label: text } : { 'aria-label': `${text}, line ${index + 1}` };

  /** A product that was sold before brings its price and category along, where none is typed. */
  const fillFrom = async (name: string) => {
    const { body } = await client.products.list({ q: name, limit: 20 });
    const product = body.find((one) => one.name === name);
    const line = form.getValues().lines[index];
    if (!product || !line) return;
    if (product.category && !line.category.trim()) {
      form.setFieldValue(`lines.${index}.category`, product.category);
    }
    if (product.price === null || (line.amount.trim() && !line.priced)) return;
    const { price } = product;
    const amount = amountAt(price, line.quantity, money.digits);
    if (amount === null) return;
    form.setFieldValue(`lines.${index}.amount`, amount);
    form.setFieldValue(`lines.${index}.priced`, { name, price });
  };
  const amountProps = form.getInputProps(`lines.${index}.amount`);
  const quantityProps = form.getInputProps(`lines.${index}.quantity`);

  return (
    <div className={classes.line}>
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <SuggestField
          of="product"
          className={classes.product}
          data-autofocus={first || undefined}
          {...label('Product')}
          withAsterisk={first}
          {...form.getInputProps(`lines.${index}.product_name`)}
          onOptionSubmit={(name) => {
            // Only a help: without an answer the fields stay as they are.
            fillFrom(name).catch(() => undefined);
          }}
        />
        <AmountField
          className={classes.amount}
          {...label('Amount')}
          withAsterisk={first}
          {...amountProps}
          onChange={(text) => {
            amountProps.onChange(text);
            form.setFieldValue(`lines.${index}.priced`, null);
          }}
        />
        <TextInput
          className={classes.quantity}
          inputMode="decimal"
          autoComplete="off"
          {...label('Quantity')}
          {...quantityProps}
          onChange={(event) => {
            quantityProps.onChange(event);
            const line = form.getValues().lines[index];
            const amount = line && followingAmount(line, event.currentTarget.value, money.digits);
            if (amount) form.setFieldValue(`lines.${index}.amount`, amount);
          }}
        />
        {!narrow && (
          <SuggestField
            of="product category"
            className={classes.category}
            {...label('Category')}
            {...form.getInputProps(`lines.${index}.category`)}
          />
        )}
        {!alone && (
          <ActionIcon
            className={first ? classes.removeFirst : classes.remove}
            aria-label={`Take out line ${index + 1}`}
            onClick={() => {
              form.removeListItem('lines', index);
              focusField(form, `lines.${Math.max(0, index - 1)}.product_name`);
            }}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        )}
      </Group>
      {detailed && (
        <Group gap="xs" mt={6} grow preventGrowOverflow={false}>
          {narrow && (
            <SuggestField
              of="product category"
              size="xs"
              label="Category"
              {...form.getInputProps(`lines.${index}.category`)}
            />
          )}
          {(['discount', 'tax', 'cost'] as const).map((field) => (
            <AmountField
              key={field}
              size="xs"
              label={{ discount: 'Discount', tax: 'Tax on top', cost: 'What it cost you' }[field]}
              {...form.getInputProps(`lines.${index}.${field}`)}
            />
          ))}
        </Group>
      )}
    </div>
  );
}
