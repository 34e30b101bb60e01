/** Where the set-up leaves the launch plan for the test workers, as JSON. */
export const PLAN_VARIABLE = 'TILLWISE_E2E_PLAN';
