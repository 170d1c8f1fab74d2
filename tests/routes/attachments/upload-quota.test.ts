import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplyApp, applyApp } from '../../support/apply-app.ts';
import { hiddenFields } from '../../support/http-resident.ts';
import { SMALL_PDF, SMALL_PNG } from '../../support/multipart.ts';

const PAGE = '/ja/apply/care-equipment/attachments/receipt';
/** Fewer bytes than any file has. */
const NEARLY_NOTHING = 0.000_01;

let site: ApplyApp;
const uploads: { max_total_megabytes?: number; max_daily_megabytes?: number } = {};
beforeAll(async () => {
  site = await applyApp({
    tamper: (services) => {
      const { library } = services;
      return {
        ...services,
        library: { ...library, municipality: { ...library.municipality, uploads } },
      };
    },
  });
});
afterAll(() => site.close());

async function atReceipt() {
  const { resident } = await site.applicant('care-equipment', 'attachments');
  return async (file = SMALL_PNG) =>
    resident.upload(PAGE, hiddenFields((await resident.get(PAGE)).body), [file]);
}

const onDisk = () => readdirSync(join(site.dataDir, 'attachments')).length;

describe('nobody fills the disk', () => {
  it('not with one application: what is too much is refused in words and leaves nothing', async () => {
    const upload = await atReceipt();
    const before = onDisk();
    uploads.max_total_megabytes = NEARLY_NOTHING;
    const refused = await upload();
    delete uploads.max_total_megabytes;
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('窓口に持ってくるか、郵便で送ってください');
    expect(onDisk()).toBe(before);
    expect((await upload()).statusCode).toBe(303);
  });

  it('not with many from one address: until tomorrow, and nobody else is kept from sending', async () => {
    const [upload, other] = [await atReceipt(), await atReceipt()];
    expect((await upload()).statusCode).toBe(303);
    uploads.max_daily_megabytes = NEARLY_NOTHING;
    const before = onDisk();
    const refused = await upload(SMALL_PDF);
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('明日もう一度送るか');
    expect(onDisk()).toBe(before);
    expect((await other()).statusCode).toBe(303);
    site.clock.set('2026-11-22T00:00:01+09:00');
    expect((await upload(SMALL_PDF)).statusCode).toBe(303);
  });
});
