import { describe, expect, it } from 'vitest';
import {
  type KnownFacts,
  knownFacts,
  offeredAnswers,
  type Said,
} from '../../../server/domain/applications/known-facts.ts';
import { knownInForm, knownPeople } from '../../../server/domain/applications/known-people.ts';
import { untypedParts } from '../../../server/domain/bundles/untyped-parts.ts';
import { countValues } from '../../../server/domain/counter/count-values.ts';
import type { Answers } from '../../../server/domain/fields/answers.ts';
import { computeJourney } from '../../../server/domain/procedures/journey.ts';
import type { Procedure } from '../../../server/domain/procedures/procedure.ts';
import { HANAKO, madeUpAnswers } from '../../support/made-up-answers.ts';
import { loadSampleTown, procedureOf } from '../../support/sample-town.ts';

const TODAY = '2026-11-20';
const library = await loadSampleTown();

const HOME = HANAKO.addressInTown;

/** What an ID card says, in the shapes of answers. */
const CARD: KnownFacts = new Map([
  ['applicant.name', { type: 'name', value: HANAKO.name }],
  ['applicant.birth', { type: 'date', value: '1988-05-20' }],
  ['applicant.gender', { type: 'gender', value: '2' }],
  ['applicant.address', { type: 'address', value: HOME }],
]);

const FAMILY = { family: '見本', family_kana: 'ミホン' };
const SORA = { ...FAMILY, given: '空', given_kana: 'ソラ' };
const TARO = { ...FAMILY, given: '太郎', given_kana: 'タロウ' };

/**
 * A couple with a child and a dog that moved in on Monday: what each form asks beside the card. All
 * optional questions are answered; spouse and child stand in two forms and are typed in the first.
 */
const FORMS: Readonly<Record<string, Answers>> = {
  'national-health-insurance': {
    applying_as: 'self',
    other_insurance: 'none',
    reason: 'moved_in',
    acquired_on: '2026-11-16',
    joining: 'with_others',
    members: [
      { name: TARO, birth: '1986-02-02', gender: '1', relation: 'spouse' },
      { name: SORA, birth: '2024-05-05', gender: '2', relation: 'child' },
    ],
  },
  'child-allowance': {
    role: 'parent',
    work: 'self_employed',
    reason: 'moved_in',
    event_date: '2026-11-16',
    january_home: 'elsewhere',
    pension: 'national',
    has_spouse: true,
    spouse_name: TARO,
    spouse_home: 'together',
    spouse_public_servant: false,
    older_count: 0,
    children: [
      {
        name: SORA,
        birth: '2024-05-05',
        relation: 'child',
        custody: true,
        living: 'together',
        livelihood: 'shared',
      },
    ],
  },
  'water-service': {
    kind: 'start',
    user_kind: 'person',
    start_on: '2026-11-30',
    payment: 'slip',
    start_address: HOME,
  },
  'bulky-waste': {
    items: [
      { item: 'futon', quantity: 1 },
      { item: 'chair', quantity: 2 },
    ],
    date: { resource: 'waste-north', day: '2026-12-08', slots: ['day'] },
    place: 'front',
    exemption: 'none',
  },
  'dog-registration': {
    kind: 'moved_in',
    chip: 'none',
    dog_place: 'home',
    delivery: 'counter',
    dogs: [
      {
        name: 'ポチ',
        breed: '柴犬',
        gender: 'male',
        birth: '2022-06',
        acquired_on: '2026-11-16',
        has_old_tag: true,
        vaccinated: false,
      },
    ],
  },
};

/** One form after the other, each begun with what the card and those before it have said. */
function walk() {
  let facts = CARD;
  const forms: Said[] = [];
  return Object.entries(FORMS).map(([id, given], index) => {
    const procedure = procedureOf(library, id);
    const known = offeredAnswers(procedure, facts, TODAY);
    const example = {
      name: 'moving-in',
      today: TODAY,
      answers: { ...given, ...known },
      expect: {},
    };
    const asked: Procedure = { ...procedure, examples: [example] };
    const answers = madeUpAnswers(asked, 'moving-in', TODAY);
    const journey = computeJourney(procedure, answers, { today: TODAY });
    const at = new Date(Date.parse(`${TODAY}T01:00:00Z`) + index * 60_000);
    const said = knownFacts([{ procedure, answers: journey.answers, at }]);
    facts = new Map([...facts, ...said]);
    const form = { procedure, answers: journey.answers };
    const offered = { ...known, ...knownInForm(form, knownPeople(forms), TODAY) };
    forms.push({ ...form, at });
    const all = countValues(journey.answers, offered);
    const untyped = countValues(untypedParts(procedure, journey.answers), offered).typedValues;
    return { id, journey, offered, all, typed: all.typedValues - untyped };
  });
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

describe('moving in, five forms, an ID card read', () => {
  const forms = walk();

  it('are filled in to the end', () => {
    for (const { id, journey } of forms) {
      const problems = journey.reached.flatMap(({ page, errors, complete }) =>
        complete ? [] : [`${page.id} ${JSON.stringify(errors)}`],
      );
      expect(problems, id).toEqual([]);
      expect(journey.complete, id).toBe(true);
    }
  });

  it('ask for every shared fact once', () => {
    const seen = new Set(CARD.keys());
    for (const { id, journey, offered } of forms) {
      const asked = [...procedureOf(library, id).fields.values()].filter(
        (field) => field.repeat === undefined && journey.answers[field.id] !== undefined,
      );
      const again = asked.filter(({ fact = '' }) => seen.has(fact));
      expect(
        again.filter((field) => offered[field.id] === undefined).map((field) => field.id),
        id,
      ).toEqual([]);
      for (const { fact } of asked) if (fact !== undefined) seen.add(fact);
    }
    const water = forms.find(({ id }) => id === 'water-service');
    expect(water?.offered['start_address']).toEqual(HOME);
  });

  it('need typing in at most 35 % of their values', () => {
    const values = sum(forms.map(({ all }) => all.paperValues));
    const carried = sum(forms.map(({ all }) => all.carriedValues));
    const typed = sum(forms.map((form) => form.typed));
    const percent = (part: number) => `${((part / values) * 100).toFixed(1)} %`;
    console.info(
      forms
        .map(({ id, all, typed: own }) => `${id}: ${own} of ${all.paperValues} typed`)
        .join(', '),
    );
    console.info(
      `typed ${percent(typed)}, carried ${percent(carried)}, with a tap ${percent(values - typed - carried)}`,
    );
    expect(values).toBeGreaterThan(100);
    expect(typed / values).toBeLessThanOrEqual(0.35);
  });
});
