/** The shop of the demo: Marigold, a corner café with a shelf of gifts, and when it is busy. Everything is invented. */

export interface DemoProduct {
  sku: string;
  name: string;
  category: string;
  /** Major units. */
  price: number;
  cost: number;
  /** How often it is chosen beside the others. */
  weight: number;
  /** Month (1–12) in which it sells most; none for what sells all year. */
  peakMonth?: number;
}

export const DEMO_SHOP_NAME = 'Marigold Café & Gifts';

export const DEMO_PRODUCTS: readonly DemoProduct[] = [
  { sku: 'COF-01', name: 'Espresso', category: 'Coffee', price: 2.4, cost: 0.45, weight: 14 },
  { sku: 'COF-02', name: 'Flat white', category: 'Coffee', price: 3.6, cost: 0.8, weight: 26 },
  { sku: 'COF-03', name: 'Cappuccino', category: 'Coffee', price: 3.5, cost: 0.78, weight: 20 },
  { sku: 'COF-04', name: 'Oat latte', category: 'Coffee', price: 4.1, cost: 1.05, weight: 13 },
  {
    sku: 'COF-05',
    name: 'Filter of the day',
    category: 'Coffee',
    price: 2.9,
    cost: 0.5,
    weight: 9,
  },
  {
    sku: 'COF-06',
    name: 'Iced coffee',
    category: 'Coffee',
    price: 4.2,
    cost: 0.95,
    weight: 9,
    peakMonth: 7,
  },
  { sku: 'TEA-01', name: 'Earl Grey', category: 'Tea', price: 3.1, cost: 0.4, weight: 7 },
  { sku: 'TEA-02', name: 'Fresh mint tea', category: 'Tea', price: 3.3, cost: 0.55, weight: 8 },
  {
    sku: 'TEA-03',
    name: 'Hot chocolate',
    category: 'Tea',
    price: 3.9,
    cost: 0.9,
    weight: 8,
    peakMonth: 12,
  },
  {
    sku: 'COL-01',
    name: 'Elderflower lemonade',
    category: 'Cold drinks',
    price: 3.8,
    cost: 0.85,
    weight: 8,
    peakMonth: 7,
  },
  {
    sku: 'COL-02',
    name: 'Sparkling water',
    category: 'Cold drinks',
    price: 2.5,
    cost: 0.5,
    weight: 6,
    peakMonth: 7,
  },
  {
    sku: 'COL-03',
    name: 'Fresh orange juice',
    category: 'Cold drinks',
    price: 4.3,
    cost: 1.6,
    weight: 6,
  },
  {
    sku: 'BAK-01',
    name: 'Butter croissant',
    category: 'Bakery',
    price: 2.6,
    cost: 0.95,
    weight: 20,
  },
  { sku: 'BAK-02', name: 'Cinnamon roll', category: 'Bakery', price: 3.4, cost: 1.1, weight: 15 },
  { sku: 'BAK-03', name: 'Banana bread', category: 'Bakery', price: 3.2, cost: 0.9, weight: 10 },
  { sku: 'BAK-04', name: 'Carrot cake', category: 'Bakery', price: 4.5, cost: 1.4, weight: 11 },
  { sku: 'BAK-05', name: 'Lemon tart', category: 'Bakery', price: 4.8, cost: 1.6, weight: 7 },
  {
    sku: 'BAK-06',
    name: 'Plum cake',
    category: 'Bakery',
    price: 4.4,
    cost: 1.5,
    weight: 6,
    peakMonth: 9,
  },
  {
    sku: 'LUN-01',
    name: 'Soup of the day',
    category: 'Lunch',
    price: 6.9,
    cost: 2.1,
    weight: 8,
    peakMonth: 1,
  },
  {
    sku: 'LUN-02',
    name: 'Goat cheese sandwich',
    category: 'Lunch',
    price: 7.5,
    cost: 2.9,
    weight: 9,
  },
  { sku: 'LUN-03', name: 'Avocado toast', category: 'Lunch', price: 8.9, cost: 3.4, weight: 8 },
  { sku: 'LUN-04', name: 'Quiche with salad', category: 'Lunch', price: 9.5, cost: 3.6, weight: 7 },
  {
    sku: 'GIF-01',
    name: 'Stoneware mug',
    category: 'Gifts',
    price: 18,
    cost: 8.2,
    weight: 2.2,
    peakMonth: 12,
  },
  {
    sku: 'GIF-02',
    name: 'Beeswax candle',
    category: 'Gifts',
    price: 14.5,
    cost: 6,
    weight: 2.4,
    peakMonth: 12,
  },
  {
    sku: 'GIF-03',
    name: 'Linen tea towel',
    category: 'Gifts',
    price: 12,
    cost: 5.1,
    weight: 1.8,
    peakMonth: 12,
  },
  {
    sku: 'GIF-04',
    name: 'Illustrated postcard',
    category: 'Gifts',
    price: 2.2,
    cost: 0.7,
    weight: 4,
  },
  {
    sku: 'GIF-05',
    name: 'House blend, 250 g',
    category: 'Gifts',
    price: 9.8,
    cost: 4.4,
    weight: 4,
  },
  {
    sku: 'GIF-06',
    name: 'Wildflower honey',
    category: 'Gifts',
    price: 8.4,
    cost: 4.1,
    weight: 2.4,
  },
  {
    sku: 'GIF-07',
    name: 'Dried flower wreath',
    category: 'Gifts',
    price: 32,
    cost: 15.5,
    weight: 0.9,
    peakMonth: 10,
  },
  {
    sku: 'GIF-08',
    name: 'Advent calendar',
    category: 'Gifts',
    price: 24.9,
    cost: 12,
    weight: 1,
    peakMonth: 11,
  },
];

/** How busy each weekday is, Sunday first; Monday the shop is closed. */
export const WEEKDAY_FACTOR = [1.15, 0, 0.8, 0.85, 0.95, 1.2, 1.6] as const;

/** How busy each hour is, from 8 to 18. */
export const HOUR_WEIGHTS: readonly { hour: number; weight: number }[] = [
  { hour: 8, weight: 9 },
  { hour: 9, weight: 13 },
  { hour: 10, weight: 12 },
  { hour: 11, weight: 10 },
  { hour: 12, weight: 14 },
  { hour: 13, weight: 12 },
  { hour: 14, weight: 9 },
  { hour: 15, weight: 11 },
  { hour: 16, weight: 10 },
  { hour: 17, weight: 6 },
  { hour: 18, weight: 2 },
];
