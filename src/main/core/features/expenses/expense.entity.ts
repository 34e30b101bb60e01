import type { StoredRecord } from '../base-service.ts';

/** An expense as stored: money in minor units, times in UTC ms. */
export interface ExpenseEntity extends StoredRecord {
  business_date: string;
  description: string;
  amount_minor: number;
  category_id: number | null;
  category: string | null;
  supplier: string | null;
  tender: string | null;
  created_at: number;
  updated_at: number;
}

/** What an expense shall be. */
export interface ExpenseDraft {
  business_date: string;
  description: string;
  amount_minor: number;
  category: string | null;
  supplier: string | null;
  tender: string | null;
}
