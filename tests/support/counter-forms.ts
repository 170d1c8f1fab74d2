import { randomUUID } from 'node:crypto';
import type { Locale } from '../../server/domain/procedures/locale.ts';
import type { counterApp } from './counter-app.ts';
import { fullExample, madeUpAnswers } from './made-up-answers.ts';
import { procedureOf } from './sample-town.ts';
import { wishesFor } from './walk.ts';

/** The day on which the counter's clock stands. */
export const TODAY = '2026-11-21';

type Site = Awaited<ReturnType<typeof counterApp>>;

/** Forms on one tablet, filled in as staff do it. */
export function counterForms(site: Site, at: Awaited<ReturnType<Site['tablet']>>) {
  /** A sitting with that procedure on its list, not begun. The one before on this tablet ends. */
  async function seated(procedureId: string, locale: Locale = 'vi') {
    const { sittings } = site.services.stores;
    const before = await sittings.findOn(at.device.id);
    const end = { for: 'done', actor: 'staff:x', now: site.clock.now() } as const;
    if (before) await sittings.close({ id: before.id, ...end });
    const id = await site.sitting(at);
    await sittings.change({ id, now: site.clock.now() }, () => ({
      sitting: { locale },
      tasks: [
        {
          id: randomUUID(),
          position: 0,
          procedureId,
          state: 'to_do',
          draftId: null,
          applicationId: null,
          typedValues: 0,
          carriedValues: 0,
          paperValues: 0,
        },
      ],
    }));
    const [task] = await sittings.tasks(id);
    const page = `/counter/sittings/${id}`;
    const sitting = await sittings.find(id);
    return { id, page, task: `${page}/tasks/${task?.id}`, sitting, taskId: task?.id ?? '' };
  }

  /** Begins the form and fills in page after page as staff type it, as far as the check page. */
  async function filledIn(procedureId: string, locale?: Locale) {
    const seat = await seated(procedureId, locale);
    const procedure = procedureOf(site.services.library, procedureId);
    const answers = madeUpAnswers(procedure, fullExample(procedure), TODAY);
    const { browser } = at;
    const list = await browser.open(seat.page);
    let form = await browser.follow(
      await browser.post(`${seat.task}/begin`, { _csrf: list.hidden['_csrf'] }),
      seat.page,
    );
    for (let steps = 0; steps < 20 && !form.path.endsWith('/check'); steps += 1) {
      const [, , , , , , , name, row] = form.path.split('/');
      const page = procedure.pages.find((one) => one.id === name);
      const number = row === undefined ? undefined : Number(row) - 1;
      const typed = page && (row || !page.repeat) ? wishesFor({ answers }, page, number) : {};
      form = await browser.follow(
        await browser.post(form.path, { ...form.hidden, ...typed, intent: 'next' }),
        form.path,
      );
    }
    return { ...seat, procedure, answers, check: form };
  }

  /** From the check page to what the resident reads. */
  async function readBack(filled: Awaited<ReturnType<typeof filledIn>>) {
    const { check } = filled;
    const reply = await at.browser.post(check.path, { ...check.hidden, intent: 'submit' });
    return at.browser.follow(reply, check.path);
  }

  return { seated, filledIn, readBack };
}
