import { fieldShape } from '../procedures/definition-schema.ts';
import type { Edit, EditPath, EditValue } from './edit.ts';
import { exampleUses } from './example-uses.ts';
import { expressionPlaces } from './expression-places.ts';
import { DEFINITION_FILE } from './file-names.ts';
import { asMap, asText, at } from './loose-data.ts';
import type { LooseField } from './loose-pages.ts';
import { namedThingAt } from './named-thing.ts';
import { turnedAnswer, turnedExpression } from './turn-expressions.ts';

/** A question that becomes another kind of question, or gets its options from elsewhere. */
export interface FieldTurn {
  readonly path: EditPath;
  /** Keys of the question as they shall be; undefined: goes. `type` among them, if it changes. */
  readonly wanted: Readonly<Record<string, EditValue | undefined>>;
  /** With what the new kind begins, where nothing fitting is written. */
  readonly begins: Readonly<Record<string, EditValue>>;
}

/** A value of the definition; undefined: it goes. */
export const set = (path: EditPath, value: EditValue | undefined): Edit => ({
  kind: 'set',
  file: DEFINITION_FILE,
  path,
  value,
});

/** Facts and what a question begins with are of one kind; another kind of answer is another fact. */
const OF_ITS_KIND = ['fact', 'begins_with'];

/** What the question's own keys become, with the names of those that go. */
export function settingEdits(field: LooseField, turn: FieldTurn) {
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
export function expressionEdits(
  definition: unknown,
  field: LooseField,
  from: string,
  to: string,
): Edit[] {
  const name = field.list === undefined ? field.id : `row.${field.id}`;
  return expressionPlaces(definition).flatMap(({ path, cel }) => {
    const turned = turnedExpression(cel, name, from, to);
    return turned === cel ? [] : [set(path, turned)];
  });
}

/** What example cases answered, as the new kind has it. */
export function exampleEdits(definition: unknown, field: LooseField, from: string, to: string) {
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
