import type { RoleProblem } from '../../domain/staff/change-roles.ts';
import type { PassphraseProblem } from '../../domain/staff/passphrase.ts';
import { ROLE_WORDS } from '../../domain/staff/permission-words.ts';
import type { RoleAssignment, SignedInStaff } from '../../domain/staff/staff.ts';
import { plainText } from '../../lib/html.ts';
import { formatJstDate } from '../../lib/japanese-calendar.ts';
import type { Services } from '../../services.ts';

/** What the staff's pages and commands call roles, ways in and problems. */
export const ROLE_LABELS = ROLE_WORDS;

export const FACTOR_LABELS: Readonly<Record<SignedInStaff['secondFactor'], string>> = {
  none: 'パスフレーズだけ',
  totp: 'パスフレーズと確認コード',
  passkey: 'パスキー',
  oidc: 'シングルサインオン',
  oidc_alone: 'シングルサインオンだけ',
};

export const PASSPHRASE_ADVICE =
  '15文字以上にしてください。関係のない言葉を4つ以上つなげると、覚えやすくて強くなります。例：kasa mikan tonari yozora（この例のままは使えません）';

export const PASSPHRASE_PROBLEMS: Readonly<Record<PassphraseProblem, string>> = {
  passphrase_too_short:
    '15文字以上にしてください。関係のない言葉を4つ以上つなげると、覚えやすくて強くなります。',
  passphrase_too_long: '長すぎます。128文字までにしてください。',
  passphrase_own_words:
    'ログイン名、名前、市の名前が入っています。ほかの人が最初に試す言葉です。関係のない言葉を4つ以上つなげてください。',
  passphrase_common: `よく使われている、または推測しやすいものです。${PASSPHRASE_ADVICE}`,
};

export const ROLE_PROBLEMS: Readonly<Record<RoleProblem, string>> = {
  role_missing: '役割を選んでください。',
  role_section_missing: '課を選んでください。窓口、担当者、係長、課長は、課ごとの役割です。',
  role_day_invalid: '日付を入力してください。例：2027-04-01',
  role_days_reversed: '終わりの日は、始まりの日と同じか、後の日にしてください。',
  role_there_already: '同じ役割が、その期間にもうあります。期間を確かめてください。',
  role_changed_meanwhile:
    'この役割は、ほかの人がちょうど変えました。今の役割を確かめて、もう一度選んでください。',
  role_own_admin:
    '自分のシステム管理者の役割は、終わりにできません。ほかのシステム管理者に頼んでください。',
  transfer_nothing:
    'その日の前日に、ほかの課の役割がありません。「役割を足す」から入力してください。',
};

/** Sections of the town by key, in the order of municipality.yaml. */
export function sectionNames({ library }: Services): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(library.municipality.sections).map(([key, { name }]) => [
      key,
      plainText(name['ja'] ?? key),
    ]),
  );
}

/** 「こども課 担当者」 */
export function roleName(
  { role, section }: Pick<RoleAssignment, 'role' | 'section'>,
  sections: ReadonlyMap<string, string>,
): string {
  const place = section === null ? '' : `${sections.get(section) ?? section} `;
  return `${place}${ROLE_LABELS[role]}`;
}

/** 「2026年4月1日（令和8年・水）から」, 「…から…まで」 */
export function roleDays({ from, to }: Pick<RoleAssignment, 'from' | 'to'>): string {
  const start = `${formatJstDate(from, 'ja')}から`;
  return to === null ? start : `${start}${formatJstDate(to, 'ja')}まで`;
}

/** What a stranger would try first: not to be part of a passphrase. */
export function ownWords(
  { library }: Services,
  { login, name }: { readonly login: string; readonly name: string },
): readonly string[] {
  const town = library.municipality.name;
  const short = plainText(town['ja'] ?? '').replace(/[市区町村]$/, '');
  return [login, name, short, (town['en'] ?? '').split(' ')[0] ?? ''];
}
