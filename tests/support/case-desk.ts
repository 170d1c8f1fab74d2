import { CASE_STEPS } from '../../server/cli/case-steps.ts';
import type { Application } from '../../server/domain/applications/application.ts';
import type { Services } from '../../server/services.ts';
import type { ApplyApp } from './apply-app.ts';
import { hiddenFields } from './http-resident.ts';
import { type InjectedResident, unescaped } from './injected-resident.ts';

/** Takes a step of staff, as the command does. */
export async function staffStep(
  services: Services,
  applicationId: string,
  name: string,
  ...args: string[]
): Promise<Application> {
  const application = await services.stores.applications.find(applicationId);
  if (!application) throw new Error(`no application ${applicationId}`);
  const procedure = await services.procedureVersion(application.procedureId, application.version);
  const step = CASE_STEPS[name];
  if (!procedure || !step) throw new Error(`no step ${name}`);
  return step.run({ services, application, procedure, args });
}

/** Somebody who has just sent an application. */
export async function sentCase(site: ApplyApp, id: string, locale = 'ja') {
  const form = await site.applicant(id, 'check', locale);
  const { resident, hidden, path } = form;
  const sent = await resident.post(path, { ...hidden, intent: 'submit' });
  const location = String(sent.headers.location);
  const applicationId = /done\/([^/]+)/.exec(location)?.[1] ?? '';
  if (applicationId === '') throw new Error(`${path}: ${sent.statusCode} ${location}`);
  const status = `/${locale}/status/${applicationId}`;
  return {
    ...form,
    applicationId,
    status,
    staff: (name: string, ...args: string[]) =>
      staffStep(site.services, applicationId, name, ...args),
    /** Presses the button of the status page that begins a correction or a phase. */
    async begin(resident: InjectedResident, what: string) {
      const page = await resident.get(status);
      const { _csrf } = hiddenFields(page.body);
      return resident.follow(await resident.post(`${status}/${what}`, { _csrf }), status);
    },
    async mails() {
      const mails = await site.services.stores.outbox.recent(50);
      return mails.toReversed();
    },
  };
}

/** What stands in the inputs of a form page: typed once more as it is. */
export function inputsOf(body: string): Record<string, string> {
  const form = body.slice(body.indexOf('id="form"'));
  const inputs = form.matchAll(/<input class="input[^>]*name="([^"]+)"[^>]*value="([^"]*)"/g);
  const texts = [...inputs].map(([, name, value]) => [name, unescaped(value ?? '')]);
  const ticked = [...form.matchAll(/name="([^"]+)" value="([^"]*)" checked/g)];
  return Object.fromEntries([...texts, ...ticked.map(([, name, value]) => [name, value])]);
}
