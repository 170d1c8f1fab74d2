import { fieldShape } from '../procedures/definition-schema.ts';
import type { DefinitionSources, Finding } from '../procedures/procedure.ts';
import { applyEdit } from './apply-edit.ts';
import type { Edit, EditPath, EditValue } from './edit.ts';
import { exampleUses } from './example-uses.ts';
import { expressionPlaces } from './expression-places.ts';
import { DEFINITION_FILE } from './file-names.ts';
import { asMap, asText, at } from './loose-data.ts';
import type { LooseField } from './loose-pages.ts';
import { namedThingAt } from './named-thing.ts';
import { turnedAnswer, turnedExpression } from './turn-expressions.ts';
import { goingPlaces } from './turn-losses.ts';

/** A question that becomes another kind of question, or gets its options from elsewhere. */
export interface FieldTurn {
  readonly path: EditPath;
  /** Keys of the question as they shall be; undefined: goes. `type` among them, if it changes. */
  readonly wanted: Readonly<Record<string, EditValue | undefined>>;
  /** With what the new kind begins, where nothing fitting is written. */
  readonly begins: Readonly<Record<string, EditValue>>;
}

export interface TurnPlan {
  readonly edits: readonly Edit[];
  /** Keys of the question that do not fit any more. */
  readonly keys: readonly string[];
  /** Conditions, checks … elsewhere that speak of it and go. */
  readonly places: readonly EditPath[];
  /** Example cases whose answer goes. */
  readonly examples: readonly string[];
  /** What will have to be mended afterwards. */
  readonly mends: readonly Finding[];
}

/** What a definition would be told, without its languages; compiled by whoever knows the town. */
type Check = (files: DefinitionSources) => readonly Finding[];

const set = (path: EditPath, value: EditValue | undefined): Edit => ({
  kind: 'set',
  file: DEFINITION_FILE,
  path,
  value,
});

/** Facts and what a question begins with are of one kind; another kind of answer is another fact. */
const OF_ITS_KIND = ['fact', 'begins_with'];

function settingEdits(field: LooseField, turn: FieldTurn) {
  const { source, path } = field;
  const type = asText(turn.wanted['type']) ?? asText(source['type']) ?? '';
  const isOther = type !== source['type'];
  const shape = fieldShape(type) ?? {};
  const fits = (key: string) =>
    shape[key]?.safeParse(source[key]).success === true && !(isOther && OF_ITS_KIND.includes(key));
  const keys = Object.keys(source).filter(
    (key) => key !== 'type' && !(key in turn.wanted) && !fits(key),
  );
  const gone = [
    ...keys,
    ...Object.keys(turn.wanted).filter((key) => turn.wanted[key] === undefined),
  ];
  const given = Object.entries(turn.wanted).filter(([, value]) => value !== undefined);
  const begun = Object.entries(turn.begins).filter(
    ([key]) => !(key in turn.wanted) && (source[key] === undefined || keys.includes(key)),
  );
  const edits = [
    ...gone.filter((key) => source[key] !== undefined).map((key) => set([...path, key], undefined)),
    ...[...given, ...begun].map(([key, value]) => set([...path, key], value)),
  ];
  const lost = gone.filter((key) => source[key] !== undefined);
  return { edits, keys: lost, from: asText(source['type']) ?? '', type };
}

/** Expressions that can say the same of the new kind. */
function expressionEdits(definition: unknown, field: LooseField, from: string, to: string): Edit[] {
  const name = field.list === undefined ? field.id : `row.${field.id}`;
  return expressionPlaces(definition).flatMap(({ path, cel }) => {
    const turned = turnedExpression(cel, name, from, to);
    return turned === cel ? [] : [set(path, turned)];
  });
}

function exampleEdits(definition: unknown, field: LooseField, from: string, to: string) {
  const thing = namedThingAt(definition, field.path);
  const answers = thing
    ? exampleUses(definition, thing).filter(({ path }) => path[2] === 'answers')
    : [];
  const lost = new Set<string>();
  const edits = answers.flatMap(({ path }): Edit[] => {
    const old = at(definition, path);
    const answer = turnedAnswer(old, from, to);
    if (answer === old) return [];
    if (answer !== undefined) return [set(path, answer as EditValue)];
    lost.add(String(path[1]));
    const above = path.slice(0, -1);
    const isLast = Object.keys(asMap(at(definition, above))).length === 1;
    return [isLast ? set(above, {}) : set(path, undefined)];
  });
  return { edits, examples: [...lost] };
}

function applied(files: DefinitionSources, edits: readonly Edit[]): DefinitionSources {
  return edits.reduce((now, edit) => {
    const outcome = applyEdit(now, edit);
    return outcome.kind === 'edited' ? outcome.files : now;
  }, files);
}

const sign = ({ code, path, message }: Finding) => `${code} ${path?.join('.')} ${message}`;
const MOST_ROUNDS = 4;

const goingEdits = (places: readonly EditPath[]) => places.map((path) => set(path, undefined));

/**
 * Wrong only because a condition that it leans on is: once that is mended, it is right again.
 * It says nothing of the question itself.
 */
function followsFrom(definition: unknown, { id }: LooseField): (finding: Finding) => boolean {
  const cels = new Map(expressionPlaces(definition).map(({ path, cel }) => [path.join('.'), cel]));
  const own = new RegExp(`\\b${id}(_[a-z]+)?\\b`);
  return ({ code, path = [] }) => {
    const cel = cels.get(path.join('.'));
    const isLeaning = code === 'unknown_name' && (cel !== undefined || path.includes('end_if'));
    return isLeaning && !own.test(cel ?? '');
  };
}

/** Missing translations are no harm of the change: each new text begins so. */
const isHarm = ({ level, file, code }: Finding) =>
  level === 'error' && file.endsWith(DEFINITION_FILE) && !code.startsWith('missing_text');

/**
 * What a change of a question's kind or options means for the whole definition: what fits stays,
 * what can be said otherwise is, the rest goes or is left to be mended. Nothing is changed yet.
 */
export function planTurn(
  files: DefinitionSources,
  definition: unknown,
  turn: FieldTurn,
  check: Check,
): TurnPlan | undefined {
  const thing = namedThingAt(definition, turn.path);
  if (thing?.kind !== 'field') return undefined;
  const { field } = thing;
  const settings = settingEdits(field, turn);
  const { from, type } = settings;
  const tried = exampleEdits(definition, field, from, type);
  const own = [
    ...settings.edits,
    ...expressionEdits(definition, field, from, type),
    ...tried.edits,
  ];
  // Nothing in the languages' files can stand in its way: tried without them, it is quicker.
  const alone = { [DEFINITION_FILE]: files[DEFINITION_FILE] ?? '' };
  const before = new Set(check(alone).map(sign));
  const follows = followsFrom(definition, field);
  const isNew = (one: Finding) => isHarm(one) && !follows(one) && !before.has(sign(one));
  const changed = applied(alone, own);
  const wrongAfter = (losses: readonly EditPath[]) =>
    check(applied(changed, goingEdits(losses))).filter(isNew);
  let places: readonly EditPath[] = [];
  let mends = wrongAfter(places);
  const wrong: EditPath[] = [];
  // What is wrong in one way is not looked at in another before the first is right.
  for (let round = 0; round < MOST_ROUNDS && mends.length > 0; round++) {
    wrong.push(...mends.map(({ path = [] }) => path));
    const more = goingPlaces(definition, wrong, field.path);
    if (more.length === places.length) break;
    places = more;
    mends = wrongAfter(places);
  }
  const { keys } = settings;
  return { edits: [...own, ...goingEdits(places)], keys, places, examples: tried.examples, mends };
}
