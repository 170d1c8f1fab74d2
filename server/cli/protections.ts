import { readConfig } from '../config.ts';
import { PERMISSIONS } from '../domain/staff/roles.ts';
import { mayDo, type Staff } from '../domain/staff/staff.ts';
import { todayInTokyo } from '../lib/jst-date.ts';
import { openStores } from '../storage/open-stores.ts';
import type { Stores } from '../storage/stores.ts';
import { CommandError, runCommand } from './run-command.ts';

const USAGE = `使い方: npm run protections -- list
        npm run protections -- add-reader <支援措置の番号> <ログイン名>
見られる課長が異動していなくなった支援措置に、課長を加えます。守る人の名前は出ません。`;

/** No town changes who may (bound-permissions.ts): the shipped table is right without the town's folder. */
const isManager = (staff: Staff | undefined, day: string) =>
  staff !== undefined &&
  staff.leftAt === null &&
  mayDo(staff, 'protections.manage', { day, grants: PERMISSIONS });

async function list({ protections, staff }: Stores, day: string): Promise<number> {
  const byId = new Map((await staff.list()).map((one) => [one.id, one]));
  for (const { id, to, readers } of await protections.overview()) {
    const people = readers.map((reader) => byId.get(reader));
    const logins = people.map((one) => one?.login ?? '?').join(', ');
    const orphaned = people.some((one) => isManager(one, day)) ? '' : '  課長がいません';
    console.log(`${id}  ${to}まで  ${logins}${orphaned}`);
  }
  return 0;
}

async function addReader(
  { protections, staff }: Stores,
  { id, login, now }: { readonly id: string; readonly login: string; readonly now: Date },
): Promise<number> {
  const protection = (await protections.overview()).find((one) => one.id === id);
  if (protection === undefined) throw new CommandError(`${id} という支援措置はありません。`);
  const manager = (await staff.list()).find((one) => one.login === login);
  if (manager === undefined || !isManager(manager, todayInTokyo(now))) {
    throw new CommandError(`${login} は、今日、課長ではありません。`);
  }
  const readers = [...protection.readers, manager.id];
  await protections.setReaders(id, readers, { actor: 'system', at: now });
  console.log(`${login} を加えました。`);
  return 0;
}

/** `npm run protections`: for the day on which nobody is left who may end a protection. */
await runCommand(async () => {
  const [command, id, login] = process.argv.slice(2);
  const config = readConfig(process.env);
  const stores = await openStores({ ...config, keys: config.dataKeys });
  try {
    const now = new Date();
    if (command === 'list') return await list(stores, todayInTokyo(now));
    if (command === 'add-reader' && id && login) return await addReader(stores, { id, login, now });
    throw new CommandError(USAGE);
  } finally {
    await stores.close();
  }
});
