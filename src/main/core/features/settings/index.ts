export { settingsRouter } from './settings.router.ts';
export { SettingsService } from './settings.service.ts';
