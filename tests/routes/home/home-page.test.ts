import { describe, expect, it } from 'vitest';
import { DomainError } from '../../../server/domain/errors.ts';
import type { JourneyCount } from '../../../server/domain/indicators/indicator-store.ts';
import { LANGUAGES, listed, readingApp } from './reading-app.ts';

const procedures = ['one', 'two', 'three', 'four', 'five'].map((id) =>
  listed(id, { title: `手続き${id}`, summary: '<説明>' }),
);
const received = (procedureId: string, count: number): JourneyCount => ({
  month: '2026-11',
  procedureId,
  channel: 'online',
  locale: 'ja',
  started: count,
  completed: count,
  received: count,
});

describe('the front page', () => {
  it.each(LANGUAGES)('has search, life events and the four doors in %s', async (language) => {
    const { app } = await readingApp({ procedures });
    const reply = await app.inject(`/${language}/`);
    expect(reply.statusCode).toBe(200);
    for (const href of [
      'procedures',
      'procedures?life_event=moving',
      'bookings',
      'pay',
      'status',
      'resume',
    ]) {
      expect(reply.body).toContain(`"/${language}/${href}"`);
    }
  });

  it('shows what most people apply for first, at most four', async () => {
    const counts = async () => [received('four', 3), received('two', 9)];
    const { body } = await (await readingApp({ procedures, counts })).app.inject('/ja/');
    const shown = [...body.matchAll(/resource-list__link" href="\/ja\/apply\/(\w+)"/g)];
    expect(shown.map((match) => match[1])).toEqual(['two', 'four', 'one', 'three']);
  });

  it('opens without figures when the database does not answer', async () => {
    const counts = async () => {
      throw new DomainError('storage_unavailable');
    };
    const { app } = await readingApp({ procedures, counts });
    expect((await app.inject('/ja/')).statusCode).toBe(200);
  });

  it('needs no cookie, names the telephone and shows notices as text', async () => {
    const reply = await (await readingApp({ procedures })).app.inject('/ja/');
    expect(reply.headers['set-cookie']).toBeUndefined();
    expect(reply.body).toContain('tel:0000000001');
    expect(reply.body).toContain('&lt;設備点検&gt;');
    expect(reply.body).toContain('&lt;説明&gt;');
    expect(reply.body).not.toMatch(/ style=|<style|<script(?! type="module" src)| on\w+=/);
  });
});

describe('the size of the letters', () => {
  const post = async (payload: string, headers = {}) => {
    const { app } = await readingApp();
    return app.inject({
      method: 'POST',
      url: '/ja/display',
      payload,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    });
  };

  it('is remembered, and the reader is back where they were', async () => {
    const reply = await post('text_size=large&back=/ja/help');
    expect(reply.statusCode).toBe(303);
    expect(reply.headers.location).toBe('/ja/help');
    expect(reply.cookies).toEqual([
      expect.objectContaining({ name: 'text_size', value: 'large', sameSite: 'Lax' }),
    ]);
  });

  it('is normal when something else is asked for, and never leads elsewhere', async () => {
    const reply = await post('text_size=huge&back=https://evil.example/');
    expect(reply.cookies[0]?.value).toBe('normal');
    expect(reply.headers.location).toBe('/ja/');
  });

  it('is not changed by another site', async () => {
    const reply = await post('text_size=large', { origin: 'https://evil.example' });
    expect(reply.statusCode).toBe(403);
    expect(reply.headers['set-cookie']).toBeUndefined();
  });

  it('shows on the page', async () => {
    const { app } = await readingApp();
    const { body } = await app.inject({ url: '/ja/help', cookies: { text_size: 'largest' } });
    expect(body).toContain('class="text-largest"');
    expect(body).toMatch(/value="largest" aria-pressed="true"/);
    const forged = await app.inject({ url: '/ja/help', cookies: { text_size: '"><script>' } });
    expect(forged.body).not.toContain('<script>');
  });
});
