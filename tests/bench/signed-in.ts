import { randomBytes } from 'node:crypto';
import { readConfig } from '../../server/config.ts';
import { hashSecret } from '../../server/lib/secret-hash.ts';
import { openStores } from '../../server/storage/open-stores.ts';

/** Signs somebody of the sample town's staff in, for an hour. @returns the cookie */
export async function signIn(dataDir: string, login: string): Promise<string> {
  const { databaseUrl, dataKeys } = readConfig({ DATA_DIR: dataDir });
  const stores = await openStores({ dataDir, databaseUrl, keys: dataKeys });
  const member = (await stores.staff.list()).find((one) => one.login === login);
  if (!member) throw new Error(`${login} does not work here`);
  const secret = randomBytes(32).toString('base64url');
  const startedAt = new Date();
  await stores.staff.startSession({
    sessionHash: hashSecret(secret),
    staffId: member.id,
    secondFactor: 'totp',
    startedAt,
    endsAt: new Date(startedAt.getTime() + 3_600_000),
  });
  await stores.close();
  return `madoguchi=${secret}`;
}
