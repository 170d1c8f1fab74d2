import { sql } from 'drizzle-orm';
import type { ColumnKit } from './column-kit.ts';
import type { ApplicationsTable } from './schema-applications.ts';

/** 書かない窓口: tablets, sittings, what is handed from phone to counter, the queue, papers handed out. */
export function counterTables(kit: ColumnKit, applications: ApplicationsTable) {
  const devices = deviceTables(kit);
  return {
    ...devices,
    ...sittingTables(kit, devices.counterDevices),
    ...resultTables(kit, applications),
    ...queueTables(kit),
  };
}

function deviceTables({ table, text, integer, time, bytes, uniqueIndex, index }: ColumnKit) {
  /** Tablets, and what belongs to one: a second screen, a card reader's program. */
  const counterDevices = table(
    'counter_devices',
    {
      id: text('id').primaryKey(),
      /** tablet | display | reader */
      kind: text('kind').notNull(),
      name: text('name').notNull(),
      /** Key of municipality.yaml's sections. */
      section: text('section').notNull(),
      /** Of a display or reader. */
      tabletId: text('tablet_id'),
      /** SHA-256 of the device's secret; null once it was unpaired. */
      tokenHash: text('token_hash'),
      pairedBy: text('paired_by').notNull(),
      pairedAt: time('paired_at').notNull(),
      unpairedBy: text('unpaired_by'),
      unpairedAt: time('unpaired_at'),
    },
    (t) => [
      uniqueIndex('counter_devices_token').on(t.tokenHash),
      index('counter_devices_tablet').on(t.tabletId).where(sql`tablet_id is not null`),
    ],
  );
  /** Short codes, good for minutes and once: pair a device, or hand a draft from one screen to another. */
  const counterCodes = table(
    'counter_codes',
    {
      codeHash: text('code_hash').primaryKey(),
      /** pair_tablet | pair_display | pair_reader | to_counter | to_phone */
      purpose: text('purpose').notNull(),
      /** Sealed JSON: what is handed over, or how the device will be called. */
      content: bytes('content').notNull(),
      /** Whose it is: a tablet, a sitting. */
      owner: text('owner'),
      wrongTries: integer('wrong_tries').notNull(),
      madeAt: time('made_at').notNull(),
      expiresAt: time('expires_at').notNull(),
      usedAt: time('used_at'),
    },
    (t) => [index('counter_codes_expiry').on(t.expiresAt)],
  );
  return { counterDevices, counterCodes };
}

function sittingsTable(
  { table, text, integer, time, bytes, uniqueIndex, index }: ColumnKit,
  counterDevices: ReturnType<typeof deviceTables>['counterDevices'],
) {
  /** One resident at the counter. What it knew of them goes with its end; the counts stay. */
  return table(
    'counter_sittings',
    {
      id: text('id').primaryKey(),
      /** Its drafts and applications are tied to this, as a browser's are to its session. */
      sessionHash: text('session_hash').notNull(),
      /** open | passed_on (waits for a colleague) | closed */
      state: text('state').notNull(),
      /** Where it is; null while it waits for a colleague. */
      deviceId: text('device_id').references(() => counterDevices.id),
      staffLogin: text('staff_login'),
      section: text('section').notNull(),
      /** The resident's language. */
      locale: text('locale').notNull(),
      /** Key of procedures/bundles, and its answers: sealed JSON. */
      bundle: text('bundle'),
      /** Sealed JSON: facts with their sources, the bundle's answers, a word for the colleague. */
      facts: bytes('facts'),
      revision: integer('revision').notNull(),
      /** Section or login that it was passed on to. */
      passedTo: text('passed_to'),
      openedBy: text('opened_by').notNull(),
      openedAt: time('opened_at').notNull(),
      touchedAt: time('touched_at').notNull(),
      closedAt: time('closed_at'),
      /** done | handed_back | timed_out | signed_out | unpaired */
      closedFor: text('closed_for'),
      /** Values typed here, taken over (card, register, phone, another form), and asked for by the papers. */
      typedValues: integer('typed_values').notNull(),
      carriedValues: integer('carried_values').notNull(),
      paperValues: integer('paper_values').notNull(),
    },
    (t) => [
      uniqueIndex('counter_sittings_session').on(t.sessionHash),
      // Two tablets never work on one sitting, and no tablet on two.
      uniqueIndex('counter_sittings_device').on(t.deviceId).where(sql`state = 'open'`),
      index('counter_sittings_opened').on(t.openedAt),
    ],
  );
}

function sittingTables(
  kit: ColumnKit,
  counterDevices: ReturnType<typeof deviceTables>['counterDevices'],
) {
  const { table, text, integer, time, uniqueIndex, index } = kit;
  const counterSittings = sittingsTable(kit, counterDevices);
  /** The task list of a sitting. */
  const counterTasks = table(
    'counter_tasks',
    {
      id: text('id').primaryKey(),
      sittingId: text('sitting_id')
        .notNull()
        .references(() => counterSittings.id),
      position: integer('position').notNull(),
      procedureId: text('procedure_id').notNull(),
      /** to_do | begun | sent | left_out */
      state: text('state').notNull(),
      draftId: text('draft_id'),
      applicationId: text('application_id'),
      typedValues: integer('typed_values').notNull(),
      carriedValues: integer('carried_values').notNull(),
      paperValues: integer('paper_values').notNull(),
    },
    (t) => [
      uniqueIndex('counter_tasks_procedure').on(t.sittingId, t.procedureId),
      index('counter_tasks_draft').on(t.draftId).where(sql`draft_id is not null`),
    ],
  );
  /** What a tablet sent while its line came and went: each form is taken once. */
  const counterPosts = table(
    'counter_posts',
    {
      /** Made on the tablet, one for each press of a button. */
      id: text('id').primaryKey(),
      sittingId: text('sitting_id')
        .notNull()
        .references(() => counterSittings.id),
      /** Where its answer led. */
      location: text('location').notNull(),
      at: time('at').notNull(),
    },
    (t) => [index('counter_posts_sitting').on(t.sittingId)],
  );
  return { counterSittings, counterTasks, counterPosts };
}

function resultTables(
  { table, text, integer, time, bytes, index }: ColumnKit,
  applications: ApplicationsTable,
) {
  /** How the resident confirmed what staff had entered. */
  const applicationConfirmations = table('application_confirmations', {
    applicationId: text('application_id')
      .primaryKey()
      .references(() => applications.id),
    /** tap | signature */
    way: text('way').notNull(),
    /** The language in which it was read back. */
    locale: text('locale').notNull(),
    /** Sealed JSON: strokes of the signature with their times. */
    signature: bytes('signature'),
    staffLogin: text('staff_login').notNull(),
    at: time('at').notNull(),
  });
  /** 証明書の交付: what was handed out at the counter, for the figures. Nothing personal. */
  const counterIssues = table(
    'counter_issues',
    {
      id: text('id').primaryKey(),
      /** Key of the town's list of certificates. */
      kind: text('kind').notNull(),
      copies: integer('copies').notNull(),
      section: text('section').notNull(),
      sittingId: text('sitting_id'),
      applicationId: text('application_id'),
      staffLogin: text('staff_login').notNull(),
      at: time('at').notNull(),
      /** Taken back: entered by mistake. */
      undoneAt: time('undone_at'),
    },
    (t) => [index('counter_issues_at').on(t.at)],
  );
  return { applicationConfirmations, counterIssues };
}

function queueTables({ table, text, integer, time, uniqueIndex, index }: ColumnKit) {
  /** 番号札: who waits, and for how long. */
  const queueTickets = table(
    'queue_tickets',
    {
      id: text('id').primaryKey(),
      /** JST day; numbers begin anew each day. */
      day: text('day').notNull(),
      number: integer('number').notNull(),
      /** Key of municipality.yaml's queues. */
      queue: text('queue').notNull(),
      locale: text('locale').notNull(),
      /** waiting | called | served | ended | gone (did not come) */
      state: text('state').notNull(),
      takenAt: time('taken_at').notNull(),
      calledAt: time('called_at'),
      /** How often the number was called. */
      calls: integer('calls').notNull(),
      desk: text('desk'),
      calledBy: text('called_by'),
      servedAt: time('served_at'),
      endedAt: time('ended_at'),
      sittingId: text('sitting_id'),
    },
    (t) => [
      uniqueIndex('queue_tickets_number').on(t.day, t.queue, t.number),
      index('queue_tickets_state').on(t.day, t.state),
    ],
  );
  return { queueTickets };
}
