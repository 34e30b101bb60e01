/** The data file that the window shows: the shop's own, or demo data in a file of its own. */
import { z } from 'zod';
import { windowOnly } from './base.ts';

const workspace = z.object({
  mode: z.enum(['shop', 'demo']),
  empty: z.boolean().describe('Nothing was ever entered: show the welcome screen.'),
  data_dir: z.string(),
  app_version: z.string(),
  api: z.object({
    running: z.boolean(),
    base_url: z.string().nullable(),
    problem: z.string().nullable().describe('Why it does not run although it should.'),
  }),
});
export type Workspace = z.infer<typeof workspace>;

export const workspaceContract = {
  get: windowOnly.output(workspace),
  /** Opens demo data; the window reconnects to it. */
  openDemo: windowOnly.output(workspace),
  /** Deletes the demo data and reconnects the window to the shop's own. */
  removeDemo: windowOnly.output(workspace),
  /** The owner was asked before closing, and stays: what was to follow the end is called off. */
  stayOpen: windowOnly.output(z.void()),
  /** Recomputes every rollup from the rows and compares; null or the differences found. */
  verify: windowOnly.output(
    z.object({ clean: z.boolean(), checked: z.number().int(), differences: z.array(z.string()) }),
  ),
};
