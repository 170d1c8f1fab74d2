import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import type { Locale } from '../../server/domain/procedures/locale.ts';
import type { Library } from '../../server/domain/procedures/procedure.ts';
import { todayInTokyo } from '../../server/lib/jst-date.ts';
import { closeBrowser, type Device, phone } from './browser.ts';
import { watchDocuments } from './html-source.ts';
import { fullExample, madeUpAnswers } from './made-up-answers.ts';
import { openPrepared } from './prepared-form.ts';
import { startSampleTown } from './prepared-town.ts';
import { loadSampleTown, procedureOf } from './sample-town.ts';
import type { RunningServer } from './server.ts';
import type { Walk } from './walk.ts';

interface OpenForm {
  readonly procedure: string;
  /** Page of the form to stand on; by default the check page. */
  readonly until?: string;
  readonly locale?: Locale;
  readonly device?: Device;
  readonly skipDays?: number;
  /** A phone that is there already; otherwise a new one. */
  readonly context?: BrowserContext;
}

export interface FormScene {
  readonly url: () => string;
  /** A phone on which a form is filled in as far as that page, which is open and untouched. */
  openForm(options: OpenForm): Promise<Walk>;
}

/** A sample town of its own for this test file, and phones to use it with. */
export function formScene(): FormScene {
  let server: RunningServer;
  let library: Library;
  beforeAll(async () => {
    [server, library] = await Promise.all([startSampleTown(), loadSampleTown()]);
  });
  afterAll(async () => {
    await closeBrowser();
    expect(await server?.stop()).toBe(0);
  });
  return {
    url: () => server.url,
    async openForm({ locale = 'ja', until, device, skipDays, ...options }) {
      const procedure = procedureOf(library, options.procedure);
      const answers = madeUpAnswers(procedure, fullExample(procedure), todayInTokyo(new Date()));
      const context = options.context ?? (await phone(device));
      const page = await context.newPage();
      watchDocuments(page);
      const walk = { page, url: server.url, locale, procedure, answers, until, skipDays };
      await openPrepared(walk);
      return walk;
    },
  };
}
