import type { DefinitionSources, Finding } from '../procedures/procedure.ts';
import { applyEdit } from './apply-edit.ts';
import type { Edit, EditPath } from './edit.ts';
import { expressionPlaces } from './expression-places.ts';
import { DEFINITION_FILE } from './file-names.ts';
import type { LooseField } from './loose-pages.ts';
import { namedThingAt } from './named-thing.ts';
import { exampleEdits, expressionEdits, type FieldTurn, set, settingEdits } from './turn-edits.ts';
import { goingPlaces } from './turn-losses.ts';

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
