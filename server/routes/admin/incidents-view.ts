import {
  INCIDENT_KINDS,
  type Incident,
  type IncidentKind,
  type IncidentProblems,
} from '../../domain/indicators/incident.ts';
import { adminPaths } from '../../http/admin-paths.ts';
import type { PageModel } from '../../http/page-context.ts';
import { formatJstDate, formatJstMoment } from '../../lib/japanese-calendar.ts';

const KINDS: Readonly<Record<IncidentKind, string>> = {
  sent_wrongly: '誤送信・誤配布',
  shown_wrongly: '誤公開・設定の誤り',
  lost: '紛失・盗難',
  intrusion: '不正アクセス・ウイルス',
  stopped: 'システムの停止',
  other: 'ほかの事故',
};

const PROBLEMS = {
  day: '起きた日を、今日までの日で入力してください。例：2026年11月20日',
  kind: '種類を選んでください。',
  what: '何が起きたかを、200文字までで書いてください。氏名、電話番号、メールアドレス、番号は書けません。例：別の世帯の通知を1通、同封した。すぐに回収した。',
} as const;

/** View: `admin/incidents`. */
export function incidentsView({
  incidents,
  nameOf,
  mayEnter,
  back,
  today,
  typed = {},
  problems = {},
}: {
  readonly incidents: readonly Incident[];
  readonly nameOf: (actor: string) => string;
  readonly mayEnter: boolean;
  readonly back: string;
  readonly today: string;
  readonly typed?: Readonly<Record<string, string>>;
  readonly problems?: IncidentProblems;
}): PageModel {
  const found = (Object.keys(PROBLEMS) as (keyof typeof PROBLEMS)[]).filter((key) => problems[key]);
  const who = (by: string, at: Date) => `${nameOf(by)}（${formatJstMoment(at, 'ja')}）`;
  return {
    title: '事故の記録',
    styles: ['office-account.css', 'admin-indicators.css'],
    hasErrors: found.length > 0,
    found: found.map((key) => ({ href: `#${key}`, text: PROBLEMS[key] })),
    errors: Object.fromEntries(found.map((key) => [key, PROBLEMS[key]])),
    typed: { day: typed['day'] ?? '', what: typed['what'] ?? '' },
    kinds: INCIDENT_KINDS.map((key) => ({
      key,
      text: KINDS[key],
      chosen: key === typed['kind'],
    })),
    today,
    back,
    mayEnter,
    action: adminPaths.incidents(),
    rows: incidents.map(({ id, day, kind, what, by, at, takenBack }) => ({
      day: formatJstDate(day, 'ja'),
      kind: KINDS[kind],
      what,
      by: who(by, at),
      takenBack: takenBack && who(takenBack.by, takenBack.at),
      takeBack: adminPaths.takeBackIncident(id),
    })),
  };
}
