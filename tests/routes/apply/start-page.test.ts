import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApplyApp, applyApp } from '../../support/apply-app.ts';
import { unescaped } from '../../support/injected-resident.ts';

let site: ApplyApp;
beforeAll(async () => {
  site = await applyApp();
});
afterAll(() => site.close());

const page = async (id: string, locale = 'ja') =>
  unescaped((await site.resident().get(`/${locale}/apply/${id}`)).body);

it('names the button after what comes of it: an application, or a form to bring', async () => {
  expect(await page('child-allowance')).toContain('>申請を始める</button>');
  const prepared = await page('child-allowance-donation-change');
  expect(prepared).toContain('>申請書を作り始める</button>');
  expect(prepared).not.toContain('申請を始める');
  const inEnglish = await page('child-allowance-donation-change', 'en');
  expect(inEnglish).toContain('>Start making the form</button>');
});
