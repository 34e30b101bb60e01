export { webhooksRouter } from './webhooks.router.ts';
export { WebhooksService } from './webhooks.service.ts';
