/** The events that a webhook can be told of, in the owner's words. */
import { EventType } from '../../../../../shared/events/catalogue.ts';

interface EventGroup {
  group: string;
  items: Array<{ value: EventType; label: string }>;
}

const groupNames: Readonly<Record<string, string>> = {
  sale: 'Sales',
  customer: 'Customers',
  product: 'Products',
  expense: 'Expenses',
  data: 'Imports',
  expense_rule: 'Expense rules',
  mapping: 'Saved mappings',
  watch_folder: 'Watched folders',
  setting: 'Settings',
  token: 'Tokens',
  webhook: 'Webhooks',
  pairing: 'Pairing',
};

/** For a picker: every event under its subject, in the order of the catalogue. */
export function eventGroups(): EventGroup[] {
  const groups = new Map<string, EventGroup>();
  for (const type of Object.values(EventType)) {
    const [subject = type] = type.split('.');
    const group = groups.get(subject) ?? { group: groupNames[subject] ?? subject, items: [] };
    group.items.push({ value: type, label: eventName(type) });
    groups.set(subject, group);
  }
  return [...groups.values()];
}

/** As in "Sale created", "VIP threshold reached". */
export function eventName(type: string): string {
  const [subject = '', what = ''] = type.split('.');
  const words = subject === 'data' ? what : `${subject} ${what}`;
  const text = words
    .replaceAll('_', ' ')
    .replace('vip', 'VIP')
    .replace(/^imported$/, 'data imported');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** As in "Every event", "Sale created, Sale updated", "Sale created and 3 more". */
export function eventList(types: readonly string[]): string {
  const [first, second, ...others] = types.map(eventName);
  if (first === undefined) return 'Every event';
  if (second === undefined) return first;
  return others.length === 0 ? `${first}, ${second}` : `${first} and ${types.length - 1} more`;
}
