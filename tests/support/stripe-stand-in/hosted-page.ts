import type { ServerResponse } from 'node:http';
import type { Session } from './objects.ts';
import type { StandIn } from './stand-in.ts';

const ACTS = {
  card: '支払う',
  refuse: 'カードが使えない',
  slip: '番号を出す',
  shop: 'お店で支払う',
  account: '振込先を出す',
  bank: '振り込む',
  leave: 'もどる',
};

type Act = keyof typeof ACTS;

const page = (title: string, body: string) =>
  `<!DOCTYPE html><html lang="ja"><meta charset="utf-8"><title>${title}</title><h1>${title}</h1>${body}</html>`;

/** What can be done at a session as it stands. */
function actsAt(session: Session): readonly Act[] {
  const [method] = session.payment_method_types;
  if (session.payment_status === 'paid' || session.status === 'expired') return [];
  if (session.status === 'complete') return method === 'konbini' ? ['shop'] : ['bank'];
  if (method === 'konbini') return ['slip', 'leave'];
  if (method === 'customer_balance') return ['account', 'leave'];
  return method === 'card' ? ['card', 'refuse', 'leave'] : ['card', 'leave'];
}

async function does(standIn: StandIn, id: string, act: Act): Promise<void> {
  if (act === 'card') standIn.pay(id);
  if (act === 'slip') standIn.slip(id);
  if (act === 'account') standIn.books.accountShown(id);
  if (act === 'card' || act === 'slip' || act === 'account') {
    await standIn.tell('checkout.session.completed', id);
  }
  if (act === 'shop' || act === 'bank') {
    standIn.books.paid(id);
    await standIn.tell('checkout.session.async_payment_succeeded', id);
  }
}

/** The company's own page: what a payer sees between leaving us and coming back. */
export async function hostedPage(
  standIn: StandIn,
  method: string,
  url: URL,
  form: URLSearchParams,
  response: ServerResponse,
): Promise<void> {
  const id = url.pathname.split('/').at(-1) ?? '';
  const session = standIn.sessions.get(id);
  const html = { 'content-type': 'text/html; charset=utf-8' };
  const acts = session === undefined ? [] : actsAt(session);
  const show = (note = '') => {
    const buttons = acts.map((act) => `<button name="act" value="${act}">${ACTS[act]}</button>`);
    const text = `<p>${session?.amount_total}円</p>${note}<form method="post">${buttons.join('')}</form>`;
    const title = session?.status === 'complete' ? 'お支払いの番号' : 'お支払い';
    response.writeHead(200, html).end(page(title, text));
  };
  if (session === undefined || acts.length === 0) {
    response.writeHead(404, html).end(page('支払えません', ''));
    return;
  }
  if (method === 'GET') {
    show();
    return;
  }
  const act = acts.find((one) => one === form.get('act'));
  // The company lets payers try another card on the same page.
  if (act === undefined || act === 'refuse') {
    show('<p role="alert">このカードは使えません。</p>');
    return;
  }
  await does(standIn, id, act);
  const location = act === 'leave' ? session.cancel_url : session.success_url;
  response.writeHead(303, { location: location ?? '/' }).end();
}
