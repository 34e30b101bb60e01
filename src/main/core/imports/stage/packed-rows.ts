/**
 * Rows of sales on their way to another thread: numbers in one array, and each text sent once, for a
 * row shares most of its texts with rows before it. Objects would cost more than the staging. Field
 * by field, and not in a loop over their names: that takes four times as long.
 */
import { emptyRow, type SaleRow, type TicketAmounts } from '../read/sale-values.ts';

/** Places of the numbers of a row. */
const LINE = 0;
const KIND = 1;
const SOLD_AT = 2;
const TIME_KNOWN = 3;
const HOUR = 4;
const QUANTITY = 5;
const GROSS = 6;
const DISCOUNT = 7;
const TAX = 8;
const COST = 9;
const ROUNDED = 10;
/** Of its texts. */
const DATE = 11;
const TICKET = 12;
const SKU = 13;
const PRODUCT_NAME = 14;
const BARCODE = 15;
const CUSTOMER_ID = 16;
const CUSTOMER_NAME = 17;
const CATEGORY = 18;
const STAFF = 19;
const TENDER = 20;
const CHANNEL = 21;
/** 1 when it says something of its ticket; then the amounts follow. */
const OF_TICKET = 22;
const TICKET_DISCOUNT = 23;
const TICKET_TAX = 24;
const SHIPPING = 25;
const TIP = 26;
const REFUNDED = 27;
const WIDTH = 28;

const NO_NUMBERS = new Float64Array();
const KINDS = [null, 'sale', 'refund'] as const satisfies readonly SaleRow['kind'][];

const ROWS_AT_ONCE = 2000;
/** Batches on their way. */
const SLOTS = 16;
/** So many texts both sides remember before they begin anew. */
const MOST_TEXTS = 30_000;

/** What few rows have. */
interface RareParts {
  row: number;
  items: SaleRow['items'];
  details: SaleRow['details'];
}

/** Numbers of rows that both threads see; a batch stands in the next slot, and the last one is followed by the first. */
export type Slots = readonly SharedArrayBuffer[];

export function makeSlots(): Slots {
  const bytes = ROWS_AT_ONCE * WIDTH * Float64Array.BYTES_PER_ELEMENT;
  return Array.from({ length: SLOTS }, () => new SharedArrayBuffer(bytes));
}

export interface PackedRows {
  rows: number;
  /** Texts that are sent for the first time; they are numbered on. */
  texts: string[];
  /** The texts that were sent before count no more. */
  anew: boolean;
  rare: RareParts[];
}

/** Packs rows, many at a time. Who takes them sees to it that the next slot is free by then. */
export class RowPacker {
  readonly #slots: readonly Float64Array[];
  #slot = 0;
  /** Where texts stand, by field: small maps are quicker to look into than one of all texts. */
  readonly #places: readonly Map<string, number>[] = Array.from({ length: WIDTH }, () => new Map());
  #texts = 1;
  /** What the row before said in that place, and where that text stands: most often it is the same. */
  readonly #last: string[] = new Array(WIDTH).fill('');
  readonly #lastPlace: number[] = new Array(WIDTH).fill(0);
  /** The name that was met last with a SKU, by the place of the SKU. */
  #names: string[] = [];
  #namePlaces: number[] = [];
  #batch = emptyBatch(true);

  constructor(slots: Slots) {
    this.#slots = slots.map((slot) => new Float64Array(slot));
    this.#beginAnew();
  }

  /** @returns true when the batch is full, and is to be taken */
  add(row: SaleRow, line: number): boolean {
    const { rows, rare } = this.#batch;
    const numbers = this.#slots[this.#slot] ?? NO_NUMBERS;
    const at = rows * WIDTH;
    const { placed, ofTicket } = row;
    numbers[at + LINE] = line;
    numbers[at + KIND] = row.kind === null ? 0 : row.kind === 'sale' ? 1 : 2;
    numbers[at + SOLD_AT] = placed.soldAt;
    numbers[at + TIME_KNOWN] = placed.timeKnown ? 1 : 0;
    numbers[at + HOUR] = placed.hour ?? Number.NaN;
    numbers[at + QUANTITY] = row.quantityMilli;
    numbers[at + GROSS] = row.gross;
    numbers[at + DISCOUNT] = row.discount;
    numbers[at + TAX] = row.tax;
    numbers[at + COST] = row.cost ?? Number.NaN;
    numbers[at + ROUNDED] = row.rounded ? 1 : 0;
    numbers[at + DATE] = this.#place(DATE, placed.businessDate);
    numbers[at + TICKET] = this.#place(TICKET, row.ticket);
    const sku = this.#place(SKU, row.sku);
    numbers[at + SKU] = sku;
    numbers[at + PRODUCT_NAME] = this.#nameOf(sku, row.productName);
    numbers[at + BARCODE] = this.#place(BARCODE, row.barcode);
    numbers[at + CUSTOMER_ID] = this.#place(CUSTOMER_ID, row.customerId);
    numbers[at + CUSTOMER_NAME] = this.#place(CUSTOMER_NAME, row.customerName);
    numbers[at + CATEGORY] = this.#place(CATEGORY, row.category);
    numbers[at + STAFF] = this.#place(STAFF, row.staff);
    numbers[at + TENDER] = this.#place(TENDER, row.tender);
    numbers[at + CHANNEL] = this.#place(CHANNEL, row.channel);
    numbers[at + OF_TICKET] = ofTicket ? 1 : 0;
    if (ofTicket) {
      numbers[at + TICKET_DISCOUNT] = ofTicket.discount ?? Number.NaN;
      numbers[at + TICKET_TAX] = ofTicket.tax ?? Number.NaN;
      numbers[at + SHIPPING] = ofTicket.shipping ?? Number.NaN;
      numbers[at + TIP] = ofTicket.tip ?? Number.NaN;
      numbers[at + REFUNDED] = ofTicket.refunded ?? Number.NaN;
    }
    if (row.items || row.details) rare.push({ row: rows, items: row.items, details: row.details });
    return ++this.#batch.rows === ROWS_AT_ONCE;
  }

  /** What was packed since the last call. */
  take(): PackedRows {
    const taken = this.#batch;
    const anew = this.#texts > MOST_TEXTS;
    this.#batch = emptyBatch(anew);
    this.#slot = (this.#slot + 1) % this.#slots.length;
    if (anew) this.#beginAnew();
    return taken;
  }

  #place(field: number, text: string): number {
    if (text === '') return 0;
    if (text === this.#last[field]) return this.#lastPlace[field] ?? 0;
    const place = this.#placeOf(field, text);
    this.#last[field] = text;
    this.#lastPlace[field] = place;
    return place;
  }

  /** Products come in any order, but each mostly under one name: that is quicker to compare than to find. */
  #nameOf(sku: number, name: string): number {
    if (sku === 0) return this.#place(PRODUCT_NAME, name);
    if (this.#names[sku] === name) return this.#namePlaces[sku] ?? 0;
    const place = name === '' ? 0 : this.#placeOf(PRODUCT_NAME, name);
    this.#names[sku] = own(name);
    this.#namePlaces[sku] = place;
    return place;
  }

  #placeOf(field: number, text: string): number {
    const places = this.#places[field];
    let place = places?.get(text);
    if (place === undefined) {
      place = this.#texts++;
      const kept = own(text);
      places?.set(kept, place);
      this.#batch.texts.push(kept);
    }
    return place;
  }

  #beginAnew(): void {
    for (const places of this.#places) places.clear();
    this.#texts = 1;
    this.#last.fill('');
    this.#lastPlace.fill(0);
    this.#names = [];
    this.#namePlaces = [];
  }
}

/** The other side of a packer. Hands on one row again and again, as a reader of rows does. */
export class RowUnpacker {
  readonly #slots: readonly Float64Array[];
  #slot = 0;
  #texts: string[] = [''];
  readonly #amounts: TicketAmounts = {
    discount: null,
    tax: null,
    shipping: null,
    tip: null,
    refunded: null,
  };
  readonly #placed = { soldAt: 0, timeKnown: false, businessDate: '', hour: null as number | null };
  readonly #row: SaleRow;

  constructor(slots: Slots) {
    this.#slots = slots.map((slot) => new Float64Array(slot));
    this.#row = { ...emptyRow(), placed: this.#placed };
  }

  /** Calls `each` with the rows in their order, until it returns false. @returns whether it never did */
  rows(batch: PackedRows, each: (row: SaleRow, line: number) => boolean): boolean {
    if (batch.anew) this.#texts = [''];
    for (const text of batch.texts) this.#texts.push(text);
    const row = this.#row;
    const numbers = this.#slots[this.#slot] ?? NO_NUMBERS;
    this.#slot = (this.#slot + 1) % this.#slots.length;
    let nextRare = 0;
    for (let index = 0; index < batch.rows; index++) {
      this.#read(numbers, index * WIDTH);
      const rare = batch.rare[nextRare];
      if (rare?.row === index) {
        nextRare++;
        row.items = rare.items;
        row.details = rare.details;
      } else {
        row.items = null;
        row.details = null;
      }
      if (!each(row, numbers[index * WIDTH + LINE] ?? 0)) return false;
    }
    return true;
  }

  #read(numbers: Float64Array, at: number): void {
    const row = this.#row;
    const placed = this.#placed;
    row.kind = KINDS[numbers[at + KIND] ?? 0] ?? null;
    placed.soldAt = numbers[at + SOLD_AT] ?? 0;
    placed.timeKnown = numbers[at + TIME_KNOWN] === 1;
    placed.hour = orNull(numbers[at + HOUR]);
    placed.businessDate = this.#text(numbers[at + DATE]);
    row.quantityMilli = numbers[at + QUANTITY] ?? 0;
    row.gross = numbers[at + GROSS] ?? 0;
    row.discount = numbers[at + DISCOUNT] ?? 0;
    row.tax = numbers[at + TAX] ?? 0;
    row.cost = orNull(numbers[at + COST]);
    row.rounded = numbers[at + ROUNDED] === 1;
    row.ticket = this.#text(numbers[at + TICKET]);
    row.sku = this.#text(numbers[at + SKU]);
    row.productName = this.#text(numbers[at + PRODUCT_NAME]);
    row.barcode = this.#text(numbers[at + BARCODE]);
    row.customerId = this.#text(numbers[at + CUSTOMER_ID]);
    row.customerName = this.#text(numbers[at + CUSTOMER_NAME]);
    row.category = this.#text(numbers[at + CATEGORY]);
    row.staff = this.#text(numbers[at + STAFF]);
    row.tender = this.#text(numbers[at + TENDER]);
    row.channel = this.#text(numbers[at + CHANNEL]);
    row.ofTicket = numbers[at + OF_TICKET] === 1 ? this.#amounts : null;
    if (!row.ofTicket) return;
    row.ofTicket.discount = orNull(numbers[at + TICKET_DISCOUNT]);
    row.ofTicket.tax = orNull(numbers[at + TICKET_TAX]);
    row.ofTicket.shipping = orNull(numbers[at + SHIPPING]);
    row.ofTicket.tip = orNull(numbers[at + TIP]);
    row.ofTicket.refunded = orNull(numbers[at + REFUNDED]);
  }

  #text(place = 0): string {
    return this.#texts[place] ?? '';
  }
}

function orNull(number = Number.NaN): number | null {
  return Number.isNaN(number) ? null : number;
}

/** Cut from a piece of the file, a text would keep the whole piece in memory. */
function own(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}

function emptyBatch(anew: boolean): PackedRows {
  return { rows: 0, texts: [], anew, rare: [] };
}
