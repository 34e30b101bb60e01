import type { RouterBase } from '../../router-base.ts';
import type { SettingsService } from './settings.service.ts';

/** Calls of settings.contract.ts. */
export function settingsRouter(os: RouterBase, settings: SettingsService) {
  return {
    get: os.settings.get.handler(() => settings.get()),
    update: os.settings.update.handler(({ input, context }) => settings.update(context.ctx, input)),
    choices: os.settings.choices.handler(() => ({
      currencies: Intl.supportedValuesOf('currency'),
      time_zones: [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])],
    })),
  };
}
