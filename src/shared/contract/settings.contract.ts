import { z } from 'zod';
import { settings, settingsPatch } from '../schemas/settings.ts';
import { read, windowOnly } from './base.ts';

const tags = ['Settings'];

export const settingsContract = {
  get: read
    .route({ method: 'GET', path: '/settings', tags, summary: "The shop's settings" })
    .output(settings),
  update: windowOnly.input(settingsPatch).output(settings),
  /** Currencies and zones this computer knows, for the pickers. */
  choices: windowOnly.output(
    z.object({ currencies: z.array(z.string()), time_zones: z.array(z.string()) }),
  ),
};
