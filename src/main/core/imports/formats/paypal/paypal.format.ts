import { type ImportFormat, WITHOUT_ITEMS } from '../format.ts';

/**
 * PayPal's activity, one row each, everything quoted, in English or German (21.09.2026, "-15,00").
 * Quirks: refunds are negative rows of their own; withdrawals and conversions move the owner's own money.
 */
export const paypal: ImportFormat = {
  name: 'PayPal activity',
  kind: 'sales',
  signature: [
    'Date|Datum',
    'TimeZone|Time Zone|Zeitzone',
    'Type|Typ',
    'Status',
    'Currency|Währung',
    'Gross|Brutto',
    'Net|Netto',
    'Transaction ID|Transaktionscode',
  ],
  columns: {
    ticket: ['Transaction ID', 'Transaktionscode'],
    date: ['Date', 'Datum'],
    time: ['Time', 'Uhrzeit'],
    amount: ['Gross', 'Brutto'],
    currency: ['Currency', 'Währung'],
    customer_id: ['From Email Address', 'Absender E-Mail-Adresse', 'Name'],
    customer_name: ['Name'],
  },
  ways: {
    refund_rule: 'negative_amount',
    fixed: { product_name: WITHOUT_ITEMS, channel: 'PayPal', tender: 'PayPal' },
    skip: [
      {
        column: 'Type|Typ',
        is: [
          'general withdrawal*',
          'withdrawal*',
          'transfer*',
          'bank deposit*',
          'general currency conversion*',
          'account hold*',
          'reversal of general account hold*',
          'abbuchung*',
          'bankgutschrift*',
          'allgemeine währungsumrechnung*',
          'allgemeine abbuchung*',
        ],
        because: 'It moves your own money between accounts.',
      },
      {
        column: 'Type|Typ',
        is: ['preapproved payment bill user payment*', 'payment sent*', 'gesendete zahlung*'],
        because: 'It is a payment that you made, not a sale.',
      },
      {
        column: 'Status',
        is: ['pending', 'denied', 'canceled', 'cancelled', 'ausstehend', 'abgelehnt', 'storniert'],
        because: 'The payment is not complete.',
      },
    ],
  },
  note: 'This report has no items: every payment is one line. PayPal’s fees are not counted.',
};
