import type { StoredRecord } from '../base-service.ts';

/** A customer as stored; `code` is the id that people and tills use. Times in UTC ms. */
export interface CustomerEntity extends StoredRecord, CustomerDraft {
  vip_since: number | null;
  created_at: number;
  updated_at: number;
}

/** What a customer shall be. */
export interface CustomerDraft {
  code: string;
  name: string;
  email: string | null;
  phone: string | null;
  address: string | null;
  notes: string | null;
  birthday: string | null;
}

/** A customer with what they bought to date; money in minor units, days as business dates. */
export interface CustomerWithFigures extends CustomerEntity {
  transactions: number;
  net_minor: number;
  first_day: string | null;
  last_day: string | null;
}
