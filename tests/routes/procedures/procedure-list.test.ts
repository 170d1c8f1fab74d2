import { describe, expect, it } from 'vitest';
import { LANGUAGES, listed, readingApp } from '../home/reading-app.ts';

const procedures = [
  listed('bulky-waste', {
    title: '粗大ごみの収集',
    'start.fee': '1点 100円から。あとで分かります。',
  }),
  listed(
    'care',
    { title: '要介護認定' },
    { lifeEvents: ['elderly-care'], category: 'elderly-care', window: { to: '2026-11-20' } },
  ),
];
const shown = (body: string) =>
  [...body.matchAll(/resource-list__link" href="\/\w[\w-]*\/apply\/([\w-]+)(?:\?via=\w+)?"/g)].map(
    (m) => m[1],
  );

async function read(url: string) {
  const { app } = await readingApp({ procedures });
  return app.inject(url);
}

describe('the list of procedures', () => {
  it('shows all by category, life as it comes', async () => {
    const { body } = await read('/ja/procedures');
    expect(shown(body)).toEqual(['care', 'bulky-waste']);
    expect(body).toContain('高齢者・介護</h2>');
  });

  it('says time and fee in one line, and which one is closed', async () => {
    const { body } = await read('/ja/procedures');
    expect(body).toContain('約8分');
    expect(body).toContain('1点 100円から');
    expect(body).not.toContain('あとで分かります');
    expect(body.match(/受付期間外/g)).toHaveLength(1);
  });

  it('narrows by search, life event and category', async () => {
    expect(shown((await read('/ja/procedures?q=%EF%BD%BA%EF%BE%9E%EF%BE%90')).body)).toEqual([
      'bulky-waste',
    ]);
    expect(shown((await read('/ja/procedures?life_event=elderly-care')).body)).toEqual(['care']);
    expect(shown((await read('/ja/procedures?category=waste')).body)).toEqual(['bulky-waste']);
  });

  it.each(LANGUAGES)('helps on when nothing fits, in %s', async (language) => {
    const reply = await read(`/${language}/procedures?q=%3Cb%3Exyz`);
    expect(reply.statusCode).toBe(200);
    expect(reply.body).toContain('class="card-list"');
    expect(reply.body).toContain('value="&lt;b&gt;xyz"');
    expect(reply.body).not.toContain('<b>xyz');
  });

  it.each([
    'q=a&q=b',
    'life_event=%3Cscript%3E',
    'life_event=no-such-event',
    'category=__proto__',
    `q=${'x'.repeat(3000)}`,
  ])('shows a list whatever is asked: %s', async (query) => {
    const reply = await read(`/ja/procedures?${query}`);
    expect(reply.statusCode).toBe(200);
    expect(reply.body).not.toContain('<script>');
  });

  it('says so when no procedure is there', async () => {
    const { app } = await readingApp();
    expect((await app.inject('/ja/procedures')).body).toContain('受け付けている手続きはありません');
  });
});

describe('the page of a procedure', () => {
  it('is the start of its form', async () => {
    const reply = await read('/en/procedures/care');
    expect(reply.statusCode).toBe(303);
    expect(reply.headers.location).toBe('/en/apply/care');
  });

  it.each(LANGUAGES)('is a friendly page when there is none, in %s', async (language) => {
    const reply = await read(`/${language}/procedures/toString`);
    expect(reply.statusCode).toBe(404);
    expect(reply.body).toContain(`href="/${language}/procedures"`);
    expect(reply.body.match(/<h1>/g)).toHaveLength(1);
  });
});
