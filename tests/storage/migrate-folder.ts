// A process of its own that migrates, to be killed: node migrate-folder.ts <dialect> <target> <folder>
import { migratePostgres, migrateSqlite } from '../../server/storage/migrate.ts';
import { openPostgres } from '../../server/storage/postgres-driver.ts';
import { openSqlite } from '../../server/storage/sqlite-driver.ts';

const [dialect, target = '', folder = ''] = process.argv.slice(2);
const ignore = () => undefined;
if (dialect === 'sqlite') {
  const driver = await openSqlite(target, ignore);
  process.stdout.write('starting\n');
  await migrateSqlite(driver, folder);
  await driver.close();
} else {
  const driver = openPostgres(target, ignore);
  process.stdout.write('starting\n');
  await migratePostgres(driver, folder);
  await driver.close();
}
