import { computeCaseJourney, handInsOf } from '../domain/cases/case-journey.ts';
import { remind, reminderOf } from '../domain/cases/reminder.ts';
import { DomainError } from '../domain/errors.ts';
import { caseMails } from '../integrations/mail/case-mails.ts';
import { todayInTokyo } from '../lib/jst-date.ts';
import type { Services } from '../services.ts';

/** Cases at once; the next run takes the others. */
const BATCH = 100;

type ReminderServices = Pick<
  Services,
  'stores' | 'clock' | 'words' | 'config' | 'library' | 'procedureVersion'
>;

async function remindOne(services: ReminderServices, id: string): Promise<void> {
  const { stores, clock } = services;
  const application = await stores.applications.find(id);
  if (application === undefined) return;
  const procedure = await services.procedureVersion(application.procedureId, application.version);
  const events = await stores.applications.events(id);
  const scope =
    procedure &&
    computeCaseJourney(procedure, application.answers, handInsOf(application, events)).scope;
  const due = procedure && scope && reminderOf(procedure, scope);
  await remind(stores, clock, {
    application,
    // Without a day any more there is nothing to say, and nothing to look for again.
    of: due?.of ?? '',
    mails: procedure ? caseMails(services, { procedure, application }, { event: 'reminder' }) : [],
  });
}

/** Reminds of everything that is due today; a case that is over by now is passed. */
export async function sendReminders(
  services: ReminderServices,
  onError: (error: unknown, applicationId: string) => void,
): Promise<void> {
  const { stores, clock } = services;
  for (const id of await stores.cases.dueReminders(todayInTokyo(clock.now()), BATCH)) {
    try {
      await remindOne(services, id);
    } catch (error) {
      if (!(error instanceof DomainError)) onError(error, id);
    }
  }
}
