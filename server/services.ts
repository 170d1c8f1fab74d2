import type { FastifyBaseLogger } from 'fastify';
import type { Config } from './config.ts';
import type { AttachmentFiles } from './domain/attachments/attachment.ts';
import { largestUpload } from './domain/attachments/upload-limit.ts';
import type { PaperFolder } from './domain/audit/paper-folder.ts';
import type { ImportFiles } from './domain/bills/import-job.ts';
import type { Resources } from './domain/bookings/resources.ts';
import type { Bundles } from './domain/bundles/bundle.ts';
import { sittingTimes } from './domain/counter/sitting-timeout.ts';
import { type TabletState, tabletMark, tabletState } from './domain/counter/tablet-state.ts';
import { createDowntimeBoard, type DowntimeBoard } from './domain/downtimes/downtime-board.ts';
import type { Catalogue } from './domain/fees/item-catalogue.ts';
import type { ExportFiles } from './domain/hand-over/export-job.ts';
import { createFollower } from './domain/inbox/follow-applications.ts';
import type { IndicatorDeclaration } from './domain/indicators/declaration.ts';
import {
  createIndicatorFollower,
  type IndicatorFollower,
} from './domain/indicators/follow-indicators.ts';
import type { PaymentProvider } from './domain/payments/payment.ts';
import { compileProcedure } from './domain/procedures/compile-procedure.ts';
import type { LoadedLibrary } from './domain/procedures/load-library.ts';
import type { Locale } from './domain/procedures/locale.ts';
import type { Library, Procedure } from './domain/procedures/procedure.ts';
import type { RegisterSpool } from './domain/register/register-desk.ts';
import type { RegisterStore } from './domain/register/register-store.ts';
import { type RevenueBook, revenueBook } from './domain/revenue/revenue-book.ts';
import type { Seal } from './domain/sealing/sealed-case.ts';
import type { IdentityProvider } from './domain/staff/single-sign-on.ts';
import type { MachineTranslator } from './domain/translations/machine-translator.ts';
import { createFormCounter } from './domain/understanding/count-forms.ts';
import type { FormCounter } from './domain/understanding/form-counter.ts';
import { officePaths } from './http/office-paths.ts';
import { loadWords, type Words } from './http/words.ts';
import { openAttachmentFiles } from './integrations/attachment-files/attachment-files.ts';
import { openImportFiles } from './integrations/bill-files/import-files.ts';
import { openExportFiles } from './integrations/export-files/export-files.ts';
import { httpTranslator } from './integrations/machine-translation/http-translator.ts';
import { createIdentityProvider } from './integrations/oidc/identity-provider.ts';
import { paperFiles } from './integrations/paper-files/paper-files.ts';
import { createFormPrinter } from './integrations/pdf/form-printer.ts';
import type { SheetPrinter } from './integrations/pdf/printed-sheet.ts';
import { openRegisterSpool } from './integrations/register-files/register-spool.ts';
import { createSandboxProvider } from './integrations/sandbox-payments/sandbox-provider.ts';
import { sealFor } from './integrations/sealing/age.ts';
import { createStripeProvider } from './integrations/stripe/stripe-provider.ts';
import { type Clock, systemClock } from './lib/clock.ts';
import { createEventHub, type EventHub } from './lib/event-hub.ts';
import { createKeyRing } from './lib/key-ring.ts';
import { tokenSigner } from './lib/signed-token.ts';
import { createLiveTown, type LiveTown } from './live-town.ts';
import type { LoadedTown } from './load-town-folder.ts';
import { readTown, report } from './read-town.ts';
import { openStores } from './storage/open-stores.ts';
import { openRegister } from './storage/register/open-register.ts';
import type { Stores } from './storage/stores.ts';
import { createTownDesk, type TownDesk } from './town-desk.ts';

/** What routes and jobs are given. Built once, in `buildServices`; the only place that chooses drivers. */
export interface Services {
  readonly config: Config;
  readonly clock: Clock;
  readonly stores: Stores;
  /** The extract of the resident register, opened when it is first asked for; null = there is none here. */
  readonly register: RegisterStore | null;
  /** Extracts between their upload and their reading. */
  readonly registerSpool: RegisterSpool;
  /** Seals for a section's own key, which is not here. */
  readonly seal: Seal;
  /** Contents of attachments; what looks into them is loaded with the first upload. */
  readonly attachmentFiles: AttachmentFiles;
  /** Files for the core systems, until they are fetched. */
  readonly exportFiles: ExportFiles;
  /** Files of bills, until they are taken over. */
  readonly billImportFiles: ImportFiles;
  /** Prints forms as PDF; its fonts are read with the first one. */
  readonly formPrinter: SheetPrinter;
  /** Papers to print and keep: daily anchors of the log, certificates of deletion. */
  readonly papers: { readonly auditAnchors: PaperFolder; readonly deletions: PaperFolder };
  readonly library: Library;
  /** What residents see now: takes up what is published, paused or set. */
  readonly live: LiveTown;
  /** The town's own files: what is published of them, and what a change would do. */
  readonly townDesk: TownDesk;
  /** The procedure as it was in that version; undefined when neither loaded nor remembered. */
  procedureVersion(procedureId: string, version: string): Promise<Procedure | undefined>;
  /** Brings the lists of the office up to what has happened. */
  readonly inboxFollower: ReturnType<typeof createFollower>;
  /** How forms are understood: counts, in memory until they are written now and then. */
  readonly formCounter: FormCounter;
  /** What happens on the counter's tablets, by their ids; for those who follow one. */
  readonly tabletWatch: EventHub<TabletState>;
  /** Announced downtimes, in memory. */
  readonly downtimeBoard: DowntimeBoard;
  readonly resources: Resources;
  readonly catalogues: ReadonlyMap<string, Catalogue>;
  /** Life event → procedures by answers, for sittings at the counter. */
  readonly bundles: Bundles;
  /** 指標 of the town's plans. */
  readonly indicators: readonly IndicatorDeclaration[];
  /** Brings the sums of figures up to what has happened. */
  readonly indicatorFollower: IndicatorFollower;
  readonly words: (locale: Locale) => Words;
  readonly providers: ReadonlyMap<string, PaymentProvider>;
  /** 歳入科目, and which one a fee belongs to. */
  readonly revenue: RevenueBook;
  /** Where staff sign in to everything; null = here only. */
  readonly identityProvider: IdentityProvider | null;
  /** Translates texts of definitions for people to look at; null = none is set up. */
  readonly translator: MachineTranslator | null;
}

interface BuildOptions {
  readonly logger: FastifyBaseLogger;
  readonly clock?: Clock;
  /** What is in the folders of the configuration, where it is known already; by default it is read. */
  readonly town?: LoadedTown;
  /** The disk or the database can't be trusted any more. */
  readonly onFatal?: (error: unknown) => void;
}

const MEGABYTE = 1024 * 1024;

/**
 * Apart from `buildServices`, whose closures live as long as the process: they would keep every text
 * of every definition.
 */
async function rememberVersions(
  stores: Stores,
  { procedures, sources }: LoadedLibrary,
  publishedAt: Date,
): Promise<void> {
  const versions = [...procedures.values()].flatMap(({ id: procedureId, version }) => {
    const files = sources.get(procedureId);
    return files ? [{ procedureId, version, sources: files, publishedAt }] : [];
  });
  await stores.definitions.keep(versions);
}

/** Remembered versions are compiled once and kept: applications and drafts stay on theirs. */
function versionFinder(stores: Stores, live: LiveTown): Services['procedureVersion'] {
  const compiled = new Map<string, Procedure | undefined>();
  let town = live.library.town;
  live.onChange(() => {
    if (town !== live.library.town) compiled.clear();
    town = live.library.town;
  });
  return async (procedureId, version) => {
    const { procedures } = live.library;
    const current = procedures.get(procedureId);
    if (current?.version === version) return current;
    const key = `${procedureId} ${version}`;
    if (!compiled.has(key)) {
      const sources = await stores.definitions.find(procedureId, version);
      compiled.set(key, sources && compileProcedure(sources, live.library.town).procedure);
    }
    return compiled.get(key);
  };
}

/**
 * Whoever comes first takes a method that both have. The sandbox stands for a company of its own;
 * production never deals with it.
 */
function providersFor(config: Config, stores: Stores, clock: Clock): Services['providers'] {
  const { stripe } = config;
  const real = stripe === null ? [] : [createStripeProvider(stripe, clock)];
  if (config.mode === 'production') return byId(real);
  const secret = tokenSigner(config.dataKeys, 'sandbox-notifications').sign('sandbox');
  const { publicUrl } = config;
  const sandbox = createSandboxProvider({ store: stores.sandbox, clock, publicUrl, secret });
  return byId([...real, sandbox]);
}

const byId = (providers: readonly PaymentProvider[]) => new Map(providers.map((p) => [p.id, p]));

function identityProviderFor({ oidc, publicUrl }: Config, clock: Clock) {
  if (oidc === null) return null;
  const callback = `${publicUrl}${officePaths.singleSignOnCallback()}`;
  const afterEnd = `${publicUrl}${officePaths.signIn()}`;
  return createIdentityProvider(oidc, { callback, afterEnd }, clock);
}

function tabletsOf({ sittings }: Stores, clock: Clock, library: Library) {
  const times = () => sittingTimes(library.municipality);
  return createEventHub((id) => tabletState({ sittings, clock, times: times() }, id), tabletMark);
}

/** Made anew when the town's files have changed. */
function revenueOf(library: Library): RevenueBook {
  const { town } = library;
  let book = books.get(town);
  if (book === undefined) {
    book = revenueBook(library);
    books.set(town, book);
  }
  return book;
}

const books = new WeakMap<Library['town'], RevenueBook>();

/** Its database is another one than the portal's, and only a process for staff is told where. */
function registerFor({ registerUrl: url, dataKeys: keys }: Config, { onFatal }: BuildOptions) {
  return url === null ? null : openRegister({ url, keys, ...(onFatal && { onFatal }) });
}

/** Chooses the drivers, opens the stores, loads what the town has put into its folder. */
export async function buildServices(config: Config, options: BuildOptions): Promise<Services> {
  const { logger, clock = systemClock } = options;
  const town = options.town ?? (await readTown(config, clock));
  report(logger, town);
  const { languages } = town.library.municipality;
  const words = loadWords(config.localesDir, languages, (locale, key) =>
    logger.error({ locale, key }, 'a text is missing'),
  );
  const stores = await openStores({
    dataDir: config.dataDir,
    databaseUrl: config.databaseUrl,
    keys: config.dataKeys,
    onFatal: options.onFatal,
  });
  await rememberVersions(stores, town.library, clock.now());
  const townDesk = createTownDesk(config, { townFiles: stores.townFiles, clock });
  const loadTown = async () => {
    const changed = await townDesk.load();
    if (changed === undefined) return undefined;
    report(logger, changed);
    await rememberVersions(stores, changed.library, clock.now());
    return changed;
  };
  const live = createLiveTown(town, { stores, clock, logger, loadTown });
  await live.refresh();
  const { library, resources } = live;
  const procedureVersion = versionFinder(stores, live);
  return {
    config,
    clock,
    stores,
    register: registerFor(config, options),
    registerSpool: openRegisterSpool(config.dataDir),
    attachmentFiles: await openAttachmentFiles(
      config.dataDir,
      createKeyRing(config.dataKeys),
      largestUpload(library.municipality) * MEGABYTE,
    ),
    exportFiles: openExportFiles(config.dataDir, createKeyRing(config.dataKeys)),
    billImportFiles: openImportFiles(config.dataDir, createKeyRing(config.dataKeys)),
    formPrinter: createFormPrinter(),
    papers: {
      auditAnchors: paperFiles(config.dataDir, 'audit-anchors'),
      deletions: paperFiles(config.dataDir, 'deletion-certificates'),
    },
    library,
    procedureVersion,
    seal: sealFor,
    inboxFollower: createFollower({ stores, procedureVersion, clock }),
    formCounter: createFormCounter(stores.formCounts, clock),
    tabletWatch: tabletsOf(stores, clock, library),
    downtimeBoard: createDowntimeBoard(stores.downtimes, clock),
    live,
    resources,
    get catalogues() {
      return live.catalogues;
    },
    get bundles() {
      return live.bundles;
    },
    get indicators() {
      return live.indicators;
    },
    indicatorFollower: createIndicatorFollower({ store: stores.indicatorCounts, clock }),
    words,
    providers: providersFor(config, stores, clock),
    get revenue() {
      return revenueOf(library);
    },
    townDesk,
    identityProvider: identityProviderFor(config, clock),
    translator: config.translateUrl === null ? null : httpTranslator(config.translateUrl),
  };
}
