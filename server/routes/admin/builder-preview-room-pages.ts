import type { Locale } from '../../domain/procedures/locale.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import type { BuilderDesk } from './builder-desk.ts';
import { framedPath, mailsPath, previewPath, stagePath } from './builder-preview-frame.ts';
import { laterMethods } from './builder-preview-later-methods.ts';
import { TO_PAY } from './builder-preview-paths.ts';
import type { Stage } from './builder-preview-stage.ts';
import { stagesOf } from './builder-preview-stages.ts';
import { previewProcedure } from './builder-preview-state.ts';
import { treeOf } from './builder-tree.ts';

/** A page that can be looked at. */
export interface RoomPage {
  readonly value: string;
  readonly text: string;
  readonly group: string;
  readonly src: (language: Locale) => string;
}

/** Where the ways to pay are chosen; a fee at the counter alone has no such page. */
const isPaidThere = ({ fee, review }: Procedure, { id, payment, status }: Stage) =>
  payment === 'open' &&
  (fee.when !== 'at_counter' || (fee.online === true && status === 'received')) &&
  !review.outcomes.some((outcome) => outcome === id);

/** What a resident sees after the sending: payment, receipt, mails, the status page at each stage, its forms. */
function laterPages(desk: BuilderDesk): RoomPage[] {
  const { services, version, pages, names, tree } = desk;
  const { procedure } = previewProcedure(services, version);
  if (!procedure) return [];
  const group = '送ったあと';
  const titleOf = (phase: string) =>
    names.text(treeOf(treeOf(tree['phases'])[phase])['title']) || phase;
  const all = stagesOf(procedure, titleOf, laterMethods(services));
  const stages = all.map(
    ({ id, text }): RoomPage => ({
      value: `done/${id}`,
      text: `状況：${text}`,
      group,
      src: (language) => stagePath(version.id, language, id),
    }),
  );
  const payments = all
    .filter((stage) => isPaidThere(procedure, stage))
    .map(
      ({ id }): RoomPage => ({
        value: `done/${id}/${TO_PAY}`,
        text: '支払い',
        group,
        src: (language) => stagePath(version.id, language, id, TO_PAY),
      }),
    );
  const mails = (language: Locale) => mailsPath(version.id, language);
  const filledIn = pages
    .filter(({ phase }) => phase !== undefined)
    .map(
      ({ id, title, phase = '' }): RoomPage => ({
        value: id,
        text: title,
        group: titleOf(phase),
        src: (language) => framedPath(desk, language, id),
      }),
    );
  const done = (language: Locale) => previewPath(version.id, language, 'done');
  return [
    ...payments,
    { value: 'done', text: '受け付けの控え', group, src: done },
    { value: 'mails', text: 'メール', group, src: mails },
    ...stages,
    ...filledIn,
  ];
}

/** Everything that residents see of it, in the order in which they come to it. */
export function pageChoices(desk: BuilderDesk): readonly RoomPage[] {
  const { pages, tree } = desk;
  const page = (value: string, text: string): RoomPage => ({
    value,
    text,
    group: '申請',
    src: (language) => framedPath(desk, language, value),
  });
  const who = treeOf(tree['who'])['may_apply'];
  return [
    page('start', 'はじめのページ'),
    ...(Array.isArray(who) && who.length > 1 ? [page('applying_as', '申請する人について')] : []),
    ...pages.filter(({ phase }) => phase === undefined).map(({ id, title }) => page(id, title)),
    ...(tree['attachments'] === undefined ? [] : [page('attachments', '書類')]),
    page('check', '入力内容の確認'),
    ...laterPages(desk),
  ];
}
