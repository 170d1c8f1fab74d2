import { phraseKey } from '../../domain/procedures/phrasebook.ts';
import { plainText } from '../../lib/html.ts';
import type { Services } from '../../services.ts';
import { type Tree, textOf, treeOf } from './builder-tree.ts';

/** How the parts of a definition are called in Japanese, phrases and the shared vocabulary included. */
export interface Names {
  /** A text, or the phrase that it stands for, without readings. */
  text(value: unknown): string;
  /** A question's label, as residents read it. */
  label(id: string, field: Tree): string;
}

/** What staff call a condition or a calculation; '' where it has no name but its key. */
export const calledOf = (tree: Tree, key: string): string =>
  textOf(treeOf(tree['names'])[key]).trim();

/** Facts begin with whom they are about. */
const ABOUT: Readonly<Record<string, string>> = {
  applicant: '申請する人',
  spouse: '配偶者',
  child: '子ども',
  deceased: '亡くなった人',
  agent: '代理人',
  corporation: '法人',
  group: '団体',
  person: '対象の人',
  child_allowance: '児童手当',
};

const WHAT: Readonly<Record<string, string>> = {
  workplace: '勤務先',
  previous_address: '前の住所',
  recipient_number: '受給者番号',
  childcare_number: '保育の認定番号',
  insured_number: '被保険者番号',
};

export function namesOf({ library }: Pick<Services, 'library'>): Names {
  const phrases = library.town.phrasebook?.phrases.get('ja') ?? {};
  const vocabulary = library.town.vocabulary.get('ja') ?? {};
  const text = (value: unknown) => {
    const written = textOf(value);
    const key = phraseKey(written);
    return plainText((key !== undefined && phrases[key]) || written);
  };
  return {
    text,
    label(id, field) {
      const own = text(field['label']);
      if (own !== '') return own;
      const type = textOf(field['type']);
      if (type === 'person') return ABOUT[id] ?? '人';
      const words = [textOf(field['fact']).split('.').at(-1) ?? '', id, type];
      return words.map((word) => vocabulary[word] ?? WHAT[word]).find(Boolean) ?? id;
    },
  };
}

/** 「申請する人の住所」 for `applicant.address`. */
export function factWords({ library }: Pick<Services, 'library'>, fact: string): string {
  const vocabulary = library.town.vocabulary.get('ja') ?? {};
  const [about = '', ...rest] = fact.split('.');
  const last = rest.at(-1);
  if (last === undefined) return fact;
  const what = WHAT[last] ?? vocabulary[last] ?? last;
  return `${ABOUT[about] ?? about}の${what}`;
}
