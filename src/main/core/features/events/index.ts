export { EventStream } from './event-stream.ts';
export { presentEvent } from './event-view.ts';
export { createEventsRepo, type EventsRepo } from './events.repo.ts';
export { eventsRouter } from './events.router.ts';
export { LiveFeed } from './live-feed.ts';
export type { StoredEvent } from './stored-event.ts';
