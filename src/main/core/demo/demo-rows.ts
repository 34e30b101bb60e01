/** Fourteen months of a small shop's life as rows of our own templates. The same seed, the same life. */
import { addDays } from '../../../shared/lib/business-day.ts';
import { DEMO_EXPENSES } from './demo-expenses.ts';
import { FIRST_NAMES, LAST_NAMES, STAFF, TENDERS } from './demo-people.ts';
import { DEMO_PRODUCTS, type DemoProduct, HOUR_WEIGHTS, WEEKDAY_FACTOR } from './demo-shop.ts';

const DEMO_DAYS = 425;
const DEMO_CUSTOMERS = 300;
/** Known when the fourteen months begin; the others come in one by one. */
const FIRST_CUSTOMERS = 110;
const TICKETS_A_DAY = 25;

/** One file, a piece at a time: whoever writes it can let others have their turn in between. */
export type CsvPieces = Iterable<string>;

/** Numbers from 0 to 1 that look random and are always the same. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

/** @returns the customers file */
export function* demoCustomers(): CsvPieces {
  const random = createRandom(11);
  yield 'id,name,email,phone\n';
  for (let number = 1; number <= DEMO_CUSTOMERS; number++) {
    const first = pick(random, FIRST_NAMES);
    const last = pick(random, LAST_NAMES);
    const email = random() < 0.7 ? `${first}.${last}${number}@example.com`.toLowerCase() : '';
    const phone = random() < 0.4 ? `+49 30 5550${String(number).padStart(4, '0')}` : '';
    yield `${customerId(number)},${first} ${last},${email},${phone}\n`;
  }
}

/**
 * @param today the last day
 * @param untilMinute of that day, since midnight: nothing is sold in the future
 * @returns the sales file, about a day a piece
 */
export function* demoSales(today: string, untilMinute: number): CsvPieces {
  const random = createRandom(23);
  yield 'date,time,ticket,product_name,sku,quantity,amount,discount,cost,category,customer_id,staff,tender,refund\n';
  let ticket = 1000;
  for (let back = DEMO_DAYS - 1; back >= 0; back--) {
    const date = addDays(today, -back);
    const month = Number(date.slice(5, 7));
    const customers = Math.ceil(
      DEMO_CUSTOMERS - (DEMO_CUSTOMERS - FIRST_CUSTOMERS) * (back / DEMO_DAYS),
    );
    // A shop that grows: a third more than a year ago.
    const growth = 1 + 0.33 * (1 - back / DEMO_DAYS);
    const december = month === 12 ? 1.35 : month === 1 ? 0.8 : 1;
    const busy =
      (WEEKDAY_FACTOR[weekdayOf(date)] ?? 1) * growth * december * (0.75 + random() * 0.5);
    const minutes = Array.from({ length: Math.round(TICKETS_A_DAY * busy) }, () =>
      timeOfDay(random),
    );
    let rows = '';
    for (const minute of minutes.sort((a, b) => a - b)) {
      ticket++;
      const text = ticketRows(random, date, minute, ticket, customers);
      if (back > 0 || minute <= untilMinute) rows += text;
    }
    yield rows;
  }
}

/** @returns the expenses file */
export function* demoExpenses(today: string): CsvPieces {
  const random = createRandom(31);
  yield 'date,description,amount,category,supplier\n';
  for (let back = DEMO_DAYS - 1; back >= 0; back--) {
    const date = addDays(today, -back);
    for (const expense of DEMO_EXPENSES) {
      const due =
        'day' in expense.every
          ? Number(date.slice(8)) === expense.every.day
          : weekdayOf(date) === expense.every.weekday;
      if (!due) continue;
      const steady = expense.category === 'Rent' || expense.category === 'Insurance';
      const amount = expense.amount * (steady ? 1 : 0.88 + random() * 0.24);
      yield `${date},${expense.description},${amount.toFixed(2)},${expense.category},${expense.supplier}\n`;
    }
  }
}

function ticketRows(
  random: () => number,
  date: string,
  minute: number,
  ticket: number,
  customers: number,
): string {
  const month = Number(date.slice(5, 7));
  const time = `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
  // Regulars come often: low numbers are drawn more.
  const customer = random() < 0.42 ? customerId(1 + Math.floor(random() ** 2.4 * customers)) : '';
  const sold = {
    customer,
    staff: pick(random, STAFF),
    tender: pick(random, TENDERS),
  };
  const lines = 1 + (random() < 0.48 ? 1 : 0) + (random() < 0.14 ? 1 : 0);
  const discounted = random() < 0.04;
  let rows = '';
  let last: Item | undefined;
  for (let line = 0; line < lines; line++) {
    const product = chooseProduct(random, month);
    const quantity = random() < 0.12 ? 2 : 1;
    last = { product, quantity };
    const amount = product.price * quantity;
    const discount = discounted ? (amount * 0.1).toFixed(2) : '';
    rows += row(`${date},${time},${ticket}`, last, { ...sold, discount, refund: '' });
  }
  if (last && random() < 0.008) {
    rows += row(`${date},${time},R${ticket}`, last, { ...sold, discount: '', refund: 'yes' });
  }
  return rows;
}

interface Item {
  product: DemoProduct;
  quantity: number;
}

/** The other cells of a row; empty for none. */
interface Cells {
  discount: string;
  customer: string;
  staff: string;
  tender: string;
  refund: string;
}

/** @param start date, time and ticket */
function row(start: string, { product, quantity }: Item, cells: Cells): string {
  const { name, sku, category, price, cost } = product;
  const { discount, customer, staff, tender, refund } = cells;
  const amount = (price * quantity).toFixed(2);
  const quoted = name.includes(',') ? `"${name}"` : name;
  return `${start},${quoted},${sku},${quantity},${amount},${discount},${(cost * quantity).toFixed(2)},${category},${customer},${staff},${tender},${refund}\n`;
}

function chooseProduct(random: () => number, month: number): DemoProduct {
  const weighted = weightsOf(month);
  let left = random() * weighted.total;
  for (const { product, weight } of weighted.products) {
    left -= weight;
    if (left <= 0) return product;
  }
  return pick(random, DEMO_PRODUCTS);
}

const weightsByMonth = new Map<
  number,
  { total: number; products: { product: DemoProduct; weight: number }[] }
>();

/** Around its month a seasonal product sells up to three times as much, far from it hardly. */
function weightsOf(month: number) {
  let weights = weightsByMonth.get(month);
  if (!weights) {
    const products = DEMO_PRODUCTS.map((product) => {
      if (product.peakMonth === undefined) return { product, weight: product.weight };
      const apart = Math.abs(month - product.peakMonth);
      const distance = Math.min(apart, 12 - apart);
      const season = [3, 2, 1.1, 0.6, 0.4, 0.3, 0.3][distance] ?? 0.3;
      return { product, weight: product.weight * season };
    });
    weights = { products, total: products.reduce((sum, { weight }) => sum + weight, 0) };
    weightsByMonth.set(month, weights);
  }
  return weights;
}

const HOURS_TOTAL = HOUR_WEIGHTS.reduce((sum, { weight }) => sum + weight, 0);

function timeOfDay(random: () => number): number {
  let left = random() * HOURS_TOTAL;
  for (const { hour, weight } of HOUR_WEIGHTS) {
    left -= weight;
    if (left <= 0) return hour * 60 + Math.floor(random() * 60);
  }
  return 12 * 60;
}

function customerId(number: number): string {
  return `M${String(number).padStart(3, '0')}`;
}

function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function pick<Value>(
  random: () => number,
  values: readonly [Value, ...Value[]] | readonly Value[],
): Value {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new Error('nothing to pick from');
  return value;
}
