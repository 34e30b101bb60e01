/** How values of a file can be read, in the owner's words; for the form that changes it. */
import type { ImportKind, ImportMapping } from '../../../../shared/schemas/import.ts';

export const readingChoices = {
  date_order: {
    label: 'Dates are written',
    data: [
      { value: 'ymd', label: 'Year, month, day' },
      { value: 'dmy', label: 'Day, month, year' },
      { value: 'mdy', label: 'Month, day, year' },
    ],
  },
  decimal: {
    label: 'Decimals after',
    data: [
      { value: '.', label: 'A point: 12.50' },
      { value: ',', label: 'A comma: 12,50' },
    ],
  },
  tax: {
    label: 'Tax is',
    data: [
      { value: 'added', label: 'Not in the amounts' },
      { value: 'included', label: 'In the amounts' },
    ],
  },
  amount_is: {
    label: 'Amounts are',
    data: [
      { value: 'before_discount', label: 'Before the discount' },
      { value: 'after_discount', label: 'After the discount' },
    ],
  },
  refund_rule: {
    label: 'Refunds are marked by',
    data: [
      { value: 'none', label: 'Nothing: there are none' },
      { value: 'negative_amount', label: 'A negative amount' },
      { value: 'ticket_prefix_c', label: 'A ticket number with C' },
      { value: 'refund_column', label: 'The refund column' },
    ],
  },
  money_out: {
    label: 'Money that goes out is',
    data: [
      { value: 'positive', label: 'A plain amount' },
      { value: 'negative', label: 'A negative amount' },
    ],
  },
  extra_decimals: {
    label: 'Too many decimals',
    data: [
      { value: 'refuse', label: 'Are bad rows' },
      { value: 'round', label: 'Are rounded' },
    ],
  },
} as const;

type Setting = keyof typeof readingChoices;

/** Which choices say something, for a file of this kind read so. */
export function settingsOf(kind: ImportKind, mapping: ImportMapping): readonly Setting[] {
  const feeds = (...fields: string[]) => fields.some((field) => field in mapping.columns);
  switch (kind) {
    case 'sales':
      return [
        'date_order',
        'decimal',
        ...(feeds('tax', 'ticket_tax') ? (['tax'] as const) : []),
        ...(feeds('discount') ? (['amount_is'] as const) : []),
        'refund_rule',
        'extra_decimals',
      ];
    case 'expenses':
      return ['date_order', 'decimal', 'money_out', 'extra_decimals'];
    case 'products':
      return ['decimal', 'extra_decimals'];
    case 'customers':
      return ['date_order'];
  }
}
