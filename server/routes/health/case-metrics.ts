import { EXPORT_STATES } from '../../domain/hand-over/export-job.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';

/** One figure, or one for each set of labels, as Prometheus reads it. */
export function gauge(name: string, help: string, values: readonly (readonly [string, number])[]) {
  return [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} gauge`,
    ...values.map(([labels, value]) => `${name}${labels && `{${labels}}`} ${value}`),
  ];
}

/** Figures of cases as Prometheus text, without its last line end: numbers only, nothing about anybody. */
export async function caseMetrics(services: Services): Promise<string> {
  const { stores, clock, library, exportFiles } = services;
  const now = clock.now();
  const sections = Object.keys(library.municipality.sections);
  const figures = await stores.caseFigures.read(sections, todayInTokyo(now));
  const jobs = await exportFiles.list();
  const due = figures.oldestMailDue?.getTime() ?? now.getTime();
  return [
    ...gauge(
      'madoguchi_cases_open',
      'Cases in each list of the office but the closed ones',
      [...figures.open].map(([queue, value]) => [`queue="${queue}"`, value]),
    ),
    ...gauge('madoguchi_cases_overdue', 'Cases that wait for the town after their day', [
      ['', figures.overdue],
    ]),
    ...gauge('madoguchi_mails_refused', 'Refused mails that nobody has dealt with', [
      ['', figures.refusedMails],
    ]),
    ...gauge('madoguchi_mails_unsent', 'Mails that wait to be sent', [['', figures.unsentMails]]),
    ...gauge('madoguchi_mail_oldest_overdue_seconds', 'How late the oldest unsent mail is', [
      ['', Math.max(0, Math.round((now.getTime() - due) / 1000))],
    ]),
    ...gauge(
      'madoguchi_export_jobs',
      'Exports by state',
      EXPORT_STATES.map((state) => [
        `state="${state}"`,
        jobs.filter((job) => job.state === state).length,
      ]),
    ),
    ...gauge('madoguchi_inbox_entries_behind', 'Entries of the log that the lists lack', [
      ['', figures.logBehind],
    ]),
  ].join('\n');
}
