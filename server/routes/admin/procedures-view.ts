import { adminPaths } from '../../http/admin-paths.ts';
import type { PageModel } from '../../http/page-context.ts';
import { plainText } from '../../lib/html.ts';
import { toKatakana } from '../../lib/japanese-text.ts';
import type { Services } from '../../services.ts';
import type { ProcedureState } from './procedure-states.ts';
import { momentWords, numberWords, STATE_WORDS } from './version-words.ts';

interface Tag {
  readonly text: string;
  readonly tone?: 'late' | 'soon' | 'done';
}

const ONLINE: Readonly<Record<ProcedureState['online'], Tag>> = {
  published: { text: '公開中', tone: 'done' },
  shipped: { text: '公開中（見本のまま）', tone: 'done' },
  broken: { text: '壊れている', tone: 'late' },
  retired: { text: '公開を終えた' },
  none: { text: 'まだ公開していない' },
};

/** How it stands, most urgent first: stopped and broken ones are never overlooked. */
export function stateTags({ online, open, pause }: ProcedureState): readonly Tag[] {
  return [
    ...(pause ? [{ text: '停止中', tone: 'late' as const }] : []),
    ONLINE[online],
    ...open.map(({ state, number, publishAt }) => ({
      text: `${numberWords(number)}：${STATE_WORDS[state]}${publishAt ? `（${momentWords(publishAt)}）` : ''}`,
      tone: 'soon' as const,
    })),
  ];
}

/** What somebody looks for in the list. */
const FILTERS = [
  { key: '', text: 'すべて', has: () => true },
  { key: 'open', text: '作っているもの', has: ({ open }: ProcedureState) => open.length > 0 },
  {
    key: 'review',
    text: '確認待ち',
    has: ({ open }: ProcedureState) => open.some(({ state }) => state === 'in_review'),
  },
  {
    key: 'trouble',
    text: '停止中・壊れているもの',
    has: ({ pause, online }: ProcedureState) => pause !== undefined || online === 'broken',
  },
] as const;

const searchable = (text: string) => toKatakana(text.normalize('NFKC').toLowerCase());

export function sectionWords({ library }: Pick<Services, 'library'>, section: string): string {
  return plainText(library.municipality.sections[section]?.name['ja'] ?? section);
}

/** View: `admin/procedures`. */
export function proceduresView(
  services: Services,
  states: readonly ProcedureState[],
  query: { readonly q: string; readonly state: string; readonly mayMake: boolean },
): PageModel {
  const filter = FILTERS.find(({ key }) => key === query.state) ?? FILTERS[0];
  const wanted = searchable(query.q);
  const found = states.filter(
    (one) => filter.has(one) && searchable(`${one.title} ${one.id}`).includes(wanted),
  );
  return {
    title: '手続きの作成',
    styles: ['admin-versions.css'],
    q: query.q,
    state: filter.key,
    filters: FILTERS.map(({ key, text, has }) => ({
      key,
      text: `${text}（${states.filter(has).length}）`,
    })),
    mayMake: query.mayMake,
    newHref: adminPaths.newProcedure(),
    action: adminPaths.procedures(),
    rows: found.map((one) => ({
      href: adminPaths.procedure(one.id),
      title: one.title,
      section: sectionWords(services, one.section),
      tags: stateTags(one),
    })),
  };
}
