/** Words that headers of unknown files are made of, by the field they usually mean, best first. */
import type { ImportKind } from '../../../../shared/schemas/import.ts';

export const headerWords: Readonly<
  Record<ImportKind, Readonly<Record<string, readonly string[]>>>
> = {
  sales: {
    date: [
      'order date',
      'sale date',
      'invoice date',
      'transaction date',
      'created at',
      'date',
      'datum',
      'fecha',
      'day',
    ],
    time: ['time', 'order time', 'uhrzeit', 'hora'],
    ticket: [
      'order id',
      'order number',
      'order #',
      'invoice id',
      'invoice no',
      'invoice number',
      'receipt number',
      'receipt no',
      'ticket',
      'ticket number',
      'transaction id',
      'bon nr',
      'belegnummer',
    ],
    product_name: [
      'product name',
      'item name',
      'lineitem name',
      'menu item',
      'product',
      'item',
      'article',
      'artikel',
      'producto',
      'description',
      'product line',
    ],
    sku: ['sku', 'product id', 'item id', 'stock code', 'stockcode', 'product code', 'article no'],
    barcode: ['barcode', 'gtin', 'ean', 'upc'],
    quantity: ['quantity', 'qty', 'units', 'menge', 'anzahl', 'cantidad', 'count'],
    unit_price: ['unit price', 'price', 'item price', 'lineitem price', 'preis', 'precio'],
    amount: [
      'net sales',
      'gross sales',
      'amount',
      'line total',
      'item total',
      'sales',
      'revenue',
      'total',
      'total amount',
      'betrag',
      'umsatz',
      'importe',
    ],
    discount: ['discount', 'discounts', 'discount amount', 'rabatt', 'descuento'],
    tax: ['tax', 'taxes', 'vat', 'tax amount', 'tax 5%', 'mwst', 'iva'],
    cost: ['cost', 'cogs', 'cost of goods', 'cost of goods sold'],
    customer_id: ['customer id', 'customer no', 'customer number', 'client id', 'kundennummer'],
    customer_name: ['customer name', 'customer', 'client', 'buyer', 'kunde', 'cliente'],
    category: ['category', 'product category', 'kategorie', 'categoria', 'department'],
    staff: ['staff', 'employee', 'cashier', 'cashier name', 'staff name', 'server', 'seller'],
    tender: ['tender', 'payment', 'payment method', 'payment type', 'zahlungsart'],
    channel: ['channel', 'source', 'sales channel'],
    refund: ['refund', 'is refund'],
    currency: ['currency', 'currency code', 'währung', 'waehrung', 'moneda'],
    shipping: ['shipping', 'shipping amount', 'versand', 'versandkosten'],
    tip: ['tip', 'tips', 'gratuity', 'trinkgeld'],
    ticket_total: ['order total', 'ticket total', 'total collected', 'gesamtbetrag'],
  },
  customers: {
    id: ['customer id', 'id', 'customer no', 'customer number', 'kundennummer', 'code'],
    name: ['customer name', 'full name', 'name', 'kunde', 'cliente'],
    email: ['email', 'e-mail', 'email address', 'mail'],
    phone: ['phone', 'telephone', 'mobile', 'telefon', 'phone number'],
    address: ['address', 'adresse', 'direccion', 'street'],
    notes: ['notes', 'note', 'comment', 'comments'],
    birthday: ['birthday', 'birth date', 'date of birth', 'geburtstag'],
  },
  expenses: {
    date: ['posting date', 'transaction date', 'booking date', 'date', 'buchungstag', 'fecha'],
    description: [
      'description',
      'memo',
      'details',
      'verwendungszweck',
      'name',
      'payee',
      'concepto',
    ],
    amount: [
      'amount',
      'debit',
      'money out',
      'paid out',
      'total',
      'betrag',
      'soll',
      'importe',
      'cost',
    ],
    money_in: ['credit', 'money in', 'paid in', 'haben'],
    category: ['category', 'type', 'kategorie', 'categoria', 'account'],
    supplier: ['supplier', 'vendor', 'payee', 'lieferant', 'proveedor'],
    tender: ['tender', 'payment', 'payment method', 'card', 'zahlungsart'],
    currency: ['currency', 'währung', 'waehrung', 'moneda'],
  },
};

/** A header for comparing: small letters, no punctuation but % and #. */
export function headerKey(header: string): string {
  return header
    .normalize('NFKC')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[_\-./\\:*]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
