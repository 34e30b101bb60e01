/** What the product form holds while it is typed, and what is sent of it. */
import type { Product, ProductInput } from '../../../../shared/schemas/product.ts';
import { editableAmount, typedAmount } from '../../ui/format/typed-amount.ts';
import { FieldProblems } from '../../ui/forms/use-saving.ts';

export interface ProductValues {
  name: string;
  sku: string;
  barcode: string;
  category: string;
  price: string;
  cost: string;
}

export function emptyProduct(): ProductValues {
  return { name: '', sku: '', barcode: '', category: '', price: '', cost: '' };
}

/** @param digits Decimals of the currency. */
export function productValues(product: Product, digits: number): ProductValues {
  return {
    name: product.name,
    sku: product.sku ?? '',
    barcode: product.barcode ?? '',
    category: product.category ?? '',
    price: editableAmount(product.price, digits),
    cost: editableAmount(product.cost, digits),
  };
}

/** @throws FieldProblems when a text cannot be understood */
export function productInputOf(values: ProductValues, digits: number): ProductInput {
  const problems: Record<string, string> = {};
  const amount = (field: 'price' | 'cost') => {
    const typed = typedAmount(values[field], digits);
    if (typed.state === 'problem') problems[field] = typed.problem;
    return typed.state === 'amount' ? typed.amount : null;
  };
  if (!values.name.trim()) problems.name = 'What is it called?';
  const input: ProductInput = {
    name: values.name,
    sku: values.sku.trim() || null,
    barcode: values.barcode.trim() || null,
    category: values.category.trim() || null,
    price: amount('price'),
    cost: amount('cost'),
  };
  if (Object.keys(problems).length > 0) throw new FieldProblems(problems);
  return input;
}

export const isProductField = (path: string): boolean => path in emptyProduct();
