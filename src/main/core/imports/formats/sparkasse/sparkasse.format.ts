import type { ImportFormat } from '../format.ts';

/**
 * Sparkasse's accounts (CAMT). Quirks: semicolons, Windows-1252, 31.12.26, "-2.500,00"; bookings that
 * are only noted are in the file.
 */
export const sparkasse: ImportFormat = {
  name: 'Sparkasse account',
  kind: 'expenses',
  signature: ['Auftragskonto', 'Buchungstag', 'Buchungstext', 'Verwendungszweck', 'Betrag'],
  columns: {
    date: ['Buchungstag'],
    description: ['Verwendungszweck'],
    amount: ['Betrag'],
    supplier: ['Beguenstigter/Zahlungspflichtiger', 'Begünstigter/Zahlungspflichtiger'],
    currency: ['Waehrung', 'Währung'],
  },
  fallback: {
    description: [
      'Beguenstigter/Zahlungspflichtiger',
      'Begünstigter/Zahlungspflichtiger',
      'Buchungstext',
    ],
  },
  ways: {
    money_out: 'negative',
    date_order: 'dmy',
    fixed: { tender: 'bank' },
    skip: [
      {
        column: 'Info',
        is: ['umsatz vorgemerkt*'],
        because: 'The bank has only noted it; it comes again when it is booked.',
      },
    ],
  },
  note: 'Money that came in is left out, refunds of expenses with it: a statement does not tell them from takings.',
};
