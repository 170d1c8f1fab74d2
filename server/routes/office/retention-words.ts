import { knownProcedure } from '../../domain/procedures/known-procedure.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import type { Deletion } from '../../domain/retention/delete-due.ts';
import type { DueReport } from '../../domain/retention/due-cases.ts';
import {
  endDay,
  type KeptCase,
  type RetentionClass,
  retentionClass,
  yearsOf,
} from '../../domain/retention/retention-days.ts';
import { plainText } from '../../lib/html.ts';
import { formatJstDate, formatJstMoment } from '../../lib/japanese-calendar.ts';
import type { Services } from '../../services.ts';

const CLASS_LABELS: Readonly<Record<RetentionClass, string>> = {
  closed: '終わった',
  refused: '認めなかった',
  withdrawn: '取り下げ・期限切れ',
};

type Library = Services['library'];

export function procedureTitle(library: Library, id: string): string {
  return plainText(knownProcedure(library, id)?.text('ja', 'title') ?? id);
}

export function ruleOf(library: Library): (id: string) => Procedure['retention'] {
  return (id) => knownProcedure(library, id)?.retention;
}

/** Rows of the dry run. */
export function dueRows(library: Library, { groups }: DueReport) {
  return groups.map(({ procedureId, kind, count, held, oldest, newest }) => {
    const rule = knownProcedure(library, procedureId)?.retention;
    return {
      title: procedureTitle(library, procedureId),
      kind: CLASS_LABELS[kind],
      years: rule ? yearsOf(rule, kind) : 0,
      count,
      held,
      oldest: formatJstDate(oldest, 'ja'),
      newest: formatJstDate(newest, 'ja'),
    };
  });
}

export function countRows(library: Library, counts: ReadonlyMap<string, number>) {
  return [...counts].map(([id, count]) => ({ title: procedureTitle(library, id), count }));
}

function groupLines(library: Library, { cases }: Deletion): string[] {
  const groups = Map.groupBy(cases, (one) => `${one.procedureId}\n${retentionClass(one.status)}`);
  return [...groups.values()].map((own) => {
    const [first] = own;
    const days = own.map(endDay).sort();
    const kind = first ? CLASS_LABELS[retentionClass(first.status)] : '';
    const title = procedureTitle(library, first?.procedureId ?? '');
    return `・${title}（${kind}）：${own.length}件（終わった日 ${days[0]} から ${days.at(-1)} まで）`;
  });
}

const ACTORS: Readonly<Record<string, string>> = { system: 'コマンド（npm run retention）' };

/** One line of the certificate's list. */
export function deletionLine(library: Library, one: KeptCase): string {
  const kind = CLASS_LABELS[retentionClass(one.status)];
  return `${one.number}　${procedureTitle(library, one.procedureId)}　${kind}　${endDay(one)}`;
}

/** The certificate, on as many pages as it has receipt numbers. @param who name of who pressed the button */
export function deletionPaper(library: Library, deletion: Deletion, who?: string): string {
  const { run, at, actor, cases, lines, files, moneyKept, moneyRemoved, mailsRemoved, hash } =
    deletion;
  const town = library.municipality.name['ja'] ?? '';
  const by =
    who === undefined ? (ACTORS[actor] ?? actor) : `${who}（${actor.replace('staff:', '')}）`;
  return `${town}　窓口オンライン　削除の証明書

番号：${run}
消した日時：${formatJstMoment(at, 'ja')}
消した人：${by}

文書保存年限を過ぎた申請を、次のとおり消しました。
申請の内容、書類、やりとり、内部メモ、検索の手がかりを、すべて消しています。

申請：${cases.length}件
書類のファイル：${files}件
${groupLines(library, deletion).join('\n')}

支払いの記録を、人がわからない形で残した申請：${moneyKept}件
（お金の記録は、支払いから5年度のあいだ残します。地方自治法236条）
保存の期間が終わって消した支払いの記録：${moneyRemoved}件
消したメールの写し：${mailsRemoved}件

照合の値（下の一覧のSHA-256）：
${hash}

確かめた人（署名）：

------------------------------------------------------------
消した申請（受付番号　手続　終わり方　終わった日）
${lines.join('\n')}
`;
}
