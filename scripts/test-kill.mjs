/** `npm run test:kill`: the test that kills the program under load, with 200 kills. */
process.env.TILLWISE_KILLS ??= '200';
process.argv.push('tests/integration/kill.test.ts');
await import('./test.mjs');
