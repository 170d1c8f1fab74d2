import type { Locale } from '../domain/procedures/locale.ts';

const q = encodeURIComponent;
const sitting = (id: string) => `/counter/sittings/${q(id)}`;
const form = (id: string, locale: Locale, procedure: string) =>
  `${sitting(id)}/forms/${locale}/${q(procedure)}`;

/** Every URL of the counter, once. */
export const counterPaths = {
  home: () => '/counter',
  /** A tablet becomes one of the town's. */
  pair: () => '/counter/pair',
  /** POST: a new resident sits down. */
  sittings: () => '/counter/sittings',
  sitting,
  /** tasks, bundle, facts, language, pass-on, close, touch … */
  sittingAction: (id: string, action: string) => `${sitting(id)}/${q(action)}`,
  task: (id: string, task: string) => `${sitting(id)}/tasks/${q(task)}`,
  taskAction: (id: string, task: string, action: string) =>
    `${sitting(id)}/tasks/${q(task)}/${q(action)}`,
  /** The pages of a definition, in that language: the same ones as on a phone. */
  formPage: (id: string, locale: Locale, procedure: string, page: string, row?: number) =>
    `${form(id, locale, procedure)}/${q(page)}${row === undefined ? '' : `/${row + 1}`}`,
  formCheck: (id: string, locale: Locale, procedure: string) =>
    `${form(id, locale, procedure)}/check`,
  formDocuments: (id: string, locale: Locale, procedure: string) =>
    `${form(id, locale, procedure)}/attachments`,
  /** Turned round: the resident reads what was entered, large and in their language, and confirms. */
  readBack: (id: string, task: string) => `${sitting(id)}/tasks/${q(task)}/read-back`,
  /** POST: which part of it is looked at. */
  readBackPart: (id: string, task: string) => `${sitting(id)}/tasks/${q(task)}/read-back/part`,
  /** Sentences in eight languages to point at. */
  phrases: (id: string) => `${sitting(id)}/phrases`,
  /** From the phone to here and back. */
  codes: (id: string) => `${sitting(id)}/codes`,
  /** Reads QR codes where the tablet's own browser can't. */
  qrReader: () => '/counter/qr-reader.js',
  /** What the card reader or another source said differs from what was known. */
  differences: (id: string) => `${sitting(id)}/differences`,
  /** Server-sent events of the tablet: what a reader has read. */
  events: (id: string) => `${sitting(id)}/events`,
  register: (id: string) => `${sitting(id)}/register`,
  /** POST: that row is the resident's. */
  registerTake: (id: string) => `${sitting(id)}/register/take`,
  /** The second screen, which only shows. */
  display: () => '/counter/display',
  displayEvents: () => '/counter/display/events',
  /** What it shows now, without a page around it. */
  displayContent: () => '/counter/display/content',
  readers: () => '/counter/readers',
  readerUnpair: (device: string) => `/counter/readers/${q(device)}/unpair`,
  queue: () => '/counter/queue',
  queueAction: (action: string) => `/counter/queue/${q(action)}`,
  queueScreen: () => '/counter/queue/screen',
  /** At the entrance: a number is taken, in that language. */
  queueNew: (locale?: Locale) => `/counter/queue/new${locale === undefined ? '' : `/${locale}`}`,
  /** The slip. */
  queueTicket: (id: string) => `/counter/queue/tickets/${q(id)}`,
  /** call, miss, move, serve, sitting, end */
  queueStep: (id: string, step: string) => `/counter/queue/tickets/${q(id)}/${q(step)}`,
  queueFigures: () => '/counter/queue/figures',
  issues: () => '/counter/issues',
  /** Blank forms on paper; in that language beside the Japanese. */
  papers: () => '/counter/paper',
  paper: (procedure: string, locale?: Locale) =>
    `/counter/paper/${q(procedure)}${locale === undefined || locale === 'ja' ? '' : `?language=${locale}`}`,
  figures: () => '/counter/figures',
  figuresFile: (year: number) => `/counter/figures.csv?year=${year}`,
  /** In the office: tablets and what belongs to them. */
  devices: () => '/office/counter-devices',
  deviceCode: () => '/office/counter-devices/codes',
  deviceUnpair: (id: string) => `/office/counter-devices/${q(id)}/unpair`,
} as const;
