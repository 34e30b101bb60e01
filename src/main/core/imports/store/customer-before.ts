import { z } from 'zod';

/** What a customer was before an import changed it, as kept in import_change. */
export const customerBefore = z.object({
  name: z.string(),
  name_key: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  address: z.string().nullable(),
  notes: z.string().nullable(),
  birthday: z.string().nullable(),
  updated_at: z.number(),
  version: z.number(),
  deleted_at: z.number().nullable(),
});
export type CustomerBefore = z.infer<typeof customerBefore>;
