/** What the customer form holds while it is typed, and what is sent of it. */
import type { Customer, CustomerInput } from '../../../../shared/schemas/customer.ts';
import { client } from '../../api/client.ts';
import { problemOf } from '../../api/problem.ts';
import { typedBirthday } from '../format/typed-date.ts';
import { FieldProblems } from './use-saving.ts';

export interface CustomerValues {
  id: string;
  name: string;
  email: string;
  phone: string;
  address: string;
  birthday: string;
  notes: string;
}

export function emptyCustomer(name = ''): CustomerValues {
  return { id: '', name, email: '', phone: '', address: '', birthday: '', notes: '' };
}

/** @param showDate How the window writes a date. */
export function customerValues(customer: Customer, showDate: (date: string) => string) {
  const { id, name, email, phone, address, birthday, notes } = customer;
  return {
    id,
    name,
    email: email ?? '',
    phone: phone ?? '',
    address: address ?? '',
    birthday: birthday ? showDate(birthday) : '',
    notes: notes ?? '',
  } satisfies CustomerValues;
}

/** @throws FieldProblems when a text cannot be understood */
export function customerInputOf(values: CustomerValues, today: string): CustomerInput {
  const problems: Record<string, string> = {};
  const birthday = values.birthday.trim() ? typedBirthday(values.birthday, today) : null;
  if (values.birthday.trim() && birthday === null) {
    problems.birthday = 'This is not a date. Write it like 1990-07-18.';
  }
  if (!values.name.trim()) problems.name = 'Who is it? Write the name.';
  if (Object.keys(problems).length > 0) throw new FieldProblems(problems);
  const { id, name, email, phone, address, notes } = values;
  return {
    id,
    name,
    email: email.trim() || null,
    phone: phone.trim() || null,
    address: address.trim() || null,
    notes: notes.trim() || null,
    birthday,
  };
}

/** The first id to try for a new customer: CUST001, CUST002 … */
export async function proposeCustomerId(): Promise<string> {
  const { headers } = await client.customers.list({ limit: 1 });
  return numberedId(Number(headers['x-total-count']) + 1);
}

/** Stores a new customer; one without an id gets the first free one. */
export async function createCustomer(values: CustomerValues, today: string): Promise<Customer> {
  const input = customerInputOf(values, today);
  if (input.id.trim()) return client.customers.create(input);
  const { headers } = await client.customers.list({ limit: 1 });
  const first = Number(headers['x-total-count']) + 1;
  // Deleted customers keep their ids, so the first guess may be taken.
  for (let number = first; ; number++) {
    try {
      return await client.customers.create({ ...input, id: numberedId(number) });
    } catch (error) {
      const taken = 'id' in problemOf(error).fields;
      if (!taken || number > first + MOST_TRIES) throw error;
    }
  }
}

const MOST_TRIES = 100;

function numberedId(number: number): string {
  return `CUST${String(number).padStart(3, '0')}`;
}

export const isCustomerField = (path: string): boolean => path in emptyCustomer();
