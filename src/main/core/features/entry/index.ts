export { entryRouter } from './entry.router.ts';
export { createSuggestions } from './suggestions.ts';
