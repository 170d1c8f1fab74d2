import { stringify } from 'csv-stringify/sync';
import { kindOf } from '../../domain/audit/action-kinds.ts';
import type { AuditEntry, AuditFilter } from '../../domain/audit/audit-store.ts';
import {
  type Onlooker,
  onlookers,
  type Sighting,
  sightings,
} from '../../domain/audit/breach-report.ts';
import type { Services } from '../../services.ts';
import { detailText } from './audit-detail-words.ts';
import { logNames, momentText, subjectText } from './audit-view.ts';
import { actionText, actorText, KIND_LABELS } from './audit-words.ts';

/** So that spreadsheets read it as Japanese. */
const BOM = '\uFEFF';

/** A spreadsheet must not run what stands in a cell. */
function csvLines(rows: readonly (readonly string[])[]): string {
  return rows.length === 0 ? '' : stringify(rows as string[][], { escape_formulas: true });
}

const LOG_HEAD = [
  '番号',
  '日時',
  'だれが',
  '利用者',
  '種類',
  'したこと',
  '操作の名前',
  '受付番号・職員',
  'ID',
  'くわしく',
  '照合の値',
];

/** The chosen part of the log, oldest first, in portions: however long it is. */
export async function* logCsv(services: Services, filter: AuditFilter): AsyncGenerator<string> {
  const { stores } = services;
  const names = await logNames(services);
  yield BOM + csvLines([LOG_HEAD]);
  for await (const entries of stores.audit.portions(filter)) {
    const numbers = await stores.audit.receiptNumbers(entries.map(({ subject }) => subject));
    const row = (entry: AuditEntry) => [
      String(entry.seq),
      momentText(entry.at),
      actorText(entry.actor, names.people),
      entry.actor,
      KIND_LABELS[kindOf(entry.action)],
      actionText(entry.action),
      entry.action,
      subjectText(entry, numbers, names),
      entry.subject,
      detailText(entry, names, true),
      entry.hash,
    ];
    yield csvLines(entries.map(row));
  }
}

type Period = Pick<AuditFilter, 'from' | 'to' | 'about'>;

async function seen(services: Services, filter: Period) {
  const names = await logNames(services);
  const { audit } = services.stores;
  return { names, portions: sightings(audit, filter, new Set(names.staffIds.keys())) };
}

const BREACH_HEAD = ['日時', 'だれが', '利用者', 'したこと', '操作の名前', '受付番号', '申請のID'];

/** Who had which case before their eyes when, one line each. */
export async function* breachCsv(services: Services, filter: Period): AsyncGenerator<string> {
  const { names, portions } = await seen(services, filter);
  yield BOM + csvLines([BREACH_HEAD]);
  for await (const some of portions) {
    const numbers = await services.stores.audit.receiptNumbers(some.map(({ caseId }) => caseId));
    const row = ({ at, actor, action, caseId }: Sighting) => [
      momentText(at),
      actorText(actor, names.people),
      actor,
      actionText(action),
      action,
      numbers.get(caseId) ?? '（今はありません）',
      caseId,
    ];
    yield csvLines(some.map(row));
  }
}

function onlookerText(one: Onlooker, people: ReadonlyMap<string, string>): string {
  return [
    `・${actorText(one.actor, people)}`,
    `　　見た申請：${one.cases.toLocaleString('ja-JP')}件（${one.times.toLocaleString('ja-JP')}回）`,
    `　　初めて：${momentText(one.first)}　最後：${momentText(one.last)}`,
  ].join('\n');
}

/** The facts in short, as a report of a leak asks for them: who, how much, since when. */
export async function breachText(services: Services, filter: Period): Promise<string> {
  const { names, portions } = await seen(services, filter);
  const people = await onlookers(portions);
  return `申請を見た人の一覧（漏えいなどの報告に使う事実）

作った時刻：${momentText(services.clock.now())}
期間：${filter.from ? momentText(filter.from) : '記録の最初'} から ${filter.to ? momentText(new Date(filter.to.getTime() - 1000)) : '作った時刻'} まで
対象：${filter.about ? filter.about.join('、') : 'すべての申請'}

画面で見た、一覧に出た、書き出した、変えた、のどれかをした人です。
申請した人が自分で見たものは入っていません。

${people.map((one) => onlookerText(one, names.people)).join('\n') || '該当する記録はありません。'}

1件ずつの記録は、CSVの一覧にあります。
`;
}
