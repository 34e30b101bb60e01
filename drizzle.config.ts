import { defineConfig } from 'drizzle-kit';

/** Only to generate a draft: `npx drizzle-kit generate`. Review it by hand (docs/architecture.md). */
export default defineConfig({
  dialect: 'sqlite',
  schema: './src/main/core/db/schema/schema.ts',
  out: './out/drizzle',
});
