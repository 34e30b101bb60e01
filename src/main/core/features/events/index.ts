export { createEventsRepo } from './events.repo.ts';
export { eventsRouter } from './events.router.ts';
export { LiveFeed } from './live-feed.ts';
