import { defineConfig } from 'drizzle-kit';

/** `drizzle-kit generate --config server/storage/drizzle.postgres.config.ts --name <name>`, always for both databases. */
export default defineConfig({
  dialect: 'postgresql',
  schema: './server/storage/schema-postgres.ts',
  out: './migrations/postgres',
});
