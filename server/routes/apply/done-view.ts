import type {
  AccessSecrets,
  Application,
  ApplicationEvent,
} from '../../domain/applications/application.ts';
import type { Booking } from '../../domain/bookings/booking-store.ts';
import type { Resources } from '../../domain/bookings/resources.ts';
import type { Charge } from '../../domain/payments/payment.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import type { PageModel } from '../../http/page-context.ts';
import type { Paths } from '../../http/paths.ts';
import type { Words } from '../../http/words.ts';
import { Html } from '../../lib/html.ts';
import { caseDocumentRows } from '../attachments/case-document-rows.ts';
import type { CaseDocument } from '../attachments/case-documents.ts';
import { bookingView } from '../status/booking-view.ts';
import { chargeSummary } from '../status/counter-fee.ts';
import {
  isPayable,
  isPromised,
  situationView,
  waitingPlaceText,
} from '../status/situation-view.ts';
import { timelineView } from '../status/timeline-view.ts';
import { type ContactView, contactView } from './contact-view.ts';
import { procedurePlain, procedureText } from './procedure-text.ts';

export interface DoneArgs {
  readonly procedure: Procedure;
  readonly words: Words;
  readonly application: Application;
  readonly events: readonly ApplicationEvent[];
  /** Gone after 24 hours. */
  readonly secrets?: AccessSecrets;
  readonly statusUrl: string;
  /** The status link with its secret, for the QR code. */
  readonly statusLink?: string;
  readonly charge?: Charge;
  readonly booking?: Booking;
  /** Of an application on the waiting list; 1 = next. */
  readonly waitingPlace?: number;
  readonly documents: readonly CaseDocument[];
  readonly calendarHref?: string;
  readonly resources?: Resources;
  readonly csrf: string;
  readonly paths: Paths;
  readonly contact?: ContactView;
}

/** Drawn with attributes only (no style), so that the strict content policy lets it through. */
export async function qrSvg(text: string, label: string): Promise<Html> {
  // Sixty files, read with the first confirmation.
  const { toString: qrCode } = await import('qrcode');
  const svg = await qrCode(text, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' });
  const named = svg.replace('<svg ', '<svg class="qr" role="img" aria-labelledby="qr-title" ');
  return new Html(named.replace('>', `><title id="qr-title">${label}</title>`).trim());
}

/** The confirmation: number, code, what happens next, what to keep. View: `apply/done`. */
export async function doneView(args: DoneArgs): Promise<PageModel> {
  const { procedure, words, application, secrets, charge, paths, statusLink } = args;
  const { locale } = words;
  const situation = situationView(application, words, charge);
  const contact = args.contact ?? contactView(procedure, words);
  const copied = secrets && `${application.number}\n${secrets.code}`;
  return {
    title: `${situation.titlePlain} - ${procedurePlain(procedure, words, 'title')}`,
    styles: ['form.css'],
    scripts: ['copy.js', 'print.js'],
    contact,
    caption: procedureText(procedure, words, 'title'),
    situation,
    waitingPlace: waitingPlaceText(words, args.waitingPlace),
    sealed: procedure.sealed && words.t('status:sealed'),
    receipt: {
      label: words.t('apply:receipt_number'),
      number: application.number,
      codeLabel: words.t('apply:access_code'),
      code: secrets?.code,
      note: words.t(secrets ? 'apply:receipt_keep' : 'apply:receipt_old'),
    },
    copied,
    qr: statusLink && (await qrSvg(statusLink, words.plain('apply:qr_label'))),
    statusUrl: args.statusUrl,
    statusHref: paths.statusApplication(locale, application.id),
    isPromised: isPromised(situation),
    payHref: charge && isPayable(situation) ? paths.payCharge(locale, charge.id) : undefined,
    timeline: timelineView(procedure, words, application, args.events),
    booking: bookingView(args.booking, words, args.resources),
    printHref:
      application.status === 'prepared' ? paths.applicationPdf(locale, application.id) : undefined,
    calendarHref: args.calendarHref,
    charge: chargeSummary(charge, words, procedure, contact),
    receiptHref: charge?.paidAt ? paths.receipt(locale, charge.id) : undefined,
    documents: caseDocumentRows(args.documents, { procedure, words, application, paths }),
    leaveAction: paths.leave(locale),
    csrf: args.csrf,
  };
}
