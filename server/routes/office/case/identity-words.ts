import {
  asksIdentity,
  IDENTITY_WAYS,
  type IdentityWay,
} from '../../../domain/cases/check-identity.ts';
import { ID_KINDS, isIdKind } from '../../../domain/counter/id-check.ts';
import type { Words } from '../../../http/words.ts';
import { textOf } from '../../../lib/html.ts';
import { momentText } from '../../apply/format-text.ts';
import { ID_KIND_NAMES } from '../../counter/id-kind-names.ts';
import type { ActorNames } from './actor-names.ts';
import type { OpenCase } from './open-case.ts';

/** How staff made sure who applied. */
export const WAY_WORDS: Readonly<Record<IdentityWay, string>> = {
  counter: '窓口で、本人確認書類を見た',
  phone: '市役所が知っている番号に、電話をかけ直した',
  documents: '本人確認書類の写しで確かめた',
};

export function identityWays(chosen: string) {
  return IDENTITY_WAYS.map((key) => ({ key, label: WAY_WORDS[key], checked: key === chosen }));
}

/** Kinds of documents, for the ways on which one was seen. */
export function documentKinds(chosen: string) {
  return ID_KINDS.map((key) => ({ key, label: ID_KIND_NAMES[key], chosen: key === chosen }));
}

/** The kind that was chosen; nobody shows a document on the telephone. */
export function documentSeen(how: IdentityWay, kind: string) {
  return how !== 'phone' && isIdKind(kind) ? { seen: kind } : {};
}

export const IDENTITY_MISSING =
  'まだ本人確認をしていません。先に「本人確認を記録する」を押してください。';

const ASKED = {
  L0: '要りません',
  L1: '連絡先の確認が要ります',
  L2: '本人確認書類での確認が要ります',
  L3: 'マイナンバーカードなどでの本人確認が要ります',
} as const;

/** What is asked, and whether, how, when and by whom it was done. */
export function identityText(
  { procedure, events }: OpenCase,
  words: Words,
  names: ActorNames,
): string {
  const asked = ASKED[procedure.identity];
  if (!asksIdentity(procedure)) return asked;
  const done = events.findLast(({ type }) => type === 'identity_checked');
  if (done === undefined) return `${asked}。まだしていません`;
  const { how, seen } = done.detail;
  const document = isIdKind(seen) ? `（${ID_KIND_NAMES[seen]}）` : '';
  const way = `${WAY_WORDS[how as IdentityWay] ?? ''}${document}`;
  return `しました：${way}（${textOf(momentText(words, done.at))}、${names.ofActor(done.actor)}）`;
}
