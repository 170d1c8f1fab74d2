import type { Decision } from '../../domain/cases/decide-application.ts';
import type {
  DecisionRound,
  RoundState,
  Signature,
} from '../../domain/decisions/decision-round.ts';
import type { Standing } from '../../domain/decisions/standing.ts';
import type { Waiting } from '../../domain/decisions/who-may-sign.ts';
import { positionsOf } from '../../domain/procedures/positions.ts';
import type { Services } from '../../services.ts';
import type { ActorNames } from './case/actor-names.ts';
import { IDENTITY_MISSING } from './case/identity-words.ts';

export const DECISION_WORDS: Readonly<Record<Decision, string>> = {
  approved: '承認する',
  granted: '認める',
  refused: '認めない',
  completed: '完了にする',
};

export const ROUND_WORDS: Readonly<Record<RoundState, string>> = {
  open: '決裁中',
  decided: '決裁済み',
  sent_back: '差し戻されました',
  taken_back: '起案した人が取り下げました',
  overtaken: '申請が進んだので、終わりました',
  drafter_moved: '起案した人が異動したので、終わりました',
};

/** How a round stands; the last signature may have been taken back within its minute. */
export function roundWord({
  state,
  since,
  decision,
}: Pick<DecisionRound, 'state' | 'since' | 'decision'>): string {
  const isUndone = state === 'decided' && since[since.indexOf(decision) + 1] === 'undone';
  return isUndone ? '決裁のあと、取り消されました' : ROUND_WORDS[state];
}

/** Why a draft or a signature was refused (`detail.why`). */
export const DECISION_WHY: Readonly<Record<string, string>> = {
  moved: '開いている間に、申請か起案が変わりました。いまの内容を確かめてください。',
  drafted_already:
    'もう起案されています。決裁が終わるか、取り下げられるまで、次の起案はできません。',
  nobody_signs:
    'あなたのほかに、最後に決裁する人がいません。ほかの人が起案するか、職員の役割を確かめてください。',
  not_yours: 'いま、あなたが決裁する番ではありません。不在のときは、不在を終えると決裁できます。',
  no_route: 'この手続きは、決裁の順番がありません。申請のページで決められます。',
  not_approved: '先に、承認が要ります。',
  identity: IDENTITY_MISSING,
  approved_already: 'この申請は、もう承認されています。',
};

/** Names of positions by key, in the words of the town. */
export function positionNames({ library }: Services): ReadonlyMap<string, string> {
  return new Map(positionsOf(library.municipality).map(({ key, name }) => [key, name]));
}

/** 「係長 → 課長」 */
export function routeText(route: readonly string[], names: ReadonlyMap<string, string>): string {
  return route.map((key) => names.get(key) ?? key).join(' → ');
}

/** 「小川 智子」, 「代決 山田（課長 佐藤の不在のため）」 */
function signerText(
  { staffId, forStaffId, step }: Signature,
  { signatures, route }: Pick<DecisionRound, 'signatures' | 'route'>,
  { positions, names }: { positions: ReadonlyMap<string, string>; names: ActorNames },
): string {
  const name = names.ofStaff(staffId);
  if (forStaffId !== null) {
    const position = routeText(route.slice(step - 1, step), positions);
    return `代決 ${name}（${position} ${names.ofStaff(forStaffId)}の不在のため）`;
  }
  const signsAbove = signatures.some((one) => one.staffId === staffId && one.step > step);
  return signsAbove ? `${name}（上の役職と合わせて決裁）` : name;
}

/** In the order of the signatures. */
export function signatureTexts(
  round: Pick<DecisionRound, 'signatures' | 'route'>,
  said: { readonly positions: ReadonlyMap<string, string>; readonly names: ActorNames },
): readonly string[] {
  return round.signatures.map((one) => signerText(one, round, said));
}

const BACK = '起案した人が取り下げて、ほかの人が起案してください。';

function holdText({ why, position, holders }: Waiting, positions: ReadonlyMap<string, string>) {
  const name = positions.get(position) ?? position;
  const people = holders.map((one) => one.name).join('、');
  const words: Readonly<Record<Waiting['why'], string>> = {
    away: `${name}（${people}）が不在で、代わりに決裁できる人がいません。戻るのを待つか、「不在」で代理を決めてください。`,
    vacant: `${name}がいません。「職員」で役割を確かめてください。`,
    drafter: `起案した人のほかに、${name}がいません。${BACK}`,
    signed: `${name}（${people}）は、この回でもう決裁しています。取り下げて、起案し直してください。`,
  };
  return words[why];
}

/** Whom it waits for: 「課長 田中 和子の決裁を待っています」. */
export function standingText(
  { round, signers, waiting }: Standing,
  positions: ReadonlyMap<string, string>,
  names: ActorNames,
): string {
  if (waiting) return holdText(waiting, positions);
  const people = signers.map(({ staffId, seats }) => {
    const own = seats.at(-1);
    const position = positions.get(round.route[(own?.step ?? 1) - 1] ?? '') ?? '';
    const away = own?.forStaffId ?? null;
    return away === null
      ? `${position} ${names.ofStaff(staffId)}`
      : `${names.ofStaff(staffId)}（${position} ${names.ofStaff(away)}の代理）`;
  });
  return `${people.join('、')}の決裁を待っています`;
}
