import { defineConfig } from 'drizzle-kit';

/** `drizzle-kit generate --config server/storage/register/drizzle.sqlite.config.ts --name <name>`, always for both databases. */
export default defineConfig({
  dialect: 'sqlite',
  schema: './server/storage/register/schema-register-sqlite.ts',
  out: './migrations/register/sqlite',
});
