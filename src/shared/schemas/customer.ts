import { z } from 'zod';
import { birthDate, customerCode, instant, money, nameText, optionalText } from './primitives.ts';

const email = optionalText('The e-mail', 254).refine(
  (text) => !text || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text),
  { error: 'This is not an e-mail address. Write it like ana@example.com, or leave it empty.' },
);

export const customer = z.object({
  id: z.string().describe("The owner's or the till's id, such as CUST001."),
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  address: z.string().nullable(),
  notes: z.string().nullable(),
  birthday: z.string().nullable(),
  created_at: instant,
  updated_at: instant,
  version: z.number().int(),
  transactions: z.number().int().describe('Sales to date.'),
  net_sales: money.describe('Lifetime net sales.'),
  first_sale: z.string().nullable(),
  last_sale: z.string().nullable(),
  vip: z.boolean(),
});
export type Customer = z.infer<typeof customer>;

const customerDetails = {
  email,
  phone: optionalText('The phone number', 50),
  address: optionalText('The address', 500),
  notes: optionalText('The notes', 2000),
  birthday: birthDate.nullish(),
};

export const customerInput = z.object({
  id: customerCode,
  name: nameText('The name'),
  ...customerDetails,
});
export type CustomerInput = z.infer<typeof customerInput>;

export const customerPatch = z.object({
  name: nameText('The name').optional(),
  ...customerDetails,
});
export type CustomerPatch = z.infer<typeof customerPatch>;
