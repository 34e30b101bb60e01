import type { KpiName, KpiReport } from '../../../../shared/schemas/kpi.ts';

/** Figures of all customers, whatever the period. */
const ofAllTime: readonly KpiName[] = [
  'customers',
  'repeat_customers',
  'repeat_rate',
  'vip_customers',
];
const withExpenses: readonly KpiName[] = ['net_profit', 'profit_margin'];
/** A refund is no sale of its own. */
const ofSalesAlone: readonly KpiName[] = [
  'transactions',
  'active_customers',
  'new_customers',
  'returning_customers',
];

/**
 * What a figure was counted from and what was left out.
 * @param count Writes a number.
 */
export function countedWords(
  name: KpiName,
  { sales, refunds, expenses }: KpiReport['counted'],
  count: (value: number) => string,
): string {
  const some = (number: number, one: string) => `${count(number)} ${one}${number === 1 ? '' : 's'}`;
  if (ofAllTime.includes(name)) return 'Counted: everything up to today, not only this period.';
  if (name === 'expenses') return `Counted: ${some(expenses, 'expense')}.`;
  if (ofSalesAlone.includes(name))
    return `Counted: ${some(sales, 'sale')}. Left out: ${some(refunds, 'refund')}.`;
  const tickets = [some(sales, 'sale'), some(refunds, 'refund')];
  const all = withExpenses.includes(name) ? [...tickets, some(expenses, 'expense')] : tickets;
  return `Counted: ${all.slice(0, -1).join(', ')} and ${all.at(-1)}.`;
}
