import { SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Product } from '../../../../shared/schemas/product.ts';
import { client } from '../../api/client.ts';
import { AmountField } from '../../ui/fields/amount-field.tsx';
import { SuggestField } from '../../ui/fields/suggest-field.tsx';
import { useFormats } from '../../ui/format/use-formats.ts';
import { SavingForm } from '../../ui/forms/saving-form.tsx';
import { useSaving } from '../../ui/forms/use-saving.ts';
import { showDoneToast, showUndoToast } from '../../ui/undo-toast.tsx';
import {
  emptyProduct,
  isProductField,
  type ProductValues,
  productInputOf,
  productValues,
} from './product-values.ts';

interface ProductFormProps {
  /** The product to change; a new one without. */
  product?: Product;
  onDone: () => void;
}

/** Adds or changes a product. */
export function ProductForm({ product, onDone }: ProductFormProps) {
  const { money } = useFormats();
  const form = useForm<ProductValues>({
    initialValues: product ? productValues(product, money.digits) : emptyProduct(),
  });
  const { save, saving, problem } = useSaving(form, isProductField);
  const saveProduct = async () => {
    const saved = await save(async () => {
      const input = productInputOf(form.getValues(), money.digits);
      if (product) {
        await client.products.update({ id: product.id, ...input });
        showDoneToast('The product is changed.');
      } else {
        const { id, name } = await client.products.create(input);
        showUndoToast(
          `Saved: ${name}`,
          () => client.products.remove({ id }),
          `Taken back: ${name}`,
        );
      }
    });
    if (saved) onDone();
  };
  return (
    <SavingForm
      problem={problem}
      saving={saving}
      onSave={() => void saveProduct()}
      onCancel={onDone}
    >
      <Stack gap="sm">
        <TextInput label="Name" withAsterisk data-autofocus {...form.getInputProps('name')} />
        <SuggestField of="product category" label="Category" {...form.getInputProps('category')} />
        <SimpleGrid cols={2} spacing="sm">
          <AmountField label="Price" {...form.getInputProps('price')} />
          <AmountField
            label="Cost"
            description="What one costs you; new sales use it for profit."
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            {...form.getInputProps('cost')}
          />
          <TextInput label="SKU" {...form.getInputProps('sku')} />
          <TextInput label="Barcode" {...form.getInputProps('barcode')} />
        </SimpleGrid>
      </Stack>
    </SavingForm>
  );
}
