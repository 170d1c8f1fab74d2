import type { Report } from '../procedures/compile/report.ts';
import { suggestion } from '../procedures/finding.ts';
import type { Library } from '../procedures/procedure.ts';
import { bareKanji } from '../procedures/ruby-marks.ts';
import type { YamlPath } from '../procedures/source-file.ts';
import type { BundleText } from './bundle.ts';
import type { BundleSource } from './bundle-schema.ts';

/** What a bundle may lean on. */
export type BundleLibrary = Pick<Library, 'procedures' | 'broken' | 'town' | 'municipality'>;

/** Names that stand for themselves in every expression. */
const RESERVED = new Set(['today', 'town', 'amounts', 'row']);

/** Everything but expressions: names, procedures, languages. */
export function checkBundle(
  report: Report,
  bundle: BundleSource,
  name: string,
  library: BundleLibrary,
): void {
  if (bundle.id !== name) {
    const message = `id「${bundle.id}」が、ファイルの名前「${name}.yaml」と違います。`;
    report.error(['id'], 'wrong_id', message, `「id: ${name}」と書いてください。`);
  }
  checkLifeEvent(report, bundle, library);
  checkNames(report, bundle);
  checkProcedures(report, bundle, library);
  checkTexts(report, bundle, library.municipality.languages);
}

/** By it a bundle is found where residents and staff look: in the catalogue's own words. */
function checkLifeEvent(
  report: Report,
  { life_event: event }: BundleSource,
  { procedures, broken }: BundleLibrary,
): void {
  const known = [...new Set([...procedures.values()].flatMap(({ lifeEvents }) => lifeEvents))];
  if (known.includes(event)) return;
  const message = `くらしのできごと「${event}」は、どの手続の life_events にもありません。`;
  const mend = `手続に書いてある名前にしてください。${suggestion(event, known)}`;
  // One that is broken may be the one that has it.
  const tell = broken.size > 0 ? report.warn : report.error;
  tell(['life_event'], 'unknown_life_event', message, mend);
}

function tellTwice(report: Report, ids: readonly string[], list: string): void {
  for (const [index, id] of ids.entries()) {
    if (ids.indexOf(id) === index) continue;
    const message = `「${id}」が2回書かれています。`;
    const mend = 'どちらかを消すか、別の名前にしてください。';
    report.error([list, index, 'id'], 'duplicate_id', message, mend);
  }
}

function checkNames(report: Report, { questions, procedures }: BundleSource): void {
  const ids = questions.map(({ id }) => id);
  tellTwice(report, ids, 'questions');
  tellTwice(
    report,
    procedures.map(({ id }) => id),
    'procedures',
  );
  for (const [index, { id, type, options }] of questions.entries()) {
    if (RESERVED.has(id)) {
      const mend = '別の名前にしてください。';
      report.error(['questions', index, 'id'], 'reserved_id', `「${id}」は使えません。`, mend);
    }
    const count = Object.keys(options ?? {}).length;
    if (type === 'choice' ? count >= 2 : options === undefined) continue;
    const [message, mend] =
      type === 'choice'
        ? ['選択肢が2つより少ない質問です。', 'options に、選択肢を2つ以上書いてください。']
        : [
            'yes_no の質問に options があります。',
            'type を choice にするか、options を消してください。',
          ];
    const path = ['questions', index, ...(options === undefined ? [] : ['options'])];
    report.error(path, 'wrong_value', `「${id}」は、${message}`, mend);
  }
}

function checkProcedures(
  report: Report,
  { procedures }: BundleSource,
  { procedures: known, broken }: BundleLibrary,
): void {
  for (const [index, { id }] of procedures.entries()) {
    const path = ['procedures', index, 'id'];
    if (known.has(id)) continue;
    if (broken.has(id)) {
      const message = `手続「${id}」は、直すところがあるので外してあります。`;
      const mend = `${id}/definition.yaml を直してください。それまで、この手続は一覧に出ません。`;
      report.warn(path, 'broken_procedure', message, mend);
      continue;
    }
    const message = `「${id}」という手続はありません。`;
    report.error(path, 'unknown_procedure', message, suggestion(id, [...known.keys()]));
  }
}

/** Every text with the place where it stands. */
function textsOf(bundle: BundleSource): readonly (readonly [YamlPath, BundleText])[] {
  return [
    [['title'], bundle.title],
    [['lead'], bundle.lead],
    ...bundle.questions.flatMap(({ label, hint, options = {} }, index) => {
      const at = ['questions', index] as const;
      return [
        [[...at, 'label'], label] as const,
        ...(hint ? [[[...at, 'hint'], hint] as const] : []),
        ...Object.entries(options).map(([key, text]) => [[...at, 'options', key], text] as const),
      ];
    }),
    ...bundle.procedures.map(({ why }, index) => [['procedures', index, 'why'], why] as const),
  ];
}

function checkTexts(report: Report, bundle: BundleSource, languages: readonly string[]): void {
  for (const [path, text] of textsOf(bundle)) {
    const missing = languages.filter((locale) => !text[locale]);
    if (missing.length > 0) {
      const message = `「${text['ja'] ?? path.join('.')}」の訳が、${missing.join('、')} にありません。`;
      const mend = `${path.join('.')} に、${missing.join('、')} の文を書いてください。`;
      report.error(path, 'missing_text', message, mend);
    }
    const bare = bareKanji(text['ja-easy'] ?? '');
    if (bare === undefined) continue;
    const message = `「${text['ja-easy']}」の「${bare}」にふりがながありません。`;
    const mend = `{${bare}|ふりがな} のように書いてください。`;
    report.error([...path, 'ja-easy'], 'missing_ruby', message, mend);
  }
}
