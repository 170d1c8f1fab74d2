import type { FastifyBaseLogger } from 'fastify';
import type { Config } from '../config.ts';
import { sweepAttachments } from '../domain/attachments/sweep-attachments.ts';
import { removeOldImports } from '../domain/bills/remove-old-imports.ts';
import { closeDraftsOfMoved } from '../domain/decisions/close-drafts-of-moved.ts';
import { closeOvertaken } from '../domain/decisions/close-overtaken.ts';
import { deliverWebhooks } from '../domain/hand-over/deliver-webhooks.ts';
import { followWebhooks } from '../domain/hand-over/follow-webhooks.ts';
import { removeOldExports } from '../domain/hand-over/remove-old-exports.ts';
import { returnMovedCases } from '../domain/inbox/return-moved-cases.ts';
import { sendOutbox } from '../domain/notifications/send-outbox.ts';
import { expireCharges } from '../domain/payments/expire-charges.ts';
import type { Charge } from '../domain/payments/payment.ts';
import { chargeReconciler } from '../domain/payments/reconcile-charges.ts';
import { knownProcedures } from '../domain/procedures/known-procedure.ts';
import { tellByLine } from '../integrations/line/tell-by-line.ts';
import { mailSenderFor } from '../integrations/mail/mail-sender-for.ts';
import { isSandboxProvider } from '../integrations/sandbox-payments/sandbox-provider.ts';
import { webhookSender } from '../integrations/webhooks/webhook-sender.ts';
import { whenQuiet } from '../lib/quiet.ts';
import { paymentDesk } from '../payment-desk.ts';
import type { Services } from '../services.ts';
import { anchorAudit } from './anchor-audit.ts';
import { sittingJobs } from './close-idle-sittings.ts';
import { indicatorJobs } from './count-indicators.ts';
import { fetchLostNotices } from './fetch-lost-notices.ts';
import { keepBooks } from './keep-books.ts';
import { makeMonthlyBills } from './make-monthly-bills.ts';
import { moveWaitingLists } from './move-waiting-lists.ts';
import { versionJobs } from './publish-versions.ts';
import { refundJobs } from './refund-jobs.ts';
import { type Job, runEvery } from './run-every.ts';
import { sendReminders } from './send-reminders.ts';
import { sendSandboxNotices } from './send-sandbox-notices.ts';

/** What can wait waits for a quiet moment, but in a long rush it goes on by one portion a run. */
const PATIENCE_MS = 1000;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;
/** Longer than this nobody asks whether a system was told. */
const WEBHOOK_DAYS = 30;

export interface JobOptions {
  /** Where this process is reached from inside (default: its own HOST and PORT). */
  readonly baseUrl?: string;
  readonly fetch?: typeof fetch;
}

type JobLog = Pick<FastifyBaseLogger, 'error' | 'warn' | 'info'>;

function ownUrl({ host, port }: Config): string {
  const anywhere = host === '0.0.0.0' || host === '::';
  const name = host.includes(':') ? `[${host}]` : host;
  return `http://${anywhere ? '127.0.0.1' : name}:${port}`;
}

function paymentJobs(services: Services, log: JobLog): Job[] {
  const deps = paymentDesk(services);
  const reconciler = chargeReconciler(deps);
  const onError = (error: unknown, charge: Charge) =>
    log.error({ err: error, chargeId: charge.id }, 'charge could not be settled');
  return [
    {
      name: 'expire charges',
      everyMs: 30 * SECOND,
      run: async () => void (await expireCharges(deps, onError)),
    },
    {
      name: 'reconcile charges',
      everyMs: MINUTE,
      run: async () => void (await reconciler.sweep(onError)),
    },
    {
      name: 'fetch lost notices',
      everyMs: 10 * MINUTE,
      run: async () => void (await fetchLostNotices(services, log)),
    },
  ];
}

function sandboxJobs({ stores, clock, providers, config }: Services, options: JobOptions): Job[] {
  const provider = providers.get('sandbox');
  if (!isSandboxProvider(provider)) return [];
  const sending = {
    store: stores.sandbox,
    provider,
    clock,
    baseUrl: options.baseUrl ?? ownUrl(config),
    fetch: options.fetch ?? fetch,
  };
  return [
    {
      name: 'send sandbox notices',
      everyMs: SECOND,
      run: async () => void (await sendSandboxNotices(sending)),
    },
  ];
}

function mailJobs({ stores, clock, config }: Services, log: JobLog): Job[] {
  const sender = mailSenderFor(config);
  if (sender === undefined) {
    log.warn('SMTP_URL is not set: mails wait until it is');
    return [];
  }
  const run = async () => {
    const { waiting, refused } = await sendOutbox({ outbox: stores.outbox, clock }, sender);
    if (waiting > 0) log.warn({ waiting }, 'mails could not be sent and wait');
    if (refused > 0) log.warn({ refused }, 'mails were refused for good');
  };
  return [{ name: 'send mail', everyMs: 2 * SECOND, run }];
}

function reminderJobs(services: Services, log: JobLog): Job[] {
  const onError = (error: unknown, applicationId: string) =>
    log.error({ err: error, applicationId }, 'a reminder could not be sent');
  return [
    {
      name: 'send reminders',
      everyMs: 10 * MINUTE,
      run: () => sendReminders(services, onError),
    },
  ];
}

/** Once a month is over; the other runs find nothing. */
function billingJobs(services: Services, log: JobLog): Job[] {
  const onError = (error: unknown, applicationId: string) =>
    log.error({ err: error, applicationId }, 'a monthly bill could not be made');
  return [
    {
      name: 'make monthly bills',
      everyMs: 30 * MINUTE,
      run: async () => void (await makeMonthlyBills(services, onError)),
    },
  ];
}

function bookingJobs(services: Services): Job[] {
  const run = () => moveWaitingLists(services);
  return [{ name: 'move waiting lists', everyMs: MINUTE, run }];
}

function inboxJobs({ inboxFollower, config, stores, clock, live }: Services): Job[] {
  if (!config.surfaces.has('staff')) return [];
  // Lists are brought up to date when they are opened; this keeps that short, and stays out of the
  // way of residents: a few cases at a time, while there is nothing else to do. Whoever opens a list
  // waits for one such portion, not for an import.
  const portion = { most: 1, batch: 20 };
  const run = async () => {
    let isQuiet = true;
    for (let n = 0; n < 100 && isQuiet; n += 1) {
      isQuiet = await whenQuiet(PATIENCE_MS);
      if (await inboxFollower.follow(portion)) return;
    }
  };
  const giveBack = async () => {
    await returnMovedCases(stores, clock, live.grants);
    await closeDraftsOfMoved(stores, clock);
    await closeOvertaken(stores, clock);
  };
  return [
    { name: 'follow applications', everyMs: 5 * SECOND, run },
    { name: 'give back cases of who has moved', everyMs: 10 * MINUTE, run: giveBack },
  ];
}

function countingJobs({ formCounter, stores: { drafts } }: Services): Job[] {
  return [
    { name: 'write counts of forms', everyMs: 20 * SECOND, run: () => formCounter.flush() },
    { name: 'write what came back with errors', everyMs: 5 * SECOND, run: drafts.writePending },
  ];
}

function lineJobs(services: Services): Job[] {
  if (services.config.line === null) return [];
  const run = () => tellByLine(services);
  return [{ name: 'tell by LINE', everyMs: 15 * SECOND, run }];
}

/** Systems that may be reached hear of their cases. */
function webhookJobs({ stores, clock, config, library }: Services): Job[] {
  // One process of several is enough; a second one would send the same message again.
  if (!config.surfaces.has('staff')) return [];
  const send = webhookSender(config.webhookHosts);
  const run = async () => {
    const procedures = new Map(knownProcedures(library).map((one) => [one.id, one]));
    await followWebhooks({ stores, clock, procedures });
    await deliverWebhooks({ stores, clock, send });
  };
  return [{ name: 'send webhooks', everyMs: 5 * SECOND, run }];
}

function cleaningJobs(services: Services): Job[] {
  const { stores, clock, attachmentFiles, exportFiles, billImportFiles } = services;
  const run = async () => {
    await stores.drafts.removeExpired(clock.now());
    await stores.applications.removeExpiredGrants(clock.now());
    await stores.counterCodes.removeExpired(clock.now());
    await stores.previewTrials.removeExpired(clock.now());
    await stores.staff.removeOldSessions(clock.now());
    await sweepAttachments(stores, attachmentFiles, clock);
    await removeOldExports({ files: exportFiles, audit: stores.audit, clock });
    await removeOldImports({ files: billImportFiles, clock });
    await stores.webhooks.removeSettled(new Date(clock.now().getTime() - WEBHOOK_DAYS * DAY));
  };
  return [{ name: 'remove what has expired', everyMs: 10 * MINUTE, run }];
}

/** One process of several is enough. */
function bookJobs(services: Services, log: JobLog): Job[] {
  if (!services.config.surfaces.has('staff')) return [];
  return [{ name: 'keep the books', everyMs: 10 * MINUTE, run: () => keepBooks(services, log) }];
}

/** Everything that happens without a request. Stop before the server and the stores are closed. */
export function startJobs(
  services: Services,
  log: JobLog,
  options: JobOptions = {},
): { stop(): Promise<void> } {
  const jobs = [
    ...paymentJobs(services, log),
    ...refundJobs(services, log),
    ...sandboxJobs(services, options),
    ...mailJobs(services, log),
    ...reminderJobs(services, log),
    ...billingJobs(services, log),
    ...bookingJobs(services),
    ...lineJobs(services),
    ...webhookJobs(services),
    ...cleaningJobs(services),
    ...inboxJobs(services),
    ...indicatorJobs(services, log),
    ...countingJobs(services),
    ...bookJobs(services, log),
    ...sittingJobs(services),
    ...versionJobs(services, log),
    { name: 'anchor the log', everyMs: 10 * MINUTE, run: () => anchorAudit(services, log) },
  ].map((job) => runEvery(job, log));
  return {
    async stop() {
      await Promise.all(jobs.map((job) => job.stop()));
    },
  };
}
