/** What the pickers of the settings offer, in the computer's language. */

interface Choice {
  value: string;
  label: string;
}

/** "EUR – Euro", in the order of the codes. */
export function currencyChoices(codes: readonly string[]): Choice[] {
  const names = new Intl.DisplayNames(undefined, { type: 'currency' });
  return codes.map((code) => ({ value: code, label: `${code} – ${names.of(code) ?? code}` }));
}

/** Midnight to noon. */
export function dayEndChoices(): Choice[] {
  const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'short', timeZone: 'UTC' });
  return Array.from({ length: 13 }, (_, hour) => ({
    value: String(hour),
    label: hour === 0 ? 'Midnight' : time.format(Date.UTC(2026, 0, 1, hour)),
  }));
}

/** Monday (1) to Sunday (7). */
export function weekdayChoices(): Choice[] {
  const name = new Intl.DateTimeFormat(undefined, { weekday: 'long', timeZone: 'UTC' });
  return Array.from({ length: 7 }, (_, index) => ({
    value: String(index + 1),
    // 5 January 2026 was a Monday.
    label: name.format(Date.UTC(2026, 0, 5 + index)),
  }));
}
