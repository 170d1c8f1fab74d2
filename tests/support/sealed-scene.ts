import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect } from 'vitest';
import { SQLITE_FILE } from '../../server/storage/sqlite-driver.ts';
import { type InjectedResident, unescaped } from './injected-resident.ts';
import { documentsAskedFor, SMALL_PNG } from './multipart.ts';
import type { OfficeApp } from './office-app.ts';
import { procedureOf } from './sample-town.ts';

/** Words that stand nowhere else: where they are found, an answer is found. */
export const SECRETS = ['ひみつの名前', 'ひみつの話', 'ひみつの写真', 'himitsu@example.jp'];

export const SEALED_ANSWERS = {
  danger: false,
  topic: 'partner',
  call_name: 'ひみつの名前',
  way: 'email',
  safe_email: 'himitsu@example.jp',
  story: '=ひみつの話',
  has_evidence: true,
};

/** Sends the sample procedure with a photo, as somebody who reads English. */
export async function sendSealed(site: OfficeApp, resident: InjectedResident) {
  const procedure = procedureOf(site.services.library, 'dv-consultation');
  const wish = { procedure, answers: SEALED_ANSWERS, until: 'attachments', locale: 'en' };
  const list = await resident.fill(wish);
  const asked = await resident.post(list.path, { ...list.hidden, intent: 'next' });
  const [path = ''] = documentsAskedFor(asked.body);
  const page = await resident.open(path);
  const photo = { ...SMALL_PNG, name: 'ひみつの写真.png' };
  const added = await resident.upload(path, page.hidden, [photo]);
  const there = await resident.get(String(added.headers.location));
  expect(there.body).toContain('ひみつの写真.png');
  const id = draftId(site.dataDir);
  const [{ id: file } = { id: '' }] = await site.services.stores.attachments.listFor(id);
  expect(there.body).not.toContain(`evidence/${file}"`);
  expect((await resident.get(`${path}/${file}`)).statusCode).toBe(404);
  const check = await resident.follow(
    await resident.post(list.path, { ...list.hidden, intent: 'next' }),
    list.path,
  );
  const done = await resident.follow(
    await resident.post(check.path, { ...check.hidden, intent: 'submit' }),
    check.path,
  );
  const application = await site.services.stores.applications.find(id);
  return {
    id,
    number: application?.number ?? '',
    check: unescaped(check.page.body),
    done: unescaped(done.page.body),
    file,
  };
}

/** The application will have the same. */
function draftId(dataDir: string): string {
  const db = new Database(join(dataDir, SQLITE_FILE), { readonly: true });
  try {
    return db.prepare('select id from drafts where expires_at > 0').pluck().get() as string;
  } finally {
    db.close();
  }
}
