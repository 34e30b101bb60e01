import { type UseFormReturnType, useForm } from '@mantine/form';
import { useCallback, useRef } from 'react';
import { useFormats } from '../../ui/format/use-formats.ts';
import { useToday } from '../../ui/format/use-today.ts';
import { type CustomerValues, emptyCustomer } from '../../ui/forms/customer-values.ts';
import { type ExpenseValues, emptyExpense } from '../../ui/forms/expense-values.ts';
import { emptySale, type SaleValues } from '../../ui/forms/sale-values.ts';

export interface EntryForms {
  sale: UseFormReturnType<SaleValues>;
  customer: UseFormReturnType<CustomerValues>;
  expense: UseFormReturnType<ExpenseValues>;
  /** Puts today into forms in which nothing is typed. */
  refreshDates: () => void;
}

/** What is typed and not saved stays when the form is closed; the next opening shows it again. */
export function useEntryForms(): EntryForms {
  const { date } = useFormats();
  const today = date.day(useToday());
  const sale = useForm<SaleValues>({ initialValues: emptySale(today) });
  const customer = useForm<CustomerValues>({ initialValues: emptyCustomer() });
  const expense = useForm<ExpenseValues>({ initialValues: emptyExpense(today) });

  const latest = useRef({ sale, expense, today });
  latest.current = { sale, expense, today };
  const refreshDates = useCallback(() => {
    const now = latest.current;
    if (!now.sale.isDirty()) startAnew(now.sale, emptySale(now.today));
    if (!now.expense.isDirty()) startAnew(now.expense, emptyExpense(now.today));
  }, []);
  return { sale, customer, expense, refreshDates };
}

/** Empties a form: these values are what "nothing typed" means from now on. */
export function startAnew<Values>(form: UseFormReturnType<Values>, values: Values): void {
  form.setInitialValues(values);
  form.setValues(values);
  form.resetDirty(values);
  form.clearErrors();
}
