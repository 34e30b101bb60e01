import type { TokenScope } from '../../../shared/schemas/token.ts';

interface ScopeWords {
  scope: TokenScope;
  label: string;
  description: string;
}

/** What a token may do, as the owner would say it; from the usual to the unusual. */
export const scopeWords: readonly ScopeWords[] = [
  {
    scope: 'read',
    label: 'Read',
    description: 'See figures, sales, customers, products and expenses.',
  },
  { scope: 'write', label: 'Write', description: 'Add, change and delete them, as a till does.' },
  { scope: 'import', label: 'Import', description: 'Bring in whole CSV files.' },
  {
    scope: 'admin',
    label: 'Admin',
    description:
      'Manage webhooks and watched folders: what is sent on to other programs, and what is taken in.',
  },
  {
    scope: 'basic',
    label: 'Basic',
    description:
      'Only the classic endpoints, for a program that already worked with the earlier system.',
  },
];

/** As in "Read, Write". */
export function scopeNames(scopes: readonly TokenScope[]): string {
  return scopeWords
    .filter(({ scope }) => scopes.includes(scope))
    .map(({ label }) => label)
    .join(', ');
}
