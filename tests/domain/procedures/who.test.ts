import { describe, expect, it } from 'vitest';
import { dueAttachments } from '../../../server/domain/procedures/due-attachments.ts';
import { computeJourney } from '../../../server/domain/procedures/journey.ts';
import { loadPhrasebook } from '../../../server/domain/procedures/load-phrasebook.ts';
import { compile as compileIn, HEAD_LINES, sampleTown, TODAY } from './sample-town.ts';

const REAL = `${import.meta.dirname}/../../../procedures`;
const town = {
  ...sampleTown(['ja', 'ja-easy', 'en']),
  phrasebook: loadPhrasebook(REAL).phrasebook,
};
const japanese = { ...sampleTown(), phrasebook: town.phrasebook };

const BODY = `who:
  may_apply: [self, family, agent, guardian, corporation]
  proof: { agent: mandate, family: mandate, guardian: court_paper }
pages:
  - id: one
    title: 最初
    fields:
      note: { type: text, label: メモ, when: applying_as == "family" }
attachments:
  court_paper: { label: 審判書, when: note != "x" }
  other: { label: ほか }
`;

function compileGood(body: string) {
  const { procedure, findings } = compileIn(body, japanese);
  if (!procedure) throw new Error(JSON.stringify(findings));
  return procedure;
}

const procedure = compileGood(BODY);
const shown = (answers: object) =>
  computeJourney(procedure, answers as never, { today: TODAY }).reached[0]?.fields.map(
    ({ id }) => id,
  );
const due = (answers: object) => {
  const journey = computeJourney(
    procedure,
    answers as never,
    { today: TODAY },
    { unanswered: 'ignore' },
  );
  return dueAttachments(procedure, journey).map(({ key }) => key);
};

describe('who applies', () => {
  it('is asked on a page in front, with the person who acts', () => {
    expect(procedure.pages.map(({ id }) => id)).toEqual(['applying_as', 'one']);
    expect(procedure.fields.get('applying_as')?.options?.map(({ key }) => key)).toEqual([
      'self',
      'family',
      'agent',
      'guardian',
      'corporation',
    ]);
    expect(shown({ applying_as: 'self' })).toEqual(['applying_as']);
    expect(shown({ applying_as: 'family' })).toEqual([
      'applying_as',
      'agent_name',
      'agent_relation',
      'agent_address',
      'agent_phone',
      'agent_email',
    ]);
    expect(shown({ applying_as: 'guardian' })).not.toContain('agent_relation');
    expect(shown({ applying_as: 'corporation' })).toEqual([
      'applying_as',
      'corporation_name',
      'corporation_number',
      'corporation_representative',
      'corporation_address',
      'agent_name',
      'agent_phone',
      'agent_email',
    ]);
    expect(procedure.fields.get('agent_email')?.required).toBe(false);
    expect(procedure.fields.get('agent_name')?.reveal).toBeDefined();
  });

  it('asks for a proof only of the applicant who needs it', () => {
    expect(due({ applying_as: 'self' })).toEqual(['other']);
    expect(due({ applying_as: 'agent' })).toEqual(['mandate', 'other']);
    expect(due({ applying_as: 'family' })).toEqual(['mandate', 'other']);
    expect(due({ applying_as: 'guardian' })).toEqual(['court_paper', 'other']);
    expect(procedure.text('ja', 'attachments.mandate.label')).toBe('委任状');
    expect(procedure.text('ja', 'attachments.mandate.hint')).toContain('任せる本人');
    expect(procedure.text('ja', 'attachments.court_paper.label')).toBe('審判書');
  });

  it('keeps the condition that a proof has of its own', () => {
    const body = BODY.replace('family: mandate', 'family: court_paper');
    const own = compileGood(body);
    const keys = (note: string) =>
      dueAttachments(
        own,
        computeJourney(
          own,
          { applying_as: 'family', note },
          { today: TODAY },
          { unanswered: 'ignore' },
        ),
      ).map(({ key }) => key);
    expect(keys('x')).toEqual(['other']);
    expect(keys('y')).toEqual(['court_paper', 'other']);
  });

  it('is not asked where only the person themself may apply, or nothing is said', () => {
    const alone = BODY.replace(/who:[\s\S]*?pages:/, 'who: { may_apply: [self] }\npages:').replace(
      'applying_as == "family"',
      'true',
    );
    expect(compileGood(alone).pages.map(({ id }) => id)).toEqual(['one']);
  });

  it('asks no question with a single answer', () => {
    const body = BODY.replace(
      /who:[\s\S]*?pages:/,
      'who: { may_apply: [agent], proof: { agent: mandate } }\npages:',
    ).replace('applying_as == "family"', 'true');
    const one = compileGood(body);
    const journey = computeJourney(one, {}, { today: TODAY });
    expect(journey.reached[0]?.fields.map(({ id }) => id)).toEqual([
      'agent_name',
      'agent_address',
      'agent_phone',
      'agent_email',
    ]);
    expect(dueAttachments(one, journey).map(({ key }) => key)).toContain('mandate');
  });

  it('has all its words in the phrasebook', () => {
    const { findings } = compileIn(BODY, town);
    const told = findings.map(({ message }) => message);
    expect(
      told.filter((message) => message.includes('$who') || message.includes('$lists')),
    ).toEqual([]);
  });

  it.each([
    [
      'a proof that nobody knows',
      'family: mandate',
      'family: mandat',
      'unknown_attachment',
      'mandate',
    ],
    [
      'a proof of somebody who may not apply',
      '[self, family, agent,',
      '[self, agent,',
      'unknown_option',
      'family',
    ],
  ])('tells %s', (_, from, to, code, named) => {
    const found = compileIn(BODY.replace(from, to), japanese).findings.find(
      (one) => one.code === code,
    );
    expect(found?.line).toBe(HEAD_LINES + 3);
    expect(`${found?.message}${found?.mend}`).toContain(named);
  });
});
