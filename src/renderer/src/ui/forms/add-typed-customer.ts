import type { UseFormReturnType } from '@mantine/form';
import { problemOf } from '../../api/problem.ts';
import { createCustomer } from './customer-values.ts';
import { customerLabel, type SaleValues } from './sale-values.ts';
import { FieldProblems } from './use-saving.ts';

/**
 * Stores the new customer typed with a sale, when there is one; a second try at the sale finds them.
 * @returns the id, or null when no new customer is typed
 */
export async function addTypedCustomer(
  form: UseFormReturnType<SaleValues>,
  today: string,
): Promise<string | null> {
  const values = form.getValues().new_customer;
  if (values === null) return null;
  try {
    const { id, name } = await createCustomer(values, today);
    form.setValues({ customer_id: id, customer_text: customerLabel(id, name), new_customer: null });
    return id;
  } catch (error) {
    const fields = error instanceof FieldProblems ? error.fields : problemOf(error).fields;
    if (Object.keys(fields).length === 0) throw error;
    throw new FieldProblems(
      Object.fromEntries(
        Object.entries(fields).map(([path, reason]) => [`new_customer.${path}`, reason]),
      ),
    );
  }
}
