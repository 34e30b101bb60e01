/** Spans of business dates: which days a report is about, and what it is compared with. Pure. */
import { addDays, daysBetween, yearBefore } from '../../../shared/lib/business-day.ts';
import type { Comparison } from '../../../shared/schemas/kpi.ts';

/** Business dates, both ends included. */
export interface Span {
  readonly start: string;
  readonly end: string;
}

/** What a caller may say of a period. */
export interface PeriodInput {
  days?: number | undefined;
  start_date?: string | undefined;
  end_date?: string | undefined;
}

/**
 * The span that is meant. Two dates win over `days`; one date goes with `days` when given; without
 * any date it is the last `days` days up to today.
 */
export function resolveSpan(input: PeriodInput, today: string, defaultDays: number): Span {
  const { days, start_date: start, end_date: end } = input;
  if (start && end) return { start, end };
  if (start) {
    if (days) return { start, end: addDays(start, days - 1) };
    return { start, end: start > today ? start : today };
  }
  const last = end ?? today;
  return { start: addDays(last, 1 - (days ?? defaultDays)), end: last };
}

/** What a span is compared with. */
export interface ComparedSpan extends Span {
  /** The period runs until now: the last day here counts only up to the same hour. */
  readonly cutAtNow: boolean;
}

/**
 * The span to compare with. A period that is still running is compared for the part that has
 * elapsed, so that both spans are equally long.
 */
export function comparedSpan(
  span: Span,
  comparison: Comparison,
  today: string,
): ComparedSpan | null {
  if (comparison === 'none') return null;
  const running = span.start <= today && today <= span.end;
  const end = running ? today : span.end;
  if (comparison === 'previous_year') {
    return { start: yearBefore(span.start), end: yearBefore(end), cutAtNow: running };
  }
  const days = daysBetween(span.start, end);
  return { start: addDays(span.start, -days), end: addDays(span.start, -1), cutAtNow: running };
}

/** Days in a span. */
export function spanDays(span: Span): number {
  return daysBetween(span.start, span.end);
}

/** A trend longer than this many days has a point a month. */
const MAX_DAILY_POINTS = 92;

export function grainOf(span: Span): 'day' | 'month' {
  return spanDays(span) > MAX_DAILY_POINTS ? 'month' : 'day';
}

/** Whole months and the days around them: together they are the span, each date once. */
export interface SpanParts {
  readonly days: readonly Span[];
  /** First and last month (YYYY-MM) that lie in the span as a whole. */
  readonly months: { readonly first: string; readonly last: string } | null;
}

/** Splits a span so that long ones are read from month sums. */
export function partsOf(span: Span): SpanParts {
  const firstWhole = span.start.endsWith('-01') ? monthOf(span.start) : nextMonth(span.start);
  const lastWhole =
    span.end === lastDay(monthOf(span.end)) ? monthOf(span.end) : previousMonth(span.end);
  if (firstWhole > lastWhole) return { days: [span], months: null };
  const days: Span[] = [];
  if (span.start < firstDay(firstWhole)) {
    days.push({ start: span.start, end: addDays(firstDay(firstWhole), -1) });
  }
  if (span.end > lastDay(lastWhole)) {
    days.push({ start: addDays(lastDay(lastWhole), 1), end: span.end });
  }
  return { days, months: { first: firstWhole, last: lastWhole } };
}

/** Every date of a span. */
export function datesOf(span: Span): string[] {
  const dates: string[] = [];
  for (let date = span.start; date <= span.end; date = addDays(date, 1)) dates.push(date);
  return dates;
}

/** The span cut at the ends of its months, in order. */
export function monthSpans(span: Span): Span[] {
  const spans: Span[] = [];
  for (let start = span.start; start <= span.end; ) {
    const monthEnd = lastDay(monthOf(start));
    if (monthEnd >= span.end) return [...spans, { start, end: span.end }];
    spans.push({ start, end: monthEnd });
    start = addDays(monthEnd, 1);
  }
  return spans;
}

/** The months (YYYY-MM) from first to last, both included. */
export function monthsBetween(first: string, last: string): string[] {
  const months: string[] = [];
  for (let month = first; month <= last; month = nextMonth(firstDay(month))) months.push(month);
  return months;
}

/** The month (YYYY-MM) of a date. */
export function monthOf(date: string): string {
  return date.slice(0, 7);
}

export function firstDay(month: string): string {
  return `${month}-01`;
}

export function lastDay(month: string): string {
  return addDays(firstDay(nextMonth(firstDay(month))), -1);
}

function nextMonth(date: string): string {
  return monthOf(addDays(firstDay(monthOf(date)), 31));
}

function previousMonth(date: string): string {
  return monthOf(addDays(firstDay(monthOf(date)), -1));
}
