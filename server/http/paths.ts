import type { Locale } from '../domain/procedures/locale.ts';

// What stood in an address may come back in a redirect, and headers don't take every character.
const q = encodeURIComponent;

/** Every URL of the site, once. Views and routes build links here and nowhere else. */
export const paths = {
  home: (l: Locale) => `/${l}/`,
  /** POST: text size, kept in a cookie. */
  display: (l: Locale) => `/${l}/display`,
  procedures: (l: Locale) => `/${l}/procedures`,
  lifeEvent: (l: Locale, code: string) => `/${l}/procedures?life_event=${q(code)}`,
  category: (l: Locale, code: string) => `/${l}/procedures?category=${q(code)}`,
  procedure: (l: Locale, id: string) => `/${l}/procedures/${q(id)}`,

  /** Start page (GET), begin (POST `new`). */
  /** The town's own colour; named in the address, so that a changed one is fetched. */
  townColours: (colour: string) => `/branding/colours.css?v=${q(colour.slice(1))}`,
  /** `via`: where it is entered from, for the figures. */
  applyStart: (l: Locale, id: string, via?: string) =>
    `/${l}/apply/${q(id)}${via === undefined ? '' : `?via=${q(via)}`}`,
  applyNew: (l: Locale, id: string) => `/${l}/apply/${q(id)}/new`,
  /** A page of the form; with a row number it is one row of a repeat (0 = the first). */
  applyPage: (l: Locale, id: string, page: string, row?: number) =>
    `/${l}/apply/${q(id)}/${q(page)}${row === undefined ? '' : `/${row + 1}`}`,
  applyRowRemove: (l: Locale, id: string, page: string, row: number) =>
    `/${l}/apply/${q(id)}/${q(page)}/${row + 1}/remove`,
  /** The documents of a form; one of them; a file of it (GET shows it, `/remove` takes it away). */
  applyAttachments: (l: Locale, id: string) => `/${l}/apply/${q(id)}/attachments`,
  applyCheck: (l: Locale, id: string) => `/${l}/apply/${q(id)}/check`,
  applyDone: (l: Locale, id: string, applicationId: string) =>
    `/${l}/apply/${q(id)}/done/${q(applicationId)}`,
  applyCalendar: (l: Locale, id: string, applicationId: string) =>
    `/${l}/apply/${q(id)}/done/${q(applicationId)}/calendar.ics`,

  resume: (l: Locale) => `/${l}/resume`,
  resumeLink: (l: Locale, secret: string) => `/${l}/resume/${q(secret)}`,
  /** POST: the link of a saved draft, by mail on request. */
  resumeMail: (l: Locale) => `/${l}/resume/mail`,
  /** On at the counter (GET), POST: the code that staff read. */
  handOver: (l: Locale, id: string) => `/${l}/hand-over/${q(id)}`,
  /** Is the form still here? `here` or `there`, for the page that shows the code. */
  handOverState: (l: Locale, id: string) => `/${l}/hand-over/${q(id)}/state`,
  /** POST: the same for a form that was just put aside. */
  handOverSaved: (l: Locale) => `/${l}/hand-over/saved`,
  /** From the counter to this phone: GET asks, with or without the code; POST takes. */
  handOverTake: (l: Locale, code?: string) =>
    `/${l}/hand-over/take${code === undefined ? '' : `/${q(code)}`}`,
  /** POST: forget everything on this phone. */
  leave: (l: Locale) => `/${l}/leave`,

  status: (l: Locale) => `/${l}/status`,
  statusLink: (l: Locale, secret: string) => `/${l}/status/link/${q(secret)}`,
  statusApplication: (l: Locale, applicationId: string) => `/${l}/status/${q(applicationId)}`,
  /** A document that comes after the application. */
  statusAttachment: (l: Locale, applicationId: string, key: string) =>
    `/${l}/status/${q(applicationId)}/attachments/${q(key)}`,
  /** What was sent, as a PDF. */
  applicationPdf: (l: Locale, applicationId: string) =>
    `/${l}/status/${q(applicationId)}/application.pdf`,
  statusWithdraw: (l: Locale, applicationId: string) => `/${l}/status/${q(applicationId)}/withdraw`,
  /** The talk with the town; POST: a message of the resident. */
  statusMessages: (l: Locale, applicationId: string) => `/${l}/status/${q(applicationId)}/messages`,
  /** POST: a code to send to the town's LINE account; no more notices there. */
  statusLine: (l: Locale, applicationId: string) => `/${l}/status/${q(applicationId)}/line`,
  statusLineStop: (l: Locale, applicationId: string) =>
    `/${l}/status/${q(applicationId)}/line/stop`,
  /** POST: begin (or go on with) what was returned; a page of it; `check`. */
  correction: (l: Locale, applicationId: string) => `/${l}/status/${q(applicationId)}/correction`,
  correctionPage: (l: Locale, applicationId: string, page: string, row?: number) =>
    `/${l}/status/${q(applicationId)}/correction/${q(page)}${row === undefined ? '' : `/${row + 1}`}`,
  /** The same of a later submission. */
  phase: (l: Locale, applicationId: string, phase: string) =>
    `/${l}/status/${q(applicationId)}/phase/${q(phase)}`,
  phasePage: (l: Locale, applicationId: string, phase: string, page: string, row?: number) =>
    `/${l}/status/${q(applicationId)}/phase/${q(phase)}/${q(page)}${row === undefined ? '' : `/${row + 1}`}`,

  /** POST: begin (or go on with) a change of the order; a page of it; `check`. */
  change: (l: Locale, applicationId: string) => `/${l}/status/${q(applicationId)}/change`,
  changePage: (l: Locale, applicationId: string, page: string, row?: number) =>
    `/${l}/status/${q(applicationId)}/change/${q(page)}${row === undefined ? '' : `/${row + 1}`}`,
  /** POST: a change that was not paid yet is not wanted any more. */
  changeCallOff: (l: Locale, applicationId: string) =>
    `/${l}/status/${q(applicationId)}/change-call-off`,

  /** POST: a new draft with the same answers. */
  statusAgain: (l: Locale, applicationId: string) => `/${l}/status/${q(applicationId)}/again`,

  bookings: (l: Locale) => `/${l}/bookings`,
  bookingResource: (l: Locale, resource: string) => `/${l}/bookings/${q(resource)}`,

  /** Door "pay": explains, and leads to the status page by number and code. */
  pay: (l: Locale) => `/${l}/pay`,
  payCharge: (l: Locale, chargeId: string) => `/${l}/pay/${q(chargeId)}`,
  payReturn: (l: Locale, chargeId: string) => `/${l}/pay/${q(chargeId)}/return`,

  /**
   * 納付書: asks for number and code. A QR code on paper brings them behind the `#` (`#<number>.<code>`),
   * which no browser sends and so no log holds.
   */
  bills: (l: Locale) => `/${l}/bills`,
  /** What is owed on it and how it stands; POST: on to the payment. */
  bill: (l: Locale, billId: string) => `/${l}/bills/${q(billId)}`,

  /** 領収書 of what was paid; the same as a PDF. */
  receipt: (l: Locale, chargeId: string) => `/${l}/receipts/${q(chargeId)}`,
  receiptPdf: (l: Locale, chargeId: string) => `/${l}/receipts/${q(chargeId)}/receipt.pdf`,

  indicators: (l: Locale) => `/${l}/indicators`,
  help: (l: Locale) => `/${l}/help`,
  privacy: (l: Locale) => `/${l}/privacy`,
  accessibility: (l: Locale) => `/${l}/accessibility`,
  /** What the columns and keys of the open data mean: json or csv. */
  openDataDictionary: (format: 'json' | 'csv') => `/open-data/dictionary.${format}`,
  openDataJson: () => '/open-data/indicators.json',
  openDataCsv: () => '/open-data/indicators.csv',

  webhook: (provider: string) => `/webhooks/${q(provider)}`,
  sandboxPayment: (ref: string) => `/sandbox-payments/${q(ref)}`,
  sandboxDispute: (ref: string) => `/sandbox-payments/disputes/${q(ref)}`,
  sandboxRefund: (ref: string) => `/sandbox-payments/refunds/${q(ref)}`,
  sampleMail: () => '/sample/mail',
  asset: (name: string) => `/assets/${name}`,
} as const;

export type Paths = typeof paths;
