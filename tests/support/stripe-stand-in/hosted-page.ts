import type { ServerResponse } from 'node:http';
import type { StandIn } from './stand-in.ts';

const ACTS = { card: '支払う', slip: '番号を出す', leave: 'もどる' };

const page = (title: string, body: string) =>
  `<!DOCTYPE html><html lang="ja"><meta charset="utf-8"><title>${title}</title><h1>${title}</h1>${body}</html>`;

/** The company's own page: what a payer sees between leaving us and coming back. */
export function hostedPage(
  standIn: StandIn,
  method: string,
  url: URL,
  form: URLSearchParams,
  response: ServerResponse,
): void {
  const id = url.pathname.split('/').at(-1) ?? '';
  const session = standIn.sessions.get(id);
  const html = { 'content-type': 'text/html; charset=utf-8' };
  if (session?.status !== 'open') {
    response.writeHead(404, html).end(page('支払えません', ''));
    return;
  }
  if (method === 'GET') {
    const isSlip = session.allowed_payment_method_types.includes('konbini');
    const buttons = [isSlip ? 'slip' : 'card', 'leave'] as const;
    const body = buttons.map((act) => `<button name="act" value="${act}">${ACTS[act]}</button>`);
    const text = `<p>${session.amount_total}円</p><form method="post">${body.join('')}</form>`;
    response.writeHead(200, html).end(page('お支払い', text));
    return;
  }
  const act = form.get('act');
  if (act === 'card') standIn.pay(id);
  if (act === 'slip') standIn.slip(id);
  const location = act === 'leave' ? session.cancel_url : session.success_url;
  response.writeHead(303, { location }).end();
}
