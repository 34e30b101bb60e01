import { buildIfStale } from '../../../scripts/runtime/build.mjs';
import { prepareLaunch } from '../../../scripts/runtime/launch-plan.mjs';
import { PLAN_VARIABLE } from './launch-plan-variable.ts';

/**
 * Runs once before all end-to-end tests: builds what is stale, prepares runtime and display, and hands
 * the plan to the workers. The returned function ends the display.
 */
export default async function prepareWindow(): Promise<() => void> {
  await buildIfStale();
  // TILLWISE_SHOW_WINDOW=1 lets a developer watch the tests on the real display.
  const alwaysVirtual = process.env.TILLWISE_SHOW_WINDOW !== '1';
  const { plan, close } = await prepareLaunch({ alwaysVirtual });
  process.env[PLAN_VARIABLE] = JSON.stringify(plan);
  return close;
}
