/** Which category an expense belongs to, by what its description says. */
import { cleanName, nameKey } from './text.ts';

/** A rule as it is compared: the text in the form of nameKey. */
export interface CategoryRule {
  readonly textKey: string;
  readonly category: string;
}

/** The first rule whose text the description contains; undefined when none does. */
export function ruleFor(
  description: string,
  rules: readonly CategoryRule[],
): CategoryRule | undefined {
  if (rules.length === 0) return undefined;
  const key = nameKey(description);
  return rules.find(({ textKey }) => key.includes(textKey));
}

/** The category that the rules give a description; undefined when none fits. */
export function categoryByRules(
  description: string,
  rules: readonly CategoryRule[],
): string | undefined {
  return ruleFor(description, rules)?.category;
}

/** Names under which banks file what they cannot place. */
const VAGUE = new Set(
  [
    'Uncategorized',
    'Uncategorised',
    'Other',
    'Other Services',
    'General',
    'Misc',
    'Miscellaneous',
    'Merchandise',
    'Shopping',
    'Purchase',
    'Purchases',
    'Payment',
    'Debit',
    'Personal',
    'Services',
    'Unknown',
    'Sonstiges',
    'Divers',
    'Otros',
  ].map(nameKey),
);

/** True for a bank's category that says next to nothing. */
export function isVagueCategory(category: string): boolean {
  return VAGUE.has(nameKey(category));
}

/** What banks write before the name of who was paid. */
const BEFORE_THE_NAME = new Set(
  `card cards payment payments paid to purchase purchases pos debit credit visa mastercard maestro
   amex checkcard check sq tst sp paypal pp zettle iz sepa lastschrift dauerauftrag kartenzahlung
   überweisung direct dd bill billpay online transfer from at the recurring contactless ach web ppd
   withdrawal eft bacs so standing order ref reference an von bei`
    .split(/\s+/)
    .filter((word) => word !== ''),
);
const MOST_WORDS = 3;
const SHORTEST = 3;

/**
 * The part of a bank's description that names who was paid, without numbers, dates and the bank's own
 * words: "CARD PAYMENT TO SHELL OIL 57442 LONDON" → "SHELL OIL".
 * @returns undefined when nothing worth a rule is left
 */
export function merchantText(description: string): string | undefined {
  const words: string[] = [];
  for (const word of cleanName(description).split(/[\s*#:,;|/\\()"]+/)) {
    const bare = word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
    const isName = /\p{L}/u.test(bare) && !/\d/.test(bare);
    if (!isName) {
      if (words.length > 0) break;
      continue;
    }
    if (words.length === 0 && BEFORE_THE_NAME.has(bare.toLowerCase())) continue;
    if (words.length > 0 && BEFORE_THE_NAME.has(bare.toLowerCase())) break;
    words.push(bare);
    if (words.length === MOST_WORDS) break;
  }
  const text = words.join(' ');
  // What is left must be found in the description again.
  return text.length >= SHORTEST && nameKey(description).includes(nameKey(text)) ? text : undefined;
}
