import type { ColumnKit } from './column-kit.ts';

/** 納付書: what finance has sent out and residents may pay here. */
export function billTables({ table, text, integer, time, bytes, index, uniqueIndex }: ColumnKit) {
  const billImports = table('bill_imports', {
    id: text('id').primaryKey(),
    fileName: text('file_name').notNull(),
    fileHash: text('file_hash').notNull(),
    rows: integer('rows').notNull(),
    added: integer('added').notNull(),
    changed: integer('changed').notNull(),
    cancelled: integer('cancelled').notNull(),
    importedBy: text('imported_by').notNull(),
    at: time('at').notNull(),
  });
  const bills = table(
    'bills',
    {
      id: text('id').primaryKey(),
      /** 納付番号: printed on the bill. */
      number: text('number').notNull(),
      /** 確認番号, as a keyed hash. */
      codeHash: text('code_hash').notNull(),
      revenueItem: text('revenue_item').notNull(),
      /** 会計年度 (2026 = 令和8年度) of the assessment. */
      fiscalYear: integer('fiscal_year').notNull(),
      /** current (現年) | arrears (滞納繰越) */
      segment: text('segment').notNull(),
      /** 調定番号 */
      assessmentNumber: text('assessment_number').notNull(),
      /** 期別, as printed: 第2期, 10月分. */
      term: text('term').notNull(),
      /** [{kind: principal | reminder_fee | late_charge, yen}] */
      lines: text('lines').notNull(),
      yen: integer('yen').notNull(),
      /** 納期限, JST day. */
      dueOn: text('due_on').notNull(),
      /** Last JST day on which this amount can be paid here. */
      payUntil: text('pay_until').notNull(),
      /** 1: it carries an eL-QR and is paid at the national site only. */
      elQr: integer('el_qr').notNull(),
      /** Sealed: to whom it was sent. */
      addressee: bytes('addressee'),
      /** open | paid | cancelled */
      state: text('state').notNull(),
      importId: text('import_id')
        .notNull()
        .references(() => billImports.id),
      createdAt: time('created_at').notNull(),
      touchedAt: time('touched_at').notNull(),
    },
    (t) => [
      uniqueIndex('bills_number').on(t.number),
      index('bills_state').on(t.state, t.dueOn),
      index('bills_import').on(t.importId),
    ],
  );
  return { billImports, bills };
}

export type BillsTable = ReturnType<typeof billTables>['bills'];
