import { sql } from 'drizzle-orm';
import type { ColumnKit } from './column-kit.ts';

/** What admins write: versions of procedures, the town's own files, the inventory; and what is counted of forms. */
export function adminTables(kit: ColumnKit) {
  return {
    ...versionTables(kit),
    ...stateTables(kit),
    ...settingTables(kit),
    ...inventoryTables(kit),
    ...countTables(kit),
  };
}

function versionTables({ table, text, integer, time, bytes, primaryKey, ...kit }: ColumnKit) {
  /** A version of a procedure, from the first draft to the archive. */
  const procedureVersions = table(
    'procedure_versions',
    {
      id: text('id').primaryKey(),
      procedureId: text('procedure_id').notNull(),
      /** 1, 2, 3 … within the procedure, in the order in which they were begun. */
      number: integer('number').notNull(),
      /** draft | in_review | approved | scheduled | published | superseded | archived | discarded */
      state: text('state').notNull(),
      /** shipped | blank | file | version: what it was begun from. */
      origin: text('origin').notNull(),
      /** The version that it was begun from; null where it is none of the table. */
      basedOn: text('based_on'),
      title: text('title').notNull(),
      section: text('section').notNull(),
      /** Of its newest edit; 0 = as it was begun. */
      revision: integer('revision').notNull(),
      /** JSON: file name → text. */
      files: text('files').notNull(),
      /** What applications are pinned to (definition_versions.version), once published. */
      hash: text('hash'),
      /** In a sentence, what is new: for the colleague who looks at it. */
      note: text('note').notNull(),
      createdBy: text('created_by').notNull(),
      createdAt: time('created_at').notNull(),
      changedBy: text('changed_by').notNull(),
      changedAt: time('changed_at').notNull(),
      reviewedBy: text('reviewed_by'),
      publishAt: time('publish_at'),
      publishedAt: time('published_at'),
    },
    (t) => [
      kit.uniqueIndex('procedure_versions_number').on(t.procedureId, t.number),
      kit.index('procedure_versions_due').on(t.publishAt).where(sql`state = 'scheduled'`),
    ],
  );
  /** Every step of editing, so that it can be undone; they go when the version is published. */
  const versionEdits = table(
    'version_edits',
    {
      versionId: text('version_id').notNull(),
      revision: integer('revision').notNull(),
      /** The files before it, deflated JSON. */
      before: bytes('before').notNull(),
      /** In words: 「『電話』を必須にしました」. */
      what: text('what').notNull(),
      by: text('by').notNull(),
      at: time('at').notNull(),
    },
    (t) => [primaryKey({ name: 'version_edits_pk', columns: [t.versionId, t.revision] })],
  );
  /** What happened to a version; only ever added to. */
  const versionEvents = table(
    'version_events',
    {
      versionId: text('version_id').notNull(),
      seq: integer('seq').notNull(),
      type: text('type').notNull(),
      at: time('at').notNull(),
      actor: text('actor').notNull(),
      detail: text('detail').notNull(),
    },
    (t) => [primaryKey({ name: 'version_events_pk', columns: [t.versionId, t.seq] })],
  );
  return { procedureVersions, versionEdits, versionEvents };
}

function stateTables({ table, text, time, primaryKey }: ColumnKit) {
  /** 緊急停止: nobody can begin or send the procedure, and why. */
  const procedurePauses = table('procedure_pauses', {
    id: text('id').primaryKey(),
    procedureId: text('procedure_id').notNull(),
    /** JSON: locale → text. */
    reason: text('reason').notNull(),
    from: time('from').notNull(),
    until: time('until'),
    by: text('by').notNull(),
    liftedAt: time('lifted_at'),
    liftedBy: text('lifted_by'),
  });
  /** How far a translation can be trusted. A changed Japanese or own text makes a mark void (hashes). */
  const translationMarks = table(
    'translation_marks',
    {
      procedureId: text('procedure_id').notNull(),
      locale: text('locale').notNull(),
      key: text('key').notNull(),
      /** machine | human | reviewed */
      state: text('state').notNull(),
      sourceHash: text('source_hash').notNull(),
      textHash: text('text_hash').notNull(),
      by: text('by').notNull(),
      at: time('at').notNull(),
    },
    (t) => [
      primaryKey({ name: 'translation_marks_pk', columns: [t.procedureId, t.locale, t.key] }),
    ],
  );
  return { procedurePauses, translationMarks };
}

function settingTables({ table, text, integer, time, primaryKey, index }: ColumnKit) {
  /** Files of the town's folder that were changed here: municipality.yaml, catalogues, resources … */
  const townFiles = table(
    'town_files',
    {
      /** As in the procedures folder: `catalogues/bulky_items.csv`. */
      path: text('path').notNull(),
      /** 1, 2, 3 … within the path. */
      number: integer('number').notNull(),
      /** Text, or base64 of a picture. */
      content: text('content').notNull(),
      /** published | superseded */
      state: text('state').notNull(),
      /** In words: 「粗大ごみの品目を3件直しました」. */
      note: text('note').notNull(),
      by: text('by').notNull(),
      at: time('at').notNull(),
    },
    (t) => [primaryKey({ name: 'town_files_pk', columns: [t.path, t.number] })],
  );
  /** One row: goes up with everything published, so that every process notices. */
  const townRevision = table('town_revision', {
    id: integer('id').primaryKey(),
    revision: integer('revision').notNull(),
  });
  /** Short addresses of procedures (`/p/<code>`), each counted as a source of entries. */
  const shortLinks = table(
    'short_links',
    {
      code: text('code').primaryKey(),
      procedureId: text('procedure_id').notNull(),
      /** poster | site | mail | line | other */
      source: text('source').notNull(),
      /** Where it hangs or stands: 「市民課の窓口」. */
      place: text('place').notNull(),
      madeBy: text('made_by').notNull(),
      madeAt: time('made_at').notNull(),
      endedAt: time('ended_at'),
    },
    (t) => [index('short_links_procedure').on(t.procedureId)],
  );
  return { townFiles, townRevision, shortLinks };
}

function inventoryTables({ table, text, integer, time, primaryKey, index }: ColumnKit) {
  /** 棚卸し: every procedure of the town, online or not. */
  const inventoryProcedures = table(
    'inventory_procedures',
    {
      id: text('id').primaryKey(),
      /** The town's own number, as in its list; unique among those that are there. */
      code: text('code').notNull(),
      name: text('name').notNull(),
      section: text('section').notNull(),
      legalBasis: text('legal_basis').notNull(),
      /** JSON: codes of national lists, `59-12`, `31-3`, `26-7`. */
      lists: text('lists').notNull(),
      /** JSON: ids of procedures here. */
      procedureIds: text('procedure_ids').notNull(),
      /** Online elsewhere (a national site, another system): its name; '' = not. */
      onlineElsewhere: text('online_elsewhere').notNull(),
      /** Why it is not online yet; '' = it is, or nobody has said. */
      notOnlineReason: text('not_online_reason').notNull(),
      changedBy: text('changed_by').notNull(),
      changedAt: time('changed_at').notNull(),
      removedAt: time('removed_at'),
    },
    (t) => [index('inventory_procedures_code').on(t.code)],
  );
  const inventoryVolumes = table(
    'inventory_volumes',
    {
      inventoryId: text('inventory_id').notNull(),
      /** 2026 = 令和8年度 */
      fiscalYear: integer('fiscal_year').notNull(),
      /** counter | post | online | other */
      channel: text('channel').notNull(),
      count: integer('count').notNull(),
    },
    (t) => [
      primaryKey({
        name: 'inventory_volumes_pk',
        columns: [t.inventoryId, t.fiscalYear, t.channel],
      }),
    ],
  );
  /** Figures that come from elsewhere, typed in; the newest of an indicator and period counts. */
  const typedFigures = table(
    'typed_figures',
    {
      id: text('id').primaryKey(),
      indicator: text('indicator').notNull(),
      fiscalYear: integer('fiscal_year').notNull(),
      /** Decimal, as it was typed: "12.5". */
      value: text('value').notNull(),
      note: text('note').notNull(),
      by: text('by').notNull(),
      at: time('at').notNull(),
    },
    (t) => [index('typed_figures_indicator').on(t.indicator, t.fiscalYear)],
  );
  return { inventoryProcedures, inventoryVolumes, typedFigures };
}

function countTables({ table, text, integer, time, primaryKey }: ColumnKit) {
  /** Sums that pages of figures are made of, kept up as things happen and recounted at night. */
  const indicatorCounts = table(
    'indicator_counts',
    {
      /** JST month YYYY-MM. */
      month: text('month').notNull(),
      /** started | received | completed | … */
      measure: text('measure').notNull(),
      procedureId: text('procedure_id').notNull(),
      channel: text('channel').notNull(),
      locale: text('locale').notNull(),
      /** One further property, `<name>:<value>` (device, source, reason …), or ''. */
      slice: text('slice').notNull(),
      count: integer('count').notNull(),
      /** Of what is added up besides (seconds, yen); 0 where nothing is. */
      total: integer('total').notNull(),
    },
    (t) => [
      primaryKey({
        name: 'indicator_counts_pk',
        columns: [t.month, t.measure, t.procedureId, t.channel, t.locale, t.slice],
      }),
    ],
  );
  /** What happens on a form's pages: no person, no session, only counts. */
  const formCounts = table(
    'form_counts',
    {
      month: text('month').notNull(),
      procedureId: text('procedure_id').notNull(),
      /** page_reached | page_passed | page_refused | field_refused | page_time | … */
      measure: text('measure').notNull(),
      /** Page, or `page/field/code`. */
      key: text('key').notNull(),
      /** '' or `<name>:<value>`: locale, device, source, time (a band of seconds). */
      slice: text('slice').notNull(),
      count: integer('count').notNull(),
    },
    (t) => [
      primaryKey({
        name: 'form_counts_pk',
        columns: [t.month, t.procedureId, t.measure, t.key, t.slice],
      }),
    ],
  );
  /** Each night's recount: how many sums were compared, and which did not agree. */
  const indicatorRecounts = table('indicator_recounts', {
    id: text('id').primaryKey(),
    at: time('at').notNull(),
    compared: integer('compared').notNull(),
    /** JSON. */
    differences: text('differences').notNull(),
  });
  return { indicatorCounts, formCounts, indicatorRecounts };
}
