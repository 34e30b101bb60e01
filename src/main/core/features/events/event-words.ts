/** Says in words what an event was: one line for the activity trail, and what an update changed. */
import { EventType } from '../../../../shared/events/catalogue.ts';
import type { MoneyCodec } from '../../../../shared/lib/money.ts';
import { changedFields, type FieldChange } from './event-fields.ts';
import type { Snapshot, StoredEvent } from './stored-event.ts';

/** So many changed fields are named in the line; the rest is in the details. */
const NAMED_CHANGES = 2;

export interface EventWords {
  /** Such as "Sale 1042: Flat white, €3.20". */
  summary: string;
  changes: FieldChange[];
}

/** @param money of the shop, to write amounts with their currency */
export function eventWords(event: StoredEvent, money: MoneyCodec): EventWords {
  const { before, after } = event;
  const changes = before && after ? changedFields(event.entity, before, after, money) : [];
  const record = after ?? before ?? {};
  const name = nameOf(event, record, money);
  return { summary: summaryOf(event, record, name, changes), changes };
}

function summaryOf(
  event: StoredEvent,
  record: Snapshot,
  name: string,
  changes: readonly FieldChange[],
): string {
  switch (event.type) {
    case EventType.CUSTOMER_CREATED:
    case EventType.PRODUCT_CREATED:
      return `New ${lowerFirst(name)}`;
    case EventType.TOKEN_CREATED:
      return `${name} created: it may ${words(record.scopes).join(', ')}`;
    case EventType.TOKEN_REVOKED:
      return `${name} revoked`;
    case EventType.WEBHOOK_DISABLED:
      return `${name} turned off: ${text(record.status_reason) ?? 'its receiver failed'}`;
    case EventType.PAIRING_DENIED:
      return `The tool "${text(record.name) ?? event.entity_id}" was not let in`;
    case EventType.SETTING_UPDATED:
      return `Settings changed${changesIn(changes)}`;
    case EventType.VIP_THRESHOLD_REACHED:
      return `${name} is now a VIP`;
    case EventType.EXPENSE_RULES_REORDERED:
      return 'Expense rules put into another order';
    case EventType.EXPENSE_RULES_APPLIED:
      return `Expense rules gave ${expenses(record)} a category`;
    case EventType.EXPENSE_RULES_UNDONE:
      return `Took back what the expense rules did: ${expenses(record)}`;
    case EventType.WATCH_FOLDER_FILE_IMPORTED:
    case EventType.WATCH_FOLDER_FILE_FAILED:
      return text(record.message) ?? name;
    case EventType.DATA_IMPORTED:
      return `Imported ${importOf(record)}`;
    case EventType.IMPORT_UNDONE:
      return `Took back the import of ${importOf(record)}`;
    case EventType.SALE_CREATED:
    case EventType.EXPENSE_CREATED:
      return name;
    default:
      return `${name} ${event.type.split('.')[1] === 'updated' ? `changed${changesIn(changes)}` : event.type.split('.')[1]}`;
  }
}

/** The record as a person would point at it. */
function nameOf(event: StoredEvent, record: Snapshot, money: MoneyCodec): string {
  const amount = (value: unknown) => (typeof value === 'number' ? `, ${money.format(value)}` : '');
  switch (event.entity) {
    case 'sale': {
      const ticket = `${record.kind === 'refund' ? 'Refund' : 'Sale'} ${text(record.number) ?? event.entity_id}`;
      const products = productsOf(record);
      return `${ticket}${products ? `: ${products}` : ''}${amount(record.net_minor)}`;
    }
    case 'customer': {
      const code = text(record.code);
      const name = text(record.name);
      return name && code && name !== code
        ? `Customer ${name} (${code})`
        : `Customer ${name ?? code ?? event.entity_id}`;
    }
    case 'product': {
      const sku = text(record.sku);
      return `Product ${text(record.name) ?? event.entity_id}${sku ? ` (${sku})` : ''}`;
    }
    case 'expense':
      return `Expense: ${text(record.description) ?? event.entity_id}${amount(record.amount_minor)}`;
    case 'token':
      return `Token "${text(record.name) ?? event.entity_id}"`;
    case 'expense_rule':
      return `Expense rule "${text(record.text) ?? event.entity_id}" → ${text(record.category) ?? 'a category'}`;
    case 'watch_folder':
      return `Watched folder ${text(record.folder) ?? event.entity_id}`;
    case 'mapping':
      return `Mapping "${text(record.name) ?? event.entity_id}"`;
    case 'webhook':
      return `Webhook "${text(record.name) ?? event.entity_id}"`;
    default:
      return `${event.entity} ${event.entity_id}`;
  }
}

function productsOf(sale: Snapshot): string | undefined {
  if (!Array.isArray(sale.lines)) return undefined;
  const [first]: unknown[] = sale.lines;
  const name =
    typeof first === 'object' && first !== null && 'product_name' in first
      ? text(first.product_name)
      : undefined;
  if (!name) return undefined;
  return sale.lines.length > 1 ? `${name} + ${sale.lines.length - 1} more` : name;
}

function importOf(batch: Snapshot): string {
  const rows = batch.imported_rows;
  const counted =
    typeof rows === 'number'
      ? `${rows.toLocaleString('en')} ${rows === 1 ? 'row' : 'rows'} of `
      : '';
  return `${counted}${text(batch.kind) ?? 'data'} from ${text(batch.file_name) ?? 'a file'}`;
}

function expenses({ expenses: count }: Snapshot): string {
  if (typeof count !== 'number') return 'expenses';
  return `${count.toLocaleString('en')} ${count === 1 ? 'expense' : 'expenses'}`;
}

function changesIn(changes: readonly FieldChange[]): string {
  if (changes.length === 0) return '';
  const named = changes
    .slice(0, NAMED_CHANGES)
    .map(({ field, before, after }) => `${field} ${before ?? 'empty'} → ${after ?? 'empty'}`);
  const rest = changes.length - named.length;
  return `: ${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function words(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
