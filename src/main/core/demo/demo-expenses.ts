/** What the demo shop pays. Everything is invented. */

export interface DemoExpense {
  description: string;
  category: string;
  supplier: string;
  /** Major units, about. */
  amount: number;
  /** On this day of each month, or on this weekday (0 is Sunday) of each week. */
  every: { day: number } | { weekday: number };
}

export const DEMO_EXPENSES: readonly DemoExpense[] = [
  {
    description: 'Rent',
    category: 'Rent',
    supplier: 'Hofmann Estates',
    amount: 1150,
    every: { day: 1 },
  },
  {
    description: 'Electricity and water',
    category: 'Utilities',
    supplier: 'City Works',
    amount: 265,
    every: { day: 5 },
  },
  {
    description: 'Internet and phone',
    category: 'Utilities',
    supplier: 'Netzwerk',
    amount: 49.9,
    every: { day: 8 },
  },
  { description: 'Wages', category: 'Staff', supplier: '', amount: 1850, every: { day: 27 } },
  {
    description: 'Insurance',
    category: 'Insurance',
    supplier: 'Alte Sorge',
    amount: 88,
    every: { day: 12 },
  },
  {
    description: 'Bookkeeping',
    category: 'Services',
    supplier: 'Zahlen & Co',
    amount: 140,
    every: { day: 15 },
  },
  {
    description: 'Posters and ads',
    category: 'Marketing',
    supplier: 'Printhaus',
    amount: 95,
    every: { day: 18 },
  },
  {
    description: 'Milk and cream',
    category: 'Ingredients',
    supplier: 'Dairy Brook',
    amount: 38,
    every: { weekday: 2 },
  },
  {
    description: 'Coffee beans',
    category: 'Ingredients',
    supplier: 'Slow Roast',
    amount: 56,
    every: { weekday: 3 },
  },
  {
    description: 'Bakery delivery',
    category: 'Ingredients',
    supplier: 'Morgen Bakery',
    amount: 64,
    every: { weekday: 5 },
  },
  {
    description: 'Cleaning',
    category: 'Services',
    supplier: 'Blank',
    amount: 60,
    every: { weekday: 0 },
  },
];
