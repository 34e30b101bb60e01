import { describe, expect, it } from 'vitest';
import { EventType } from '../../../../../shared/events/catalogue.ts';
import { eventGroups, eventList, eventName } from './event-words.ts';

describe('events in words', () => {
  it('are named by what happened to what', () => {
    expect(eventName('sale.created')).toBe('Sale created');
    expect(eventName('customer.vip_threshold_reached')).toBe('Customer VIP threshold reached');
    expect(eventName('data.imported')).toBe('Data imported');
    expect(eventName('data.import_undone')).toBe('Import undone');
  });

  it('can all be picked, each once and under its own name', () => {
    const items = eventGroups().flatMap((group) => group.items);
    expect(items.map(({ value }) => value).toSorted()).toEqual(Object.values(EventType).toSorted());
    expect(new Set(items.map(({ label }) => label)).size).toBe(items.length);
  });

  it('are listed as shortly as they can be', () => {
    expect(eventList([])).toBe('Every event');
    expect(eventList(['sale.created', 'sale.deleted'])).toBe('Sale created, Sale deleted');
    expect(eventList(['sale.created', 'sale.updated', 'sale.deleted'])).toBe(
      'Sale created and 2 more',
    );
  });
});
