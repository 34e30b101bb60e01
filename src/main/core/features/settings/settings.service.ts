/** The shop's settings: a few values, kept in memory, each change with its event. */
import { isDeepStrictEqual } from 'node:util';
import { EventType } from '../../../../shared/events/catalogue.ts';
import { businessDateAt } from '../../../../shared/lib/business-day.ts';
import {
  type MoneyCodec,
  moneyCodec,
  roundHalfAwayFromZero,
} from '../../../../shared/lib/money.ts';
import {
  type Settings,
  type SettingsPatch,
  settings,
} from '../../../../shared/schemas/settings.ts';
import type { Context } from '../../context.ts';
import type { Database } from '../../db/connection.ts';
import type { Write } from '../../db/write-tx.ts';
import { atField, conflict } from '../../errors.ts';

/** What a new shop starts with; the welcome screen proposes the computer's own zone and currency. */
const DEFAULT_SETTINGS: Settings = {
  shop_name: 'My shop',
  currency: 'EUR',
  time_zone: 'UTC',
  day_end_hour: 0,
  first_weekday: 1,
  vip_threshold: 500,
  api_enabled: true,
  color_scheme: 'auto',
};

export class SettingsService {
  readonly #database: Database;
  readonly #write: Write;
  #current: Settings;
  #money: MoneyCodec;

  constructor(database: Database, write: Write) {
    this.#database = database;
    this.#write = write;
    this.#current = this.#load();
    this.#money = moneyCodec(this.#current.currency);
  }

  get(): Settings {
    return this.#current;
  }

  /** The codec of the shop's currency. */
  money(): MoneyCodec {
    return this.#money;
  }

  /** Lifetime net sales above which a customer is a VIP, minor units. */
  vipThresholdMinor(): number {
    return roundHalfAwayFromZero(this.#current.vip_threshold * 10 ** this.#money.digits);
  }

  /** The business date at an instant (UTC ms). */
  businessDate(utcMs: number): string {
    const { time_zone, day_end_hour } = this.#current;
    return businessDateAt(utcMs, { timeZone: time_zone, dayEndHour: day_end_hour });
  }

  /**
   * Changes what is given. Zone and day end apply to what is written from now on: the business
   * date of a sale is fixed when it is written.
   * @throws UserError when a currency with other decimals is chosen while amounts are stored
   */
  update(ctx: Context, patch: SettingsPatch): Settings {
    const before = this.#current;
    const after = settings.parse({ ...before, ...patch });
    const money = moneyCodec(after.currency);
    if (patch.vip_threshold !== undefined)
      atField('vip_threshold', () => money.toMinor(after.vip_threshold));
    if (money.digits !== this.#money.digits && this.#hasAmounts()) {
      throw conflict(
        'currency',
        `${after.currency} has another number of decimals than ${before.currency}, so the amounts already stored would change. Choose the currency before entering sales.`,
      );
    }
    this.#write<void>(ctx, (tx) => {
      const save = tx.sqlite.prepare(
        'INSERT INTO setting (key, value, updated_at) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at',
      );
      for (const [key, value] of Object.entries(patch)) {
        if (value !== undefined) save.run(key, JSON.stringify(value), ctx.now);
      }
      if (isDeepStrictEqual(before, after)) return;
      tx.emit({
        type: EventType.SETTING_UPDATED,
        entity: 'setting',
        entityId: 'shop',
        before,
        after,
      });
    });
    this.#current = after;
    this.#money = money;
    return after;
  }

  /** Also those of an import under way, which are read already. */
  #hasAmounts(): boolean {
    return (
      this.#database.sqlite
        .prepare(
          `SELECT EXISTS (SELECT 1 FROM sale) OR EXISTS (SELECT 1 FROM expense)
             OR EXISTS (SELECT 1 FROM product WHERE price_minor IS NOT NULL OR cost_minor IS NOT NULL)
             OR EXISTS (SELECT 1 FROM import_batch WHERE status IN ('reading', 'writing', 'interrupted'))`,
        )
        .pluck()
        .get() === 1
    );
  }

  #load(): Settings {
    const rows = this.#database.sqlite
      .prepare<[], { key: string; value: string }>('SELECT key, value FROM setting')
      .all();
    const stored: Record<string, unknown> = {};
    for (const row of rows) stored[row.key] = JSON.parse(row.value);
    return settings.parse({ ...DEFAULT_SETTINGS, ...stored });
  }
}
