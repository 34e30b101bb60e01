import { expect, type Locator, type Page, test } from '@playwright/test';
import { accessibilityProblems } from './support/accessibility.ts';
import { type LaunchedTillwise, launchTillwise, shoot } from './support/launch.ts';
import { type SeededShop, type ShopApi, seedShop } from './support/seeded-shop.ts';

const dayMs = 86_400_000;
/** The business date some days before today, at noon so that no zone of a test machine turns it. */
const daysAgo = (days: number) => new Date(Date.now() - days * dayMs).toISOString().slice(0, 10);

/** How the calendar names a day: "22 November 2026". */
const calendarLabel = (date: string) =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(date));

/** Today 30.00 in two sales, yesterday 12.50 in one, 40 days ago 100.00 in one; two expenses. */
async function aSmallShop(api: ShopApi): Promise<void> {
  await api.post('/customers', { id: 'C1', name: 'Ana Ruiz' });
  await api.post('/sales', {
    product_name: '<b>Tea</b> & scone',
    amount: 20,
    date: daysAgo(0),
    customer_id: 'C1',
  });
  await api.post('/sales', { product_name: 'Flat white', amount: 10, date: daysAgo(0) });
  await api.post('/sales', { product_name: 'Flat white', amount: 12.5, date: daysAgo(1) });
  await api.post('/sales', { product_name: 'Teapot', amount: 100, date: daysAgo(40) });
  await api.post('/expenses', {
    description: 'Rent',
    amount: 15,
    category: 'Rent',
    date: daysAgo(2),
  });
  await api.post('/expenses', { description: 'Milk', amount: 5, date: daysAgo(1) });
}

const kpi = (page: Page, name: string): Locator =>
  page.getByTestId(`kpi-${name}`).getByTestId('kpi-value');

async function choosePeriod(page: Page, preset: string): Promise<void> {
  await page.getByTestId('period').click();
  await page.getByRole('dialog').getByRole('button', { name: preset, exact: true }).click();
}

async function compareWith(page: Page, choice: string): Promise<void> {
  await page.getByTestId('compare').click();
  await page.getByRole('option', { name: choice }).click();
}

test.describe('the dashboard of a small shop', () => {
  let shop: SeededShop;
  let tillwise: LaunchedTillwise;
  let page: Page;

  test.beforeAll(async () => {
    shop = await seedShop(aSmallShop);
    tillwise = await launchTillwise({ dataDir: shop.dataDir });
    page = tillwise.page;
    await expect(kpi(page, 'net_sales')).toBeVisible();
  });
  test.afterAll(async () => {
    await tillwise?.close();
    shop?.remove();
  });

  test('shows the last 30 days when nothing was chosen', async () => {
    await expect(page.getByTestId('period')).toHaveText('Last 30 days');
    await expect(kpi(page, 'net_sales')).toContainText('42.50');
    await expect(kpi(page, 'transactions')).toHaveText('3');
    await expect(kpi(page, 'expenses')).toContainText('20.00');
    await expect(kpi(page, 'net_profit')).toContainText('22.50');
    await expect(page.getByTestId('top-products')).toContainText('<b>Tea</b> & scone');
    await expect(page.getByTestId('customer-mix')).toContainText('1 customer');
    await expect(page.getByTestId('expense-breakdown')).toContainText('Rent');
    await shoot(page, 'dashboard-small-shop');
  });

  test('each period shows its own sales', async () => {
    await choosePeriod(page, 'Today');
    await expect(kpi(page, 'net_sales')).toContainText('30.00');
    await choosePeriod(page, 'Yesterday');
    await expect(kpi(page, 'net_sales')).toContainText('12.50');
    await choosePeriod(page, 'All time');
    await expect(kpi(page, 'net_sales')).toContainText('142.50');
    await expect(page.getByTestId('period')).toHaveText('All time');
    await choosePeriod(page, 'Last 7 days');
    await expect(kpi(page, 'net_sales')).toContainText('42.50');
  });

  test('a range of one’s own can be picked in the calendar', async () => {
    await choosePeriod(page, 'Today');
    await page.getByTestId('period').click();
    const today = page.getByRole('button', { name: calendarLabel(daysAgo(0)) });
    await today.click();
    await today.click();
    await expect(page.getByTestId('period')).toHaveText('Custom range');
    await expect(kpi(page, 'net_sales')).toContainText('30.00');
  });

  test('compares with the period before, or with nothing', async () => {
    await choosePeriod(page, 'Today');
    const card = page.getByTestId('kpi-net_sales');
    await expect(card).toContainText('+140%');
    await expect(card).toContainText('12.50');
    await compareWith(page, 'No comparison');
    await expect(card).not.toContainText('%');
    await compareWith(page, 'vs previous period');
    await expect(card).toContainText('+140%');
    await choosePeriod(page, 'All time');
    await expect(card).not.toContainText('from');
    await expect(page.getByTestId('compare')).toBeDisabled();
  });

  test('the chosen period is still chosen after a restart', async () => {
    await choosePeriod(page, 'Yesterday');
    await expect(kpi(page, 'net_sales')).toContainText('12.50');
    await tillwise.close();
    tillwise = await launchTillwise({ dataDir: shop.dataDir });
    page = tillwise.page;
    await expect(page.getByTestId('period')).toHaveText('Yesterday');
    await expect(kpi(page, 'net_sales')).toContainText('12.50');
  });

  test('every figure explains itself', async () => {
    await page.getByRole('button', { name: 'How is Net sales computed?' }).click();
    await expect(page.getByText('Gross sales − discounts − returns')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByText('Gross sales − discounts − returns')).toBeHidden();
  });

  test('every chart turns into a table of its figures', async () => {
    await choosePeriod(page, 'Last 7 days');
    for (const name of ['Net sales by day', 'Top products', 'Customer mix', 'Expenses']) {
      await page.getByRole('button', { name: `Show ${name} as a table` }).click();
    }
    await expect(
      page.getByRole('table', { name: 'Net sales by day' }).locator('tbody tr'),
    ).toHaveCount(7);
    await expect(
      page.getByRole('table', { name: 'Top products' }).getByRole('row', { name: /Flat white/ }),
    ).toContainText('22.50');
    await expect(
      page.getByRole('table', { name: 'Expenses by category' }).getByRole('row', { name: /Rent/ }),
    ).toContainText('75%');
    await shoot(page, 'dashboard-tables');
    for (const name of ['Net sales by day', 'Top products', 'Customer mix', 'Expenses']) {
      await page.getByRole('button', { name: `Show ${name} as a chart` }).click();
    }
  });

  test('a posted sale moves the open dashboard without a reload', async () => {
    await choosePeriod(page, 'Today');
    await expect(kpi(page, 'net_sales')).toContainText('30.00');
    const sameDocument = await page.evaluateHandle(() => document);
    await shop.api().post('/sales', { product_name: 'Cake', amount: 4.2, date: daysAgo(0) });
    await expect(kpi(page, 'net_sales')).toContainText('34.20');
    await expect(kpi(page, 'transactions')).toHaveText('3');
    await expect(page.getByTestId('top-products')).toContainText('Cake');
    expect(await page.evaluate((before) => before === document, sameDocument)).toBe(true);
  });

  test('the line to the data is taken up again when it broke', async () => {
    await choosePeriod(page, 'Today');
    const before = Number(await kpi(page, 'transactions').textContent());
    // Asking for a new line makes the core drop the one in use.
    await page.evaluate(() =>
      window.postMessage({ type: 'tillwise:connect' }, window.location.origin),
    );
    await shop.api().post('/sales', { product_name: 'Cake', amount: 4.2, date: daysAgo(0) });
    await expect(kpi(page, 'transactions')).toHaveText(String(before + 1));
    await shop.api().post('/sales', { product_name: 'Cake', amount: 4.2, date: daysAgo(0) });
    await expect(kpi(page, 'transactions')).toHaveText(String(before + 2));
    // One new line is enough: the page must not go on dropping the one it just got.
    const ports = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let given = 0;
          window.addEventListener('message', ({ data }) => {
            if (data?.type === 'tillwise:port') given++;
          });
          setTimeout(() => resolve(given), 1000);
        }),
    );
    expect(ports).toBe(0);
    await expect(page.getByText('Connecting to your data again')).toBeHidden();
  });

  test('a posted sale is on screen at once', async () => {
    await choosePeriod(page, 'Today');
    const api = shop.api();
    const figure = kpi(page, 'transactions');
    const waits: number[] = [];
    for (let sale = 0; sale < 25; sale++) {
      const before = Number(await figure.textContent());
      const changedAt = figure.evaluate(
        (element) =>
          new Promise<number>((resolve) => {
            const observer = new MutationObserver(() => {
              observer.disconnect();
              resolve(Date.now());
            });
            observer.observe(element, { subtree: true, childList: true, characterData: true });
          }),
      );
      // The observer has to stand before the sale is posted.
      await figure.evaluate(() => new Promise(requestAnimationFrame));
      const postedAt = Date.now();
      await api.post('/sales', { product_name: 'Espresso', amount: 2, date: daysAgo(0) });
      waits.push((await changedAt) - postedAt);
      await expect(figure).toHaveText(String(before + 1));
    }
    waits.sort((one, other) => one - other);
    const median = waits[Math.floor(waits.length / 2)] ?? Number.POSITIVE_INFINITY;
    const worst = waits.at(-1);
    console.log(`posted sale to changed figure: median ${median} ms, worst ${worst} ms`);
    // The target is 50 ms; a machine that runs other things meanwhile gets four times that.
    expect(median).toBeLessThan(200);
  });

  test('fits the smallest window without scrolling sideways', async () => {
    const resize = (width: number, height: number) =>
      tillwise.app.evaluate(
        ({ BrowserWindow }, size) =>
          BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
        { width, height },
      );
    await resize(900, 600);
    await expect.poll(() => page.evaluate(() => window.innerWidth)).toBeLessThanOrEqual(900);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
    await shoot(page, 'dashboard-smallest');
    await resize(1280, 800);
  });

  for (const scheme of ['light', 'dark'] as const) {
    test(`has no accessibility problem, ${scheme}`, async () => {
      await page.emulateMedia({ colorScheme: scheme });
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.getByTestId('period').click();
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+K');
      await expect(page.getByPlaceholder('Add something or go somewhere')).toBeVisible();
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await shoot(page, `dashboard-${scheme}`);
    });
  }
});

test('a shop whose data lies in the past opens on its last 30 days with sales', async () => {
  const shop = await seedShop(async (api) => {
    await api.post('/sales', { product_name: 'Lantern', amount: 8, date: '2010-12-01' });
    await api.post('/sales', { product_name: 'Lantern', amount: 9, date: '2011-12-09' });
    // Money spent today is no reason to show a month without sales.
    await api.post('/expenses', { description: 'Rent', amount: 100 });
  });
  const tillwise = await launchTillwise({ dataDir: shop.dataDir });
  try {
    const { page } = tillwise;
    await expect(page.getByTestId('period-notice')).toContainText(
      'Showing the last 30 days with sales',
    );
    await expect(kpi(page, 'net_sales')).toContainText('9.00');
    await shoot(page, 'dashboard-past');
    await page.getByRole('button', { name: 'How is Net sales computed?' }).click();
    await expect(page.getByText('Counted: 1 sale and 0 refunds.')).toBeVisible();
    await shoot(page, 'dashboard-explained');
    await page.keyboard.press('Escape');
    await page.getByTestId('period-notice').getByRole('button', { name: 'All time' }).click();
    await expect(kpi(page, 'net_sales')).toContainText('17.00');
    await choosePeriod(page, 'Today');
    await expect(page.getByTestId('period-notice')).toContainText('Nothing was sold');
    await page.getByRole('button', { name: 'Last 30 days with sales' }).click();
    await expect(kpi(page, 'net_sales')).toContainText('9.00');
  } finally {
    await tillwise.close();
    shop.remove();
  }
});
