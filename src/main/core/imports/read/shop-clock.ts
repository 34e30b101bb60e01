/** Wall-clock times to instants, quickly: an import asks for hundreds of thousands of them. */
import {
  addDays,
  instantOfWallTime,
  localParts,
  noonOf,
} from '../../../../shared/lib/business-day.ts';
import type { WrittenDate } from './date-text.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

export interface PlacedTime {
  /** UTC ms; noon on the wall when only the date is known. */
  soldAt: number;
  timeKnown: boolean;
  businessDate: string;
  /** Hour on the wall, 0–23; null when the time is unknown. */
  hour: number | null;
}

export interface ShopClock {
  place(written: WrittenDate): PlacedTime;
}

/** The clock of a shop; agrees with readSoldAt of a typed sale. */
export function createShopClock(timeZone: string, dayEndHour: number): ShopClock {
  /** Distance of wall and UTC on a date, ms; null on the days on which it changes. */
  const offsets = new Map<string, number | null>();
  const noons = new Map<string, number>();
  /** Where dates begin on the wall, UTC ms: where those before them end. */
  const starts = new Map<string, number>();

  return {
    place({ date, time, offset }) {
      if (time === null) {
        let noon = noons.get(date);
        if (noon === undefined) {
          noon = noonOf(date, timeZone);
          noons.set(date, noon);
        }
        return { soldAt: noon, timeKnown: false, businessDate: date, hour: null };
      }
      if (offset !== null) return placeInstant(midnightUtc(date) + time - offset * 60_000);
      const steady = steadyOffset(date);
      if (steady === null) return placeInstant(instantOfWallTime(wallText(date, time), timeZone));
      const hour = Math.floor(time / HOUR_MS);
      return {
        soldAt: midnightUtc(date) + time - steady,
        timeKnown: true,
        businessDate: hour < dayEndHour ? addDays(date, -1) : date,
        hour,
      };
    },
  };

  function placeInstant(soldAt: number): PlacedTime {
    const { businessDate, hour } = localParts(soldAt, { timeZone, dayEndHour });
    return { soldAt, timeKnown: true, businessDate, hour };
  }

  function steadyOffset(date: string): number | null {
    let offset = offsets.get(date);
    if (offset === undefined) {
      const start = midnightUtc(date) - startOf(date);
      const next = addDays(date, 1);
      const end = midnightUtc(next) - startOf(next);
      offset = start === end ? start : null;
      offsets.set(date, offset);
    }
    return offset;
  }

  function startOf(date: string): number {
    let start = starts.get(date);
    if (start === undefined) {
      start = instantOfWallTime(`${date}T00:00`, timeZone);
      starts.set(date, start);
    }
    return start;
  }
}

function midnightUtc(date: string): number {
  return Date.parse(`${date}T00:00:00Z`);
}

function wallText(date: string, time: number): string {
  return `${date}T${new Date(time % DAY_MS).toISOString().slice(11, 19)}`;
}
