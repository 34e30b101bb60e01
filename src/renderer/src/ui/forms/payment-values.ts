/** How a ticket is paid, in one way or in several, as it is typed and as it is sent. */
import { editableAmount, typedAmount } from '../format/typed-amount.ts';
import { FieldProblems } from './use-saving.ts';

export interface PaymentValues {
  /** Tells payments apart while they are added and taken out. */
  key: string;
  tender: string;
  /** Blank: what the others leave. */
  amount: string;
}

/** A payment as it is sent: all in one way, or in several whose amounts add up to the total. */
export type TypedPayment =
  | { tender: string | null; tenders?: never }
  | { tender?: never; tenders: { kind: string; amount: number }[] };

let paymentCount = 0;

export function emptyPayment(tender = ''): PaymentValues {
  paymentCount += 1;
  return { key: `payment-${paymentCount}`, tender, amount: '' };
}

/**
 * Stored payments for change; of a single one the amount is the total, whatever that becomes.
 * @param sign −1 shows the amounts of a refund as they are written.
 */
export function paymentValues(
  tenders: readonly { kind: string; amount: number }[],
  sign: 1 | -1,
  digits: number,
): PaymentValues[] {
  const [first, ...more] = tenders;
  if (more.length === 0) return [emptyPayment(first?.kind)];
  return tenders.map(({ kind, amount }) => ({
    ...emptyPayment(kind),
    amount: editableAmount(sign * amount, digits),
  }));
}

/** What the typed payments leave of the total, in major units; negative when they are too much. */
export function leftToPay(
  payments: readonly PaymentValues[],
  total: number,
  digits: number,
): number {
  const paid = payments.reduce((sum, { amount }) => {
    const typed = typedAmount(amount, digits);
    return typed.state === 'amount' ? sum + typed.amount : sum;
  }, 0);
  const scale = 10 ** digits;
  return Math.round((total - paid) * scale) / scale;
}

/** Whether something was changed since the form was filled. */
export function samePayments(
  some: readonly PaymentValues[],
  others: readonly PaymentValues[],
): boolean {
  const bare = (payments: readonly PaymentValues[]) =>
    JSON.stringify(payments.map(({ tender, amount }) => [tender, amount]));
  return bare(some) === bare(others);
}

/**
 * @param total Of the ticket as typed, in major units.
 * @param show Writes an amount.
 * @throws FieldProblems when a payment cannot be understood, or all of them do not add up
 */
export function typedPayment(
  payments: readonly PaymentValues[],
  total: number,
  digits: number,
  show: (amount: number) => string,
): TypedPayment {
  const [first, ...more] = payments;
  if (more.length === 0) return { tender: first?.tender.trim() || null };
  const problems: Record<string, string> = {};
  const left = leftToPay(payments, total, digits);
  const blank = payments.findIndex(({ amount }) => amount.trim() === '');
  const tenders = payments.map(({ tender, amount }, index) => {
    const typed = typedAmount(amount, digits);
    if (!tender.trim()) problems[`payments.${index}.tender`] = 'How was this part paid?';
    if (typed.state === 'problem') problems[`payments.${index}.amount`] = typed.problem;
    if (typed.state === 'blank' && index !== blank)
      problems[`payments.${index}.amount`] = 'How much of it? Only one may be left empty.';
    return { kind: tender.trim(), amount: typed.state === 'amount' ? typed.amount : left };
  });
  const understood = !Object.keys(problems).some((path) => path.endsWith('.amount'));
  const wrong = blank === -1 ? left !== 0 : left === 0 || left > 0 !== total > 0;
  if (understood && wrong) {
    const at = `payments.${blank === -1 ? payments.length - 1 : blank}.amount`;
    problems[at] =
      left > 0
        ? `${show(left)} of ${show(total)} is not paid yet.`
        : left < 0
          ? `This is ${show(-left)} more than the ${show(total)} of the ticket.`
          : 'Nothing is left for this one. Take it out, or make another smaller.';
  }
  if (Object.keys(problems).length > 0) throw new FieldProblems(problems);
  return { tenders };
}
