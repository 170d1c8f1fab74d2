import { sentCase } from './case-desk.ts';
import { hiddenFields } from './http-resident.ts';
import { type InjectedResident, unescaped } from './injected-resident.ts';
import type { SentFile } from './multipart.ts';
import type { OfficeApp } from './office-app.ts';

/** An application that was sent, and how staff take its steps in their browser. */
export async function officeCase(site: OfficeApp, id: string, locale = 'ja') {
  const sent = await sentCase(site, id, locale);
  const url = `/office/cases/${sent.applicationId}`;
  const { stores } = site.services;
  return {
    ...sent,
    url,
    /** Opens the form of a step and sends it. */
    async take(
      browser: InjectedResident,
      step: string,
      fields: Readonly<Record<string, string | readonly string[]>> = {},
      intent = 'send',
    ) {
      const form = await browser.get(`${url}/${step}`);
      const { _csrf, seq } = hiddenFields(form.body);
      return browser.post(`${url}/${step}`, { _csrf, seq, ...fields, intent });
    },
    async statusNow() {
      return (await stores.applications.find(sent.applicationId))?.status;
    },
    /** The resident hands a document in that may follow. */
    async handIn(key: string, file: SentFile) {
      const page = `${sent.status}/attachments/${key}`;
      const fields = hiddenFields((await sent.resident.get(page)).body);
      return sent.resident.upload(page, fields, [file]);
    },
    async page(browser: InjectedResident) {
      return unescaped((await browser.get(url)).body);
    },
  };
}
