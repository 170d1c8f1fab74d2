import { createDecipheriv } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Config } from '../../server/config.ts';
import { SQLITE_FILE } from '../../server/storage/sqlite-driver.ts';

/** What every key of the portal makes of those bytes, whatever place they were bound to. */
function openedAnyhow(bytes: Buffer, keys: Config['dataKeys']): string {
  const idEnd = 2 + (bytes[1] ?? 0);
  const id = bytes.toString('utf8', 2, idEnd);
  const key = keys.find((one) => one.id === id)?.key;
  if (bytes[0] !== 1 || key === undefined || bytes.length < idEnd + 28) return '';
  // Without its tag at the end nothing is checked, so that no place has to be known.
  const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(idEnd, idEnd + 12));
  return cipher.update(bytes.subarray(idEnd + 12, bytes.length - 16)).toString('utf8');
}

/** Every value of the database as text, opened where the portal can. */
export function everyText(dataDir: string, keys: Config['dataKeys']): Map<string, string> {
  const db = new Database(join(dataDir, SQLITE_FILE), { readonly: true });
  try {
    const tables = db.prepare(`select name from sqlite_master where type = 'table'`).pluck().all();
    return new Map(
      (tables as string[]).map((table) => {
        const rows = db.prepare(`select * from "${table}"`).all() as Record<string, unknown>[];
        const texts = rows.flatMap(Object.values).map((value) => {
          if (!Buffer.isBuffer(value)) return String(value);
          return `${value.toString('utf8')} ${openedAnyhow(value, keys)}`;
        });
        return [table, texts.join('\n')];
      }),
    );
  } finally {
    db.close();
  }
}
