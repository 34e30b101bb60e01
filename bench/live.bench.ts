/**
 * How soon a sale that a till posts has changed the number on the open dashboard, in the real window, and
 * how much of that is the answer to the till. `node bench/live.bench.ts [sales posted, default 300]
 * [stored sales, default 200000]`. The computer must have nothing else to do.
 */
import { copyFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import { prepareLaunch } from '../scripts/runtime/launch-plan.mjs';
import { goTo } from '../tests/e2e/support/go-to.ts';
import { launchTillwise, makeDataDir, removeFolder } from '../tests/e2e/support/launch.ts';
import { PLAN_VARIABLE } from '../tests/e2e/support/launch-plan-variable.ts';
import { discoveredUrl, giveToWindowUser } from '../tests/e2e/support/seeded-shop.ts';
import { startHost } from '../tests/support/host-process.ts';
import { accepted, Line } from './support/line.ts';
import { createRandom, shopFile, ticket } from './support/shop.ts';
import { median, quantile } from './support/spread.ts';
import { storedShop } from './support/stored-shop.ts';

/** Posted before anything is measured: the first ones compile what the others run. */
const WARM_UP = 30;
/** Rest between two sales, so that each is alone, at another moment of a frame each time. */
const REST_MS = [60, 140] as const;
const LONGEST_WAIT_MS = 5000;

const sales = Number(process.argv[2] ?? 300);
const stored = await storedShop(Number(process.argv[3] ?? 200_000));
const random = createRandom(23);

/** Ms on the clock that the page and this process share. */
function now(): number {
  return performance.timeOrigin + performance.now();
}

/** Notes in the page when a number of transactions came into the document, and when it was drawn. */
function watchTransactions(): void {
  const value = () =>
    document.querySelector('[data-testid="kpi-transactions"] [data-testid="kpi-value"]')
      ?.textContent ?? '';
  const seen: Record<string, { changed: number; drawn: number }> = {};
  Object.assign(window, { seenTransactions: seen });
  const clock = () => performance.timeOrigin + performance.now();
  new MutationObserver(() => {
    const text = value();
    if (seen[text]) return;
    const at = { changed: clock(), drawn: 0 };
    seen[text] = at;
    // The frame with it is drawn before the task after its callback.
    requestAnimationFrame(() =>
      setTimeout(() => {
        at.drawn = clock();
      }, 0),
    );
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
}

/** When the page showed that number; waits for it. Runs in the page. */
function seenAt(text: string): { changed: number; drawn: number } | null {
  const seen: unknown = Reflect.get(window, 'seenTransactions');
  const at: unknown = typeof seen === 'object' && seen !== null ? Reflect.get(seen, text) : null;
  if (typeof at !== 'object' || at === null || !('changed' in at) || !('drawn' in at)) return null;
  const { changed, drawn } = at;
  return typeof changed === 'number' && typeof drawn === 'number' && drawn > 0
    ? { changed, drawn }
    : null;
}

async function shown(page: Page, text: string): Promise<{ changed: number; drawn: number }> {
  const until = now() + LONGEST_WAIT_MS;
  while (now() < until) {
    const at = await page.evaluate(seenAt, text);
    if (at) return at;
    await sleep(20);
  }
  throw new Error(`the window never showed ${text} transactions`);
}

async function measure(page: Page, line: Line): Promise<void> {
  const figure = page.getByTestId('kpi-transactions').getByTestId('kpi-value');
  await expect(figure).toBeVisible({ timeout: 30_000 });
  let count = Number((await figure.textContent())?.replaceAll(/\D/g, ''));
  await page.evaluate(watchTransactions);
  const answered: number[] = [];
  const changed: number[] = [];
  const drawn: number[] = [];
  for (let posted = 0; posted < WARM_UP + sales; posted += 1) {
    const started = now();
    accepted(await line.post('/api/v1/sales', ticket(random)));
    const answer = now();
    count += 1;
    const at = await shown(page, await page.evaluate(inWords, count));
    if (posted >= WARM_UP) {
      answered.push(answer - started);
      changed.push(at.changed - started);
      drawn.push(at.drawn - started);
    }
    const [least, most] = REST_MS;
    await sleep(least + random() * (most - least));
  }
  const row = (what: string, values: readonly number[], target: string) => ({
    what,
    'median ms': quantile(values, 0.5).toFixed(1),
    'p99 ms': quantile(values, 0.99).toFixed(1),
    'worst ms': Math.max(...values).toFixed(1),
    target,
  });
  console.table([
    row('posted → answered', answered, ''),
    row('posted → number changed', changed, 'median ≤ 50'),
    row('posted → frame drawn', drawn, ''),
  ]);
  console.log(
    `${sales} sales into a shop of ${(await totalOf(page)).trim()}; the change is there ${(median(changed) - median(answered)).toFixed(1)} ms after the answer.`,
  );
}

/** A count as the window writes it. Runs in the page. */
function inWords(count: number): string {
  return new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 }).format(count);
}

/** As in "200,330 sales", from the list. */
async function totalOf(page: Page): Promise<string> {
  await goTo(page, 'Sales');
  const count = page.getByTestId('list-count');
  await expect(count).toContainText('sales');
  return (await count.textContent()) ?? '';
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

const { plan, close } = await prepareLaunch({ alwaysVirtual: true });
process.env[PLAN_VARIABLE] = JSON.stringify(plan);
const dataDir = makeDataDir();
try {
  copyFileSync(shopFile(stored), shopFile(dataDir));
  // Only to make a token.
  const host = await startHost(dataDir, { printToken: true });
  const token = host.token ?? '';
  await host.stop();
  giveToWindowUser(dataDir);
  const tillwise = await launchTillwise({ dataDir });
  const line = await Line.open(Number(new URL(discoveredUrl(dataDir)).port), token);
  try {
    await measure(tillwise.page, line);
  } finally {
    line.close();
    await tillwise.close();
  }
} finally {
  removeFolder(dataDir);
  close();
}
