import { thingInWords } from '../../domain/builder/describe-edit.ts';
import type { TurnPlan } from '../../domain/builder/turn-field.ts';
import { DomainError } from '../../domain/errors.ts';
import { adminPaths } from '../../http/admin-paths.ts';
import { aimedHref } from './builder-aim.ts';
import type { BuilderDesk } from './builder-desk.ts';
import { pageOf } from './builder-page-screen.ts';
import { allFields, type BuiltField, type BuiltPage } from './builder-pages.ts';
import { builderPlace } from './builder-places.ts';
import type { Block, BuilderForm, BuilderScreen, ScreenOf } from './builder-screen.ts';
import { turnOf, type WantedTurn, wantedTurn } from './builder-turn.ts';
import { typeSettings } from './builder-type-settings.ts';
import { typeWords } from './builder-type-words.ts';

const KEYS: Readonly<Record<string, string>> = {
  fact: 'ほかの手続きと同じ答え',
  begins_with: '初めに入れておく答え',
  options: '選択肢',
  options_from: '選択肢の一覧',
  fields: 'くり返して聞く質問',
  checks: '1つずつの確かめ',
};

/** What of the question itself goes, as its own page calls it. */
function settingsGoing(
  desk: BuilderDesk,
  page: BuiltPage,
  field: BuiltField,
  { keys }: TurnPlan,
): string[] {
  const inputs = typeSettings(desk, page, field);
  return keys.map((key) => {
    const called = KEYS[key] ?? inputs.find(({ path }) => path[0] === key)?.label ?? key;
    if (key !== 'options') return `「${called}」の設定`;
    const options = desk.conditions.optionsOf(field.source).map(({ text }) => `「${text}」`);
    return `選択肢：${options.join('')}`;
  });
}

function goingBlock(desk: BuilderDesk, page: BuiltPage, field: BuiltField, plan: TurnPlan): Block {
  const own = settingsGoing(desk, page, field, plan);
  const places = plan.places.map((path) => thingInWords(desk.tree, path));
  const { length } = plan.examples;
  const gone = [...own, ...places, ...(length > 0 ? [`例${length}つの、この質問の答え`] : [])];
  if (gone.length === 0) return { heading: '消えるもの', lead: 'ありません。' };
  return { heading: '消えるもの', items: gone };
}

function mendsBlocks({ version, pages, tree }: BuilderDesk, { mends }: TurnPlan): Block[] {
  if (mends.length === 0) return [];
  const notes = mends.slice(0, 8).map(({ message, path = [] }) => {
    const { href, text } = builderPlace(version.id, pages, path);
    return {
      text: `${thingInWords(tree, path)}：${message}`,
      href: aimedHref(href, path.join('.')),
      link: text,
    };
  });
  return [
    {
      heading: 'あとで直すもの',
      lead: '消すと意味が変わるので、残ります。変えたあとで直してください。直すまで、確認を頼めません。',
      notes,
    },
  ];
}

function words({ kind, to }: WantedTurn, { typeName }: BuiltField) {
  if (kind === 'list')
    return {
      title: '町の一覧を使う',
      lead: '選択肢を、町の一覧に替えます。一覧の言葉は、すべての言葉に訳してあります。一覧が変わると、この質問の選択肢も変わります。',
    };
  if (kind === 'own')
    return {
      title: '選択肢を自分で書く',
      lead: '一覧の選択肢を写します。あとから、加えたり消したりできます。一覧が変わっても、この質問は変わりません。',
    };
  const other = typeWords(to)?.name ?? to;
  return {
    title: '答え方を変える',
    lead: `「${typeName}」から「${other}」に変えます。質問の言葉、補足、出すときの条件は、残ります。`,
  };
}

/** What a change of a question's kind or options would take away, said before it is done. */
export const turnScreen: ScreenOf = (desk, params): BuilderScreen => {
  const page = pageOf(desk, params['page']);
  const field = allFields(page).find(({ id }) => id === params['field']);
  const wanted = field && wantedTurn(field, params['to'] ?? '');
  const turn = field && wanted && turnOf(desk, page, field, wanted);
  if (!field || !wanted || !turn) throw new DomainError('page_not_found');
  const { plan, edits } = turn;
  const { version } = desk;
  const home = adminPaths.field(version.id, page.id, field.id);
  const { title, lead } = words(wanted, field);
  const form: BuilderForm = {
    id: 'turn',
    heading: title,
    lead: '「元に戻す」で、この変更を取り消せます。',
    path: field.path,
    inputs: [],
    agreed: { source: field.source, keys: plan.keys, places: plan.places },
    submit: plan.keys.length + plan.places.length > 0 ? '消えるものを消して、変える' : '変える',
    make: () => ({ edits, to: home }),
  };
  return {
    title: `${title}：${field.label}`,
    lead,
    back: { href: home, text: field.label },
    here: adminPaths.turn(version.id, page.id, field.id, params['to'] ?? ''),
    preview: page.id,
    path: [],
    blocks: [
      goingBlock(desk, page, field, plan),
      ...mendsBlocks(desk, plan),
      ...(desk.canEdit ? [{ forms: [form] }] : []),
    ],
  };
};
