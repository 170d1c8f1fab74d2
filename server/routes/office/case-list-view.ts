import type { FastifyRequest } from 'fastify';
import type { CaseWorker, InboxPage } from '../../domain/inbox/inbox-store.ts';
import { OPEN_QUEUES, QUEUES, type Queue } from '../../domain/inbox/queue.ts';
import type { SavedView } from '../../domain/inbox/saved-view.ts';
import { knownProcedures } from '../../domain/procedures/known-procedure.ts';
import { officePaths } from '../../http/office-paths.ts';
import type { Services } from '../../services.ts';
import { afterText, FILTERS, type ListQuery, listAddress } from './case-list-query.ts';
import { rowViews } from './case-list-rows.ts';
import { DUE_NAMES, LIST_NAMES, WHOSE_NAMES } from './case-list-words.ts';

/** Lists longer than that say "999+": counting further would cost more the longer they are. */
export const COUNT_UP_TO = 1000;

interface Found {
  readonly query: ListQuery;
  readonly sections: readonly string[];
  readonly page: InboxPage;
  readonly counts: ReadonlyMap<Queue, number>;
  readonly views: readonly SavedView[];
  readonly workers: readonly CaseWorker[];
  /** Protections of whoever looks that end soon or are over. */
  readonly ending: number;
  /** Everything that has happened is in the lists. */
  readonly isUpToDate: boolean;
}

interface Option {
  readonly value: string;
  readonly label: string;
}

const href = (query: ListQuery) => officePaths.cases(listAddress(query));

function tabs({ query, counts }: Found) {
  const size = (queue: Queue) => counts.get(queue) ?? 0;
  const text = (count: number) => (count >= COUNT_UP_TO ? `${COUNT_UP_TO - 1}+` : String(count));
  return (['open', ...QUEUES] as const).map((queue) => ({
    label: LIST_NAMES[queue],
    // Whatever is over is only looked up: how much of it there is says nothing.
    count:
      queue === 'closed'
        ? ''
        : text(
            queue === 'open' ? OPEN_QUEUES.reduce((sum, one) => sum + size(one), 0) : size(queue),
          ),
    href: href({ ...query, queue, after: undefined }),
    current: queue === query.queue,
  }));
}

function isOpenList({ queue }: ListQuery): boolean {
  return queue === 'open' || OPEN_QUEUES.includes(queue as Queue);
}

function optionsOf(names: Readonly<Record<string, string>>): Option[] {
  return Object.entries(names).map(([value, label]) => ({ value, label }));
}

function filters(services: Services, { query, sections, workers }: Found) {
  const { library, words } = services;
  const sectionName = (key: string) => library.municipality.sections[key]?.name['ja'] ?? key;
  const procedures = knownProcedures(library)
    .filter(({ section }) => sections.includes(section))
    .map((procedure) => ({ value: procedure.id, label: procedure.text('ja', 'title') ?? '' }));
  const languages = library.municipality.languages.map((locale) => ({
    value: locale,
    label: words(locale).plain('common:language_name'),
  }));
  const people = [...new Map(workers.map(({ id, name }) => [id, name]))].map(([value, label]) => ({
    value,
    label,
  }));
  const all = [
    {
      name: 'section',
      label: '課',
      options: sections.map((key) => ({ value: key, label: sectionName(key) })),
      shown: sections.length > 1,
    },
    { name: 'procedure', label: '手続き', options: procedures, shown: true },
    {
      name: 'assignee',
      label: '担当者',
      options: [...optionsOf(WHOSE_NAMES), ...people],
      shown: true,
    },
    { name: 'due', label: '期限', options: optionsOf(DUE_NAMES), shown: isOpenList(query) },
    { name: 'lang', label: '言語', options: languages, shown: true },
  ] as const;
  return all
    .filter(({ shown }) => shown)
    .map(({ name, label, options }) => ({ name, label, options, value: query[name] ?? '' }));
}

const DONE: Readonly<Record<string, string>> = {
  take_up: '件の確認を始めました。',
  assign: '件の担当者を決めました。',
};

/** What has just been done, when the browser comes back to the list. */
function doneText(request: FastifyRequest): string {
  const { did = '', n = '' } = request.query as Record<string, string>;
  const words = Object.hasOwn(DONE, did) ? DONE[did] : undefined;
  return words && /^\d{1,3}$/.test(n) ? `${n}${words}` : '';
}

/** The model of a list. */
export function caseListView(services: Services, request: FastifyRequest, found: Found) {
  const { query, page, views } = found;
  const here = listAddress({ ...query, after: undefined });
  const plain: ListQuery = { queue: 'open' };
  const quick = [
    { label: '自分の担当', query: { ...plain, assignee: 'me' } },
    { label: '期限が近い・過ぎた', query: { ...plain, due: 'hurry' as const } },
    { label: '担当者が決まっていない', query: { ...plain, assignee: 'none' } },
  ];
  return {
    title: `申請：${LIST_NAMES[query.queue]}`,
    listName: LIST_NAMES[query.queue],
    styles: ['office-list.css'],
    scripts: ['inbox.js'],
    queue: query.queue,
    isUpToDate: found.isUpToDate,
    ending: found.ending,
    tabs: tabs(found),
    quick: quick.map((one) => ({
      label: one.label,
      href: href(one.query),
      current: listAddress(one.query) === here,
    })),
    views: views.map((view) => ({
      id: view.id,
      name: view.name,
      href: officePaths.cases(view.query),
      current: view.query === here,
    })),
    filters: filters(services, found),
    isFiltered: FILTERS.some((name) => query[name] !== undefined),
    withoutFilters: href({ queue: query.queue }),
    here,
    rows: rowViews(services, page.rows),
    first: query.after === undefined ? undefined : href({ ...query, after: undefined }),
    next: page.next ? href({ ...query, after: afterText(page.next) }) : undefined,
    mayWork: request.staffMay('cases.work'),
    mayAssign: request.staffMay('cases.assign'),
    done: doneText(request),
  };
}
