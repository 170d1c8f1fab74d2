import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigError, settings, type Values } from './config-settings.ts';

const NAME = 'REGISTER_DATABASE_URL';
/** Of the sample town's own extract. */
const SAMPLE_FILE = 'register.sqlite';

const isPostgres = (url: string) => /^postgres(ql)?:\/\//.test(url);

/** Host, port and database: another user of the same database is no other database. */
function placeOf(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port || '5432'}${pathname}`;
}

const refuse = (problem: string) => new ConfigError(NAME, problem, settings[NAME][1]);

function filePath(text: string): string {
  if (text.startsWith('file:')) return fileURLToPath(text);
  if (/^\w{2,}:/.test(text)) throw refuse(`"${text}" is not usable`);
  return resolve(text);
}

/**
 * Where the extract of the resident register lies: on the inner side of the network, apart from the
 * portal's database. In production a process that residents reach refuses to start with it.
 * @throws ConfigError
 */
export function registerUrl(values: Values, dataDir: string): string | null {
  const { REGISTER_DATABASE_URL: given, DATABASE_URL: portal, SURFACES, APP_MODE } = values;
  const surfaces = SURFACES.split(',');
  if (given === undefined) {
    const isSample = APP_MODE === 'sample' && surfaces.includes('staff');
    return isSample ? join(dataDir, SAMPLE_FILE) : null;
  }
  if (!surfaces.includes('staff') || (APP_MODE === 'production' && surfaces.includes('resident'))) {
    throw refuse(
      `is set in a process with SURFACES=${SURFACES}: the portal never holds the resident register`,
    );
  }
  if (!isPostgres(given)) {
    const file = filePath(given);
    if (file === join(dataDir, 'madoguchi.sqlite')) throw refuse("is the portal's own database");
    return file;
  }
  if (!URL.canParse(given)) throw refuse(`"${given}" is not usable`);
  if (portal !== undefined && placeOf(portal) === placeOf(given)) {
    throw refuse("is the portal's own database (DATABASE_URL)");
  }
  return given;
}
