import { defineConfig } from 'drizzle-kit';

/** `drizzle-kit generate --config server/storage/register/drizzle.postgres.config.ts --name <name>`, always for both databases. */
export default defineConfig({
  dialect: 'postgresql',
  schema: './server/storage/register/schema-register-postgres.ts',
  out: './migrations/register/postgres',
});
