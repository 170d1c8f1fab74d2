import { defineConfig } from 'drizzle-kit';

/** `drizzle-kit generate --config server/storage/drizzle.sqlite.config.ts --name <name>`, always for both databases. */
export default defineConfig({
  dialect: 'sqlite',
  schema: './server/storage/schema-sqlite.ts',
  out: './migrations/sqlite',
});
