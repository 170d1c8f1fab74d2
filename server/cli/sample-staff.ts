import { createHash } from 'node:crypto';
import { hashPassphrase } from '../domain/staff/passphrase-hash.ts';
import type { StaffRole } from '../domain/staff/roles.ts';
import { ROLE_LABELS, sectionNames } from '../routes/office/staff-words.ts';
import type { Services } from '../services.ts';

interface SampleStaff {
  readonly login: string;
  readonly name: string;
  readonly role: StaffRole;
  readonly section: string | null;
}

/** The same for all of them, and known to everybody: only the sample town has these accounts. */
export const SAMPLE_PASSPHRASE = 'hyoutan suzume tsukimi darake';

const TOWN: readonly Omit<SampleStaff, 'section'>[] = [
  { login: 'kaikei', name: '山口 真一', role: 'finance' },
  { login: 'tetsuzuki', name: '松本 あかり', role: 'procedure_admin' },
  { login: 'kanri', name: '井上 拓也', role: 'system_admin' },
  { login: 'kansa', name: '木村 玲子', role: 'auditor' },
];

/** Section, how its logins begin, who works at its cases, who leads it. */
const SECTIONS: readonly (readonly [string, string, string, string])[] = [
  ['child', 'kodomo', '佐藤 みどり', '高橋 正樹'],
  ['care', 'kaigo', '鈴木 健', '田中 和子'],
  ['residents', 'shimin', '伊藤 さくら', '渡辺 浩'],
  ['environment', 'kankyo', '中村 大輔', '小林 恵'],
  ['facilities', 'shisetsu', '加藤 由美', '吉田 誠'],
  ['water', 'suido', '山田 翔', '佐々木 薫'],
  ['disaster', 'kikikanri', '斎藤 愛', '清水 剛'],
  ['general', 'somu', '森 千尋', '池田 豊'],
  ['election', 'senkyo', '橋本 光', '阿部 直美'],
];

/** 係長, in the sections that are large enough for one: decisions go through them first. */
const CHIEFS: readonly SampleStaff[] = [
  { login: 'kaigo-kakari', name: '小川 智子', role: 'section_chief', section: 'care' },
  { login: 'kodomo-kakari', name: '岡田 修', role: 'section_chief', section: 'child' },
];

/** Who works in 見本市: the same people everywhere, in the sections that the town has. */
export function sampleStaff(sections: ReadonlySet<string>): readonly SampleStaff[] {
  const inSections = SECTIONS.filter(([section]) => sections.has(section)).flatMap(
    ([section, login, worker, manager]): SampleStaff[] => [
      { login: `${login}-tanto`, name: worker, role: 'case_worker', section },
      { login: `${login}-kacho`, name: manager, role: 'section_manager', section },
    ],
  );
  const chiefs = CHIEFS.filter(({ section }) => sections.has(section ?? ''));
  const counter: SampleStaff[] = sections.has('residents')
    ? [{ login: 'madoguchi', name: '石川 まり', role: 'counter', section: 'residents' }]
    : [];
  return [...inSections, ...chiefs, ...counter, ...TOWN.map((one) => ({ ...one, section: null }))];
}

/** An id that is the same in every sample town, so that links and tests keep working. */
function idOf(login: string): string {
  const hex = createHash('sha256').update(`sample staff ${login}`).digest('hex');
  return [0, 8, 12, 16, 20].map((from, at) => hex.slice(from, [8, 12, 16, 20, 32][at])).join('-');
}

/** Adds the sample town's staff to a town that has none. One hash for all, so that starting stays quick. */
export async function seedSampleStaff(services: Services): Promise<void> {
  const { stores, clock, config, library } = services;
  if (config.mode !== 'sample' || (await stores.staff.list()).length > 0) return;
  const passphraseHash = await hashPassphrase(SAMPLE_PASSPHRASE);
  const by = { actor: 'system', at: clock.now() };
  for (const one of sampleStaff(new Set(Object.keys(library.municipality.sections)))) {
    const { login, name, role, section } = one;
    const roles = [{ role, section, from: '2026-04-01', to: null }];
    await stores.staff.add({ id: idOf(login), login, name, roles, passphraseHash }, by);
  }
}

/** What `npm start` prints below the addresses. */
export function sampleSignIns(services: Services): readonly string[] {
  const names = sectionNames(services);
  const of = (login: string) => {
    const found = sampleStaff(new Set(names.keys())).find((one) => one.login === login);
    if (found === undefined) return [];
    const section = found.section === null ? '' : `${names.get(found.section) ?? ''} `;
    return [`${login.padEnd(14)}${section}${ROLE_LABELS[found.role]}`];
  };
  const shown = [
    'kodomo-tanto',
    'kodomo-kacho',
    'kaigo-tanto',
    'kaigo-kakari',
    'kaigo-kacho',
    'madoguchi',
    'kaikei',
    'tetsuzuki',
  ];
  return [...shown, 'kanri', 'kansa'].flatMap(of);
}
