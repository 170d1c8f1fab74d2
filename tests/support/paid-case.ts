import type { ApplyApp } from './apply-app.ts';
import { hiddenFields } from './http-resident.ts';

/** Somebody who has applied for something that is paid at once, and has paid it by card at the sandbox. */
export async function paidCase(site: ApplyApp, id: string, locale = 'ja') {
  const { resident, hidden, path } = await site.applicant(id, 'check', locale);
  const sent = await resident.post(path, { ...hidden, intent: 'submit' });
  const payPage = String(sent.headers.location);
  const chargeId = /\/pay\/([^/]+)$/.exec(payPage)?.[1] ?? '';
  if (chargeId === '') throw new Error(`${path}: ${sent.statusCode} ${payPage}`);
  const { _csrf } = hiddenFields((await resident.get(payPage)).body);
  const gone = await resident.post(payPage, { _csrf, method: 'card' });
  const sandbox = String(gone.headers.location);
  const back = await resident.post(sandbox, { action: 'pay_card', delivery: 'lost' });
  await resident.get(String(back.headers.location));
  const { stores } = site.services;
  const charge = await stores.charges.find(chargeId);
  if (charge?.state !== 'paid' || charge.applicationId === null) {
    throw new Error(`not paid: ${charge?.state}`);
  }
  const application = await stores.applications.find(charge.applicationId);
  if (application === undefined) throw new Error('no application');
  const [attempt] = await stores.charges.attempts(chargeId);
  if (attempt === undefined) throw new Error('no attempt');
  return { resident, charge, chargeId, application, applicationId: application.id, attempt };
}
