import { z } from 'zod';
import { customerInput } from '../schemas/customer.ts';
import {
  customerCode,
  dateOrTime,
  nameText,
  optionalText,
  positiveAmount,
} from '../schemas/primitives.ts';
import { basicRead, basicWrite, read } from './base.ts';

const tags = ['Quick entry'];
const query = z.object({ query: z.string().max(200).default('') });

export const entryContract = {
  quickSale: basicWrite
    .route({ method: 'POST', path: '/entry/quick-sale', tags, summary: 'One product, one amount' })
    .input(
      z.object({
        product_name: nameText('The product name'),
        amount: positiveAmount,
        customer_id: customerCode.nullish(),
        category: optionalText('The category', 100),
        date: dateOrTime.nullish(),
      }),
    )
    .output(z.object({ success: z.literal(true), sale_id: z.number().int(), message: z.string() })),
  quickCustomer: basicWrite
    .route({ method: 'POST', path: '/entry/quick-customer', tags, summary: 'A new customer' })
    .input(customerInput)
    .output(z.object({ success: z.literal(true), customer_id: z.string(), message: z.string() })),
  quickExpense: basicWrite
    .route({ method: 'POST', path: '/entry/quick-expense', tags, summary: 'A new expense' })
    .input(
      z.object({
        description: nameText('The description', 500),
        amount: positiveAmount,
        category: optionalText('The category', 100),
        date: dateOrTime.nullish(),
      }),
    )
    .output(
      z.object({ success: z.literal(true), expense_id: z.number().int(), message: z.string() }),
    ),
  suggestProducts: basicRead
    .route({
      method: 'GET',
      path: '/entry/suggestions/products',
      tags,
      summary: 'Product names for a text',
    })
    .input(query)
    .output(z.array(z.string())),
  suggestCustomers: basicRead
    .route({
      method: 'GET',
      path: '/entry/suggestions/customers',
      tags,
      summary: 'Customers for a text',
    })
    .input(query)
    .output(z.array(z.object({ id: z.string(), name: z.string() }))),
  suggestCategories: read
    .route({
      method: 'GET',
      path: '/entry/suggestions/categories',
      tags,
      summary: 'Category names for a text',
    })
    .input(query.extend({ kind: z.enum(['product', 'expense']) }))
    .output(z.array(z.string())),
};
