/** Rows that are left out on purpose, after the rules of the mapping. */
import type { ImportMapping } from '../../../../shared/schemas/import.ts';
import { cleanCell } from './cell.ts';
import { Excluded } from './fields.ts';

interface Rule {
  at: number;
  exact: ReadonlySet<string>;
  beginnings: readonly string[];
  wholeTicket: boolean;
  outcome: Excluded;
}

export class RowFilter {
  readonly #rules: readonly Rule[];
  readonly #ticketAt: number;
  /** The ticket that was left out last, and why. */
  #ticket = '';
  #outcome: Excluded | undefined;

  constructor(headers: readonly string[], { skip, columns }: ImportMapping) {
    this.#rules = skip.flatMap((rule) => {
      const at = headers.indexOf(rule.column);
      if (at < 0) return [];
      const words = rule.is.map((word) => word.trim().toLowerCase());
      return [
        {
          at,
          exact: new Set(words.filter((word) => !word.endsWith('*'))),
          beginnings: words.filter((word) => word.endsWith('*')).map((word) => word.slice(0, -1)),
          wholeTicket: rule.whole_ticket,
          outcome: new Excluded(rule.because),
        },
      ];
    });
    this.#ticketAt = headers.indexOf(columns.ticket ?? '');
  }

  /** Why a row is left out; undefined when it is read. */
  check(cells: readonly string[]): Excluded | undefined {
    if (this.#rules.length === 0) return undefined;
    const ticket = this.#ticketAt < 0 ? '' : cleanCell(cells[this.#ticketAt] ?? '');
    if (this.#outcome && ticket !== '' && ticket === this.#ticket) return this.#outcome;
    this.#outcome = undefined;
    for (const rule of this.#rules) {
      if (!says(rule, cleanCell(cells[rule.at] ?? '').toLowerCase())) continue;
      if (rule.wholeTicket) {
        this.#ticket = ticket;
        this.#outcome = rule.outcome;
      }
      return rule.outcome;
    }
    return undefined;
  }
}

function says({ exact, beginnings }: Rule, value: string): boolean {
  if (exact.has(value)) return true;
  if (value === '') return false;
  for (const beginning of beginnings) if (value.startsWith(beginning)) return true;
  return false;
}
