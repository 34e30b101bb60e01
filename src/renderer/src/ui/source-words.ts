import type { EventEntry } from '../../../shared/schemas/event.ts';

const words: Record<EventEntry['source'], string> = {
  window: 'Typed here',
  api: 'A till or tool',
  import: 'An import',
  watch: 'A watched folder',
  demo: 'Demo data',
  system: 'Tillwise itself',
};

/** Where a change came from, as the owner would say it. */
export function sourceWords(source: EventEntry['source']): string {
  return words[source];
}
