import type { Page, Route } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { RawInput } from '../../server/domain/fields/answers.ts';
import { todayInTokyo } from '../../server/lib/jst-date.ts';
import { counterScene } from '../support/counter-scene.ts';
import { fillForm } from '../support/fill-form.ts';
import { fullExample, madeUpAnswers } from '../support/made-up-answers.ts';
import { pageProblems } from '../support/page-checks.ts';
import { wishesFor } from '../support/walk.ts';

const PROCEDURE = 'dog-death';

const scene = counterScene();

/** What happens to a POST: it never arrives, or its answer never comes back. */
type Weather = 'fine' | 'cut' | 'answer lost';

/** A tablet with a sitting, whose line does what it is told. */
async function tablet() {
  const { at, sitting, page } = await scene.tablet();
  let weather: Weather = 'fine';
  const posts: string[] = [];
  await page.route('**/*', async (route: Route) => {
    const request = route.request();
    const isPost = request.method() === 'POST';
    if (weather === 'fine') return route.continue();
    if (weather === 'cut') return route.abort('internetdisconnected');
    if (isPost) {
      posts.push(request.url());
      await route.fetch({ maxRedirects: 0 });
    }
    return route.abort('connectionreset');
  });
  const setWeather = (now: Weather) => {
    weather = now;
  };
  return { at, sitting, page, setWeather, posts };
}

async function begun({ at, sitting, page }: Awaited<ReturnType<typeof tablet>>) {
  const from = `/counter/sittings/${sitting}`;
  const { hidden } = await at.browser.open(from);
  await at.browser.post(`${from}/tasks`, { _csrf: hidden['_csrf'], procedure: PROCEDURE });
  const [task] = await scene.site.services.stores.sittings.tasks(sitting);
  const begin = `${from}/tasks/${task?.id}/begin`;
  const reply = await at.browser.post(begin, { _csrf: hidden['_csrf'] });
  await page.goto(scene.url + String(reply.headers.location));
  return task?.id ?? '';
}

const procedure = () => {
  const found = scene.site.services.library.procedures.get(PROCEDURE);
  if (found === undefined) throw new Error(PROCEDURE);
  return found;
};

/** What the page that is shown asks for. */
function wishes(page: Page): RawInput {
  const answers = madeUpAnswers(
    procedure(),
    fullExample(procedure()),
    todayInTokyo(scene.site.clock.now()),
  );
  const id = new URL(page.url()).pathname.split('/').at(-1);
  const formPage = procedure().pages.find((one) => one.id === id);
  return formPage ? wishesFor({ answers }, formPage, undefined) : {};
}

/** The browser hears of it, and does not wait for its next look. */
const hears = (page: Page) => page.evaluate("dispatchEvent(new Event('online'))");
const hearsOffline = (page: Page) => page.evaluate("dispatchEvent(new Event('offline'))");
const next = (page: Page) => page.locator('#form button[value="next"]:visible').click();
const line = (page: Page) => page.locator('#counter-line');
const there = (page: Page, place: string) => page.waitForURL(`**/${place}`);
const draftOf = async (sitting: string) => {
  const found = await scene.site.services.stores.sittings.find(sitting);
  const [draft] = await scene.site.services.stores.drafts.listBySession(
    found?.sessionHash ?? '',
    scene.site.clock.now(),
  );
  return draft;
};

describe('a tablet whose line is cut', () => {
  it('keeps what is typed, sends it once when the line is back, and sends the case once', async () => {
    const own = await tablet();
    const { page, setWeather, sitting } = own;
    const task = await begun(own);

    // The browser's own notice is said where nothing else is, and goes when the line is back.
    await hearsOffline(page);
    await line(page).getByText('回線が切れています').waitFor();
    await hears(page);
    await line(page).waitFor({ state: 'hidden' });

    // In the middle of typing: nothing leads away, and nothing is lost.
    await fillForm(page, wishes(page));
    setWeather('cut');
    await page.getByRole('link', { name: '手続きの一覧' }).click();
    await line(page).getByText('回線が切れています').waitFor();
    expect(await pageProblems(page, { locale: 'ja', widths: [1280] })).toEqual([]);

    // In the middle of sending: it waits, and goes on by itself.
    await next(page);
    await line(page).getByText('送信を待っています').waitFor();
    await hearsOffline(page);
    expect(await line(page).textContent()).toContain('送信を待っています');
    setWeather('fine');
    await hears(page);
    await there(page, 'dog');
    const { revision = -1 } = (await draftOf(sitting)) ?? {};

    // Its answer is lost: it is sent again, taken once, and leads on.
    await fillForm(page, wishes(page));
    setWeather('answer lost');
    await next(page);
    await line(page).getByText('送信を待っています').waitFor();
    expect((await draftOf(sitting))?.revision).toBe(revision + 1);
    setWeather('fine');
    await hears(page);
    await there(page, 'tags');
    expect((await draftOf(sitting))?.revision).toBe(revision + 1);

    await fillForm(page, wishes(page));
    await next(page);
    await there(page, 'owner');
    await fillForm(page, wishes(page));
    await next(page);
    await page.waitForURL('**/{attachments,check}');

    // In the middle of confirming: one application, whatever the tablet has heard of it.
    await page.goto(`${scene.url}/counter/sittings/${sitting}/forms/ja/${PROCEDURE}/check`);
    await page.getByRole('button', { name: 'お客様に確認していただく' }).click();
    await page.waitForURL(`**/tasks/${task}/read-back`);
    setWeather('answer lost');
    await page.locator('#form button[value="tap"]').click();
    await line(page).getByText('送信を待っています').waitFor();
    setWeather('fine');
    await hears(page);
    await page.waitForURL(`**/tasks/${task}/sent`);
    const [sent] = await scene.site.services.stores.sittings.tasks(sitting);
    expect(sent).toMatchObject({ state: 'sent' });
    const application = await scene.site.services.stores.applications.find(
      sent?.applicationId ?? '',
    );
    expect(application).toMatchObject({ channel: 'counter', status: 'received' });
  }, 60_000);

  it('asks before a reload, and is wiped when the sitting ends meanwhile', async () => {
    const own = await tablet();
    const { page, setWeather, sitting } = own;
    await begun(own);
    await fillForm(page, wishes(page));
    setWeather('cut');
    await next(page);
    await line(page).getByText('送信を待っています').waitFor();
    const asked = page.waitForEvent('dialog');
    const leaving = page.close({ runBeforeUnload: true });
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.dismiss();
    await leaving;

    const before = await draftOf(sitting);
    await page.evaluate("document.dispatchEvent(new Event('counter:wipe'))");
    setWeather('fine');
    await line(page).waitFor({ state: 'hidden' });
    // It would try again now.
    const looked = page.waitForResponse('**/healthz');
    await hears(page);
    await looked;
    expect((await draftOf(sitting))?.revision).toBe(before?.revision);
  }, 60_000);
});
