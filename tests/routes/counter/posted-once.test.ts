import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { counterApp } from '../../support/counter-app.ts';

let site: Awaited<ReturnType<typeof counterApp>>;
beforeAll(async () => {
  site = await counterApp();
});
afterAll(() => site.close());

const DOG = 'dog-registration';

/** The code that a phone shows for the form that is begun on it. */
async function shownCode(): Promise<string> {
  const phone = site.resident();
  const start = await phone.open(`/ja/apply/${DOG}`);
  await phone.post(`${start.path}/new`, start.hidden);
  const offer = await phone.open(`/ja/hand-over/${DOG}`);
  const { body } = await phone.post(offer.path, { ...offer.hidden, form: [DOG] });
  return /receipt__number">([^<]+)</.exec(body)?.[1] ?? '';
}
async function opened() {
  const at = await site.tablet();
  const id = await site.sitting(at);
  const path = `/counter/sittings/${id}/codes`;
  const { hidden } = await at.browser.open(path);
  const send = (code: string, postId: string) =>
    at.browser.post(path, { _csrf: hidden['_csrf'], code, post_id: postId });
  return { id, send };
}

it('a form that comes twice, because its answer was lost, is answered as it was the first time', async () => {
  const { id, send } = await opened();
  const code = await shownCode();
  const press = randomUUID();
  const first = await send(code, press);
  expect(first.headers.location).toBe(`/counter/sittings/${id}`);
  const again = await send(code, press);
  expect([again.statusCode, again.headers.location]).toEqual([303, `/counter/sittings/${id}`]);
  expect(await site.services.stores.sittings.tasks(id)).toHaveLength(1);
  // Another press of the button is another matter: the code is used.
  expect((await send(code, randomUUID())).statusCode).toBe(422);
});

it('what another sitting was answered is nobody’s business, and no id is an id of somebody', async () => {
  const [one, other] = [await opened(), await opened()];
  const press = randomUUID();
  await one.send(await shownCode(), press);
  const there = await other.send('0000-0000-0000', press);
  expect(there.statusCode).toBe(422);
  expect(there.body).not.toContain(one.id);
  const kept = await (await opened()).send(await shownCode(), '../../x');
  expect(kept.statusCode).toBe(303);
  expect(await site.services.stores.sittings.findPost('../../x')).toBeUndefined();
});
