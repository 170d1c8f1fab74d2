import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { counterApp } from '../../support/counter-app.ts';
import { counterForms } from '../../support/counter-forms.ts';
import { unescaped } from '../../support/injected-resident.ts';
import { SMALL_PNG } from '../../support/multipart.ts';

let site: Awaited<ReturnType<typeof counterApp>>;
let at: Awaited<ReturnType<typeof site.tablet>>;
let forms: ReturnType<typeof counterForms>;
beforeAll(async () => {
  site = await counterApp();
  at = await site.tablet();
  forms = counterForms(site, at);
});
afterAll(() => site.close());

const DOG = 'dog-death';
const SIGNATURE = JSON.stringify({
  width: 900,
  height: 260,
  strokes: [
    [
      [100, 50, 0],
      [120, 90, 16],
      [300, 200, 400],
    ],
  ],
});

const tasksOf = (id: string) => site.services.stores.sittings.tasks(id);

async function latest(id: string) {
  const { stores } = site.services;
  const [task] = await tasksOf(id);
  const application = await stores.applications.find(task?.applicationId ?? '');
  if (application === undefined) throw new Error('nothing was sent');
  return { task, application };
}

describe('a form at the counter', () => {
  it('is typed in Japanese, read back in Vietnamese, signed and sent', async () => {
    const filled = await forms.filledIn(DOG);
    const { browser } = at;
    expect(filled.check.page.body).toContain('お客様に確認していただく');
    expect(filled.check.page.body).not.toContain('value="leave"');

    const page = await forms.readBack(filled);
    expect(page.path).toBe(`${filled.task}/read-back`);
    const text = unescaped(page.page.body);
    expect(page.page.body).toMatch(/<html lang="vi"/);
    expect(text).toContain('Nội dung này đã đúng chưa?');
    expect(text).toContain('<span class="beside" lang="ja">この内容でよろしいですか</span>');
    expect(text).not.toMatch(/href="\/(office|counter)(?!\/sittings\/[^"]*\/read-back)/);
    const turned = await browser.get(`${page.path}?turn=1&size=largest&language=ja-easy`);
    expect(turned.body).toContain('class="read-back stack read-back--turned"');
    expect(turned.body).toMatch(/<html lang="ja"[^>]* class="easy text-largest"/);
    const { sitting } = await site.services.stores.sittings
      .find(filled.id)
      .then((one) => ({ sitting: one }));
    expect(sitting?.facts.showing).toBe(filled.taskId);

    const sent = await browser.post(page.path, {
      ...page.hidden,
      intent: 'sign',
      signature: SIGNATURE,
    });
    expect([sent.statusCode, sent.headers.location]).toEqual([303, `${filled.task}/sent`]);
    const { application, task } = await latest(filled.id);
    expect(application).toMatchObject({ channel: 'counter', locale: 'vi', status: 'received' });
    expect(task).toMatchObject({ state: 'sent', draftId: null });
    expect(task?.paperValues).toBeGreaterThan(5);
    expect(await site.services.stores.sittings.find(filled.id)).toMatchObject({
      typedValues: task?.typedValues,
      paperValues: task?.paperValues,
    });

    const { stores } = site.services;
    expect(await stores.confirmations.find(application.id)).toMatchObject({
      way: 'signature',
      locale: 'vi',
      staffLogin: at.login,
      signature: JSON.parse(SIGNATURE),
    });
    const [received] = await stores.applications.events(application.id);
    expect(received).toMatchObject({ actor: 'resident', detail: { counter: at.login } });
    expect(site.everything()['application_confirmations']).not.toContain('120,90');

    const slip = await browser.get(String(sent.headers.location));
    expect(slip.body).toContain(application.number);
    expect(slip.body).toContain('class="qr"');
    const pdf = await browser.get(`${filled.task}/application.pdf`);
    expect([pdf.statusCode, pdf.headers['content-type']]).toEqual([200, 'application/pdf']);
  });

  it('pressed twice is one application, and a tap is enough', async () => {
    const page = await forms.readBack(await forms.filledIn(DOG, 'ja'));
    const press = () => at.browser.post(page.path, { ...page.hidden, intent: 'tap' });
    const [one, two] = await Promise.all([press(), press()]);
    const three = await press();
    expect([one, two, three].map(({ statusCode }) => statusCode)).toEqual([303, 303, 303]);
    expect(new Set([one, two, three].map(({ headers }) => headers.location)).size).toBe(1);
    const id = page.path.split('/')[3] ?? '';
    const { application, task } = await latest(id);
    const confirmed = await site.services.stores.confirmations.find(application.id);
    expect(confirmed).toMatchObject({ way: 'tap', signature: null, locale: 'ja' });
    const sitting = await site.services.stores.sittings.find(id);
    expect(sitting?.paperValues).toBe(task?.paperValues);
  });

  it('takes no rubbish for a signature, nor what was changed since it was read', async () => {
    const filled = await forms.filledIn(DOG);
    const page = await forms.readBack(filled);
    const sign = (signature: string, change = {}) =>
      at.browser.post(page.path, { ...page.hidden, intent: 'sign', signature, ...change });
    for (const signature of ['', '[]', '<svg/>', SIGNATURE.replace('300', '9000')]) {
      const reply = await sign(signature);
      expect([signature, reply.statusCode]).toEqual([signature, 422]);
      expect(reply.body).toContain('role="alert"');
    }
    expect((await sign(SIGNATURE, { revision: '0' })).statusCode).toBe(409);
    expect((await sign(SIGNATURE, { _csrf: 'x' })).statusCode).toBe(403);
    expect((await tasksOf(filled.id))[0]?.state).toBe('begun');
  });

  it('changes its language with what was typed, and shows the Japanese beside it', async () => {
    const { page, task } = await forms.seated('child-allowance-school-fees');
    const list = await at.browser.open(page);
    const begun = await at.browser.post(`${task}/begin`, { _csrf: list.hidden['_csrf'] });
    const first = await at.browser.follow(begun, page);
    const reply = await at.browser.post(first.path, { ...first.hidden, intent: 'language:vi' });
    const other = await at.browser.follow(reply, first.path);
    expect(other.path).toBe(first.path.replace('/forms/ja/', '/forms/vi/'));
    expect(other.page.body).toMatch(/<html lang="vi"/);
    expect(other.page.body).toMatch(/class="field__label"[^>]*>.*class="beside" lang="ja"/);
    const left = await at.browser.post(first.path, { ...first.hidden, intent: 'leave' });
    expect(left.headers.location).toBe(page);
    expect((await at.browser.get(page)).statusCode).toBe(200);
  });

  it('says errors, hints and rows in both languages', async () => {
    const { check } = await forms.filledIn('dog-registration', 'vi');
    const form = check.path.replace('/forms/ja/', '/forms/vi/').replace(/check$/, '');
    const japanese = (body: string, inside: string) =>
      unescaped(body).match(new RegExp(`${inside}[^\n]*class="beside" lang="ja">`, 'g')) ?? [];
    const rows = await at.browser.open(`${form}dogs`);
    expect(japanese(rows.page.body, '<a href="[^"]*/dogs/1">')).toHaveLength(1);
    const dog = await at.browser.open(`${form}dogs/1`);
    expect(japanese(dog.page.body, 'class="field__hint"').length).toBeGreaterThan(0);
    expect(japanese(dog.page.body, 'value="next">')).toHaveLength(1);
    const refused = await at.browser.post(dog.path, { ...dog.hidden, name: '', intent: 'next' });
    expect(refused.statusCode).toBe(422);
    const inSummary = japanese(refused.body, '<li><a href="#f-').length;
    expect(inSummary).toBeGreaterThan(0);
    expect(japanese(refused.body, 'class="field__error">').length).toBe(inSummary);
    const plain = await at.browser.get(`${form.replace('/vi/', '/ja-easy/')}dogs/1`);
    expect(plain.body).not.toContain('class="beside"');
  });

  it('is of its own sitting alone: a foreign token or task opens nothing', async () => {
    const foreign = await site.applicant(DOG, 'owner');
    const others = await forms.filledIn(DOG);
    const over = others.check;
    const own = await forms.filledIn(DOG);
    const token = (draft: string | undefined) =>
      at.browser.post(own.check.path, { ...own.check.hidden, draft, intent: 'submit' });
    for (const draft of [foreign.hidden['draft'], over.hidden['draft']]) {
      expect((await token(draft)).statusCode).toBe(404);
    }
    expect((await token('rubbish')).statusCode).toBe(403);
    const gone = await at.browser.get(over.path);
    expect([gone.statusCode, gone.headers.location]).toEqual([303, '/counter?over=1']);
    const task = own.task.replace(own.id, others.id);
    expect((await at.browser.get(`${task}/read-back`)).headers.location).toBe('/counter?over=1');
    const mixed = `${own.page}/tasks/${others.taskId}/read-back`;
    expect((await at.browser.get(mixed)).statusCode).toBe(404);
    const stranger = site.resident();
    expect((await stranger.get(own.check.path)).headers.location).toMatch(/^\/office\/sign-in/);
  });
});

describe('a fee at the counter', () => {
  it('waits for the till or the resident’s own phone, with the photo that was added', async () => {
    const filled = await forms.filledIn('dog-registration', 'ja');
    const [document] = filled.procedure.attachments;
    const papers = filled.check.path.replace(/check$/, `attachments/${document?.key}`);
    const paper = await at.browser.open(papers);
    const added = await at.browser.upload(papers, paper.hidden, [SMALL_PNG]);
    expect([added.statusCode, added.headers.location]).toEqual([303, `${papers}?added=1`]);
    const page = await forms.readBack(filled);
    expect(page.page.body).toContain('id="fee"');
    const reply = await at.browser.post(page.path, { ...page.hidden, intent: 'tap' });
    const slip = await at.browser.get(String(reply.headers.location));
    const { application } = await latest(filled.id);
    const charge = await site.services.stores.charges.findByApplication(application.id);
    expect(application.status).toBe('awaiting_payment');
    expect(await site.services.stores.attachments.listFor(application.id)).toHaveLength(1);
    expect(slip.body).toContain(`/office/finance/tills?charge=${charge?.id}`);
    expect(slip.body).toContain('スマートフォン');
  });
});

describe('sentences to point at', () => {
  it('are in the resident’s language with the Japanese beside them, and name the interpreter', async () => {
    const { page } = await forms.seated(DOG, 'vi');
    const { body } = await at.browser.get(`${page}/phrases?language=vi&phrase=show_id`);
    expect(body).toContain('Vui lòng cho xem giấy tờ tùy thân');
    expect(body).toContain('本人を確認できるもの');
    expect(body).toContain('00-0000-0031');
    expect(body.match(/<li>/g)?.length).toBeGreaterThanOrEqual(20);
  });
});
