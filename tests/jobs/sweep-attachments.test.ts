import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sweepAttachments } from '../../server/domain/attachments/sweep-attachments.ts';
import { type ApplyApp, applyApp } from '../support/apply-app.ts';
import { hiddenFields } from '../support/http-resident.ts';
import { SMALL_PNG } from '../support/multipart.ts';

let site: ApplyApp;
beforeAll(async () => {
  site = await applyApp();
});
afterAll(() => site.close());

it('removes files that no row names after an hour, and those of drafts that have ended', async () => {
  const { services, clock, dataDir } = site;
  const { stores, attachmentFiles } = services;
  const folder = join(dataDir, 'attachments');
  const stray = '00000000-0000-4000-8000-000000000000';
  writeFileSync(join(folder, stray), 'nobody knows it');
  const { resident } = await site.applicant('care-equipment', 'attachments');
  const page = '/ja/apply/care-equipment/attachments/receipt';
  await resident.upload(page, hiddenFields((await resident.get(page)).body), [SMALL_PNG]);
  expect(readdirSync(folder)).toHaveLength(2);
  const age = () => {
    for (const name of readdirSync(folder))
      utimesSync(join(folder, name), clock.now(), clock.now());
  };
  const later = (ms: number) => clock.set(new Date(clock.now().getTime() + ms).toISOString());
  age();
  expect(await sweepAttachments(stores, attachmentFiles, clock)).toBe(0);
  later(3_600_001);
  expect(await sweepAttachments(stores, attachmentFiles, clock)).toBe(1);
  expect(readdirSync(folder)).not.toContain(stray);
  later(31 * 86_400_000);
  await stores.drafts.removeExpired(clock.now());
  expect(await sweepAttachments(stores, attachmentFiles, clock)).toBe(1);
  expect(readdirSync(folder)).toEqual([]);
});
