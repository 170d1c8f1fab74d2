import { expect, it } from 'vitest';
import { LANGUAGES, readingApp } from '../home/reading-app.ts';

const PAGES = ['help', 'privacy', 'accessibility'];

it.each(LANGUAGES.flatMap((language) => PAGES.map((page) => [language, page])))(
  '/%s/%s is there, with its own heading and no text missing',
  async (language, page) => {
    const { app } = await readingApp();
    const reply = await app.inject(`/${language}/${page}`);
    expect(reply.statusCode).toBe(200);
    expect(reply.body.match(/<h1>/g)).toHaveLength(1);
    expect(reply.body).not.toMatch(/pages:|undefined/);
  },
);

it('says in front of the title that something is wrong, and takes the text size and language buttons to the form', async () => {
  const { app } = await readingApp();
  app.get('/:locale/probe', (_request, reply) =>
    reply.page('errors/message', {
      title: '氏名',
      hasErrors: true,
      keepForm: 'form',
      heading: '氏名',
      body: [],
      actions: [],
    }),
  );
  const { body } = await app.inject('/ja/probe');
  expect(body).toContain('<title>エラー：氏名 | 見本市</title>');
  // The first button of a form is what the Enter key presses: it has to be "next".
  const buttons = [...body.matchAll(/form="form" name="intent" value="([^"]+)"/g)];
  expect(buttons.map((match) => match[1])).toEqual([
    'next',
    'text_size:normal',
    'text_size:large',
    'text_size:largest',
    'language:ja-easy',
    'language:en',
  ]);
});
