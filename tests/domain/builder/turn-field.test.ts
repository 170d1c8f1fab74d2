import { beforeAll, describe, expect, it } from 'vitest';
import { applyEdit } from '../../../server/domain/builder/apply-edit.ts';
import type { FieldTurn } from '../../../server/domain/builder/turn-edits.ts';
import { turnedExpression } from '../../../server/domain/builder/turn-expressions.ts';
import { planTurn, type TurnPlan } from '../../../server/domain/builder/turn-field.ts';
import { compileProcedure } from '../../../server/domain/procedures/compile-procedure.ts';
import type { DefinitionSources, Library } from '../../../server/domain/procedures/procedure.ts';
import { readSource } from '../../../server/domain/procedures/source-file.ts';
import { loadSampleTown } from '../../support/sample-town.ts';
import { shippedFiles } from './shipped-files.ts';

const FILE = 'definition.yaml';
let library: Library;
beforeAll(async () => {
  library = await loadSampleTown();
});

const MINIMAL = `id: bicycle-parking
title: 自転車駐輪場の利用申込
basis: 見本市条例
section: environment
counts_as: [bicycle-parking]
category: transport
identity: L0
evidence: general_knowledge
minutes: 5
conditions:
  student: kind == "student"   # 割引
deadline: { days: 3, after: since, text: 3日以内 }
pages:
  - id: kind
    title: 使う人
    fields:
      # だれが使うか
      kind: { type: choice, as: radio, label: 使う人, hint: 1つ選ぶ, options: { adult: 大人, student: 学生 } }
      school: { type: text, label: 学校, when: kind == "student", max: 20 }
      grade: { type: number, label: 学年, when: student, min: 1 }
      since: { type: date, label: いつから, not_past: true, fact: use.since }
      sure: { type: yes_no, label: よいですか, when: kind != "student" && since != "" }
    checks:
      too_late: { fails_when: since > "2030-01-01", field: since, text: 早い日にしてください。 }
examples:
  one:
    answers: { kind: student, since: 2026-12-01, sure: true }
    expect: { errors: {} }
`;

function plan(yaml: string | DefinitionSources, turn: FieldTurn) {
  const files = typeof yaml === 'string' ? { [FILE]: yaml } : yaml;
  const { data } = readSource(FILE, files[FILE] ?? '').source;
  const id = String((data as { id: string }).id);
  const check = (own: DefinitionSources) => compileProcedure(own, library.town, id).findings;
  const made = planTurn(files, data, turn, check) as TurnPlan;
  const after = made.edits.reduce((now, edit) => {
    const outcome = applyEdit(now, edit);
    expect(outcome).toMatchObject({ kind: 'edited' });
    return outcome.kind === 'edited' ? outcome.files : now;
  }, files);
  const errors = check(after).filter(
    ({ code, level }) => level === 'error' && !code.startsWith('missing_'),
  );
  return { ...made, after: after[FILE] ?? '', errors };
}

const at = (key: string) => ['pages', 0, 'fields', key];

describe('a question of another kind', () => {
  it('keeps its words, options and conditions where the new kind can say them', () => {
    const { after, keys, places, examples, mends, errors } = plan(MINIMAL, {
      path: at('kind'),
      wanted: { type: 'choices' },
      begins: { options: { option_1: '1つ目' } },
    });
    expect([keys, places, examples, mends, errors]).toEqual([['as'], [], [], [], []]);
    expect(after).toContain('# だれが使うか');
    expect(after).toContain('hint: 1つ選ぶ, options: { adult: 大人, student: 学生 }');
    expect(after).toMatch(/student: .*"student" in kind.* {2,}# 割引/);
    expect(after).toMatch(/when: .*!\("student" in kind\) && since != ""/);
    expect(after).toContain('kind: [ student ]');
  });

  it('says what goes, and leaves to be mended what is owed or has a name', () => {
    const { after, keys, places, examples, mends } = plan(MINIMAL, {
      path: at('kind'),
      wanted: { type: 'number' },
      begins: {},
    });
    expect(keys).toEqual(['as', 'options']);
    expect(places.map((path) => path.slice(3).join('.'))).toEqual(['school.when', 'sure.when']);
    expect(examples).toEqual(['one']);
    // What leans on the condition is right again as soon as the condition is.
    expect(mends.map(({ path, example }) => example ?? path?.join('.'))).toEqual([
      'conditions.student',
    ]);
    expect(after).toContain('when: student, min: 1');
    expect(after).toContain('kind: { type: number, label: 使う人, hint: 1つ選ぶ }');
    expect(after).toContain('school: { type: text, label: 学校, max: 20 }');
  });

  it('takes checks, deadlines and facts along that were of the old kind', () => {
    const { after, keys, places } = plan(MINIMAL, {
      path: at('since'),
      wanted: { type: 'number' },
      begins: {},
    });
    expect(keys).toEqual(['not_past', 'fact']);
    expect(places.map((path) => path.join('.')).toSorted()).toEqual([
      'deadline.after',
      'pages.0.checks',
      'pages.0.fields.sure.when',
    ]);
    expect(after).not.toContain('checks:');
  });

  it('turns own options into a list and back, with the words of every language', () => {
    const id = 'dog-registration';
    const files = shippedFiles(id);
    const { data } = readSource(FILE, files[FILE] ?? '').source;
    const pages = (data as { pages: { fields: Record<string, { options_from?: string }> }[] })
      .pages;
    const index = pages.findIndex(({ fields }) => fields['delivery']);
    const keys = library.town.phrasebook?.lists['delivery'] ?? [];
    const options = Object.fromEntries(keys.map((key) => [key, `$lists.delivery.${key}`]));
    const path = ['pages', index, 'fields', 'delivery'];
    const own = plan(files, { path, wanted: { options_from: undefined, options }, begins: {} });
    expect([own.places, own.mends, own.errors]).toEqual([[], [], []]);
    expect(own.after).toContain('post: $lists.delivery.post');
    const wanted = { options: undefined, options_from: 'lists.delivery' };
    const back = plan({ ...files, [FILE]: own.after }, { path, wanted, begins: {} });
    expect(back.after).toBe(files[FILE]);
  });
});

it('an expression is turned where it speaks of the question itself, and nowhere else', () => {
  const turn = (cel: string) => turnedExpression(cel, 'kind', 'choice', 'choices');
  expect(turn('kind == "a" || kind_of == "a" || row.kind == "a"')).toBe(
    '"a" in kind || kind_of == "a" || row.kind == "a"',
  );
  expect(turnedExpression('!chip && chips > 1', 'chip', 'yes_no', 'choice')).toBe(
    'chip != "yes" && chips > 1',
  );
});
