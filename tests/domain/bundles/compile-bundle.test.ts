import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readBundleAnswers } from '../../../server/domain/bundles/bundle-answers.ts';
import { bundleJsonSchema } from '../../../server/domain/bundles/bundle-schema.ts';
import { compileBundle } from '../../../server/domain/bundles/compile-bundle.ts';
import { loadBundles } from '../../../server/domain/bundles/load-bundles.ts';
import { loadSampleTown } from '../../support/sample-town.ts';
import { ROOT } from '../../support/source-tree.ts';

const library = await loadSampleTown();
const folder = join(ROOT, 'procedures');
const GOOD = readFileSync(join(folder, 'bundles/moving-in.yaml'), 'utf8');
const TODAY = '2026-11-21';

/** The shipped bundle with one thing changed; the change must hit. */
function broken(from: string, to: string, name = 'moving-in') {
  expect(GOOD).toContain(from);
  const { bundle, findings } = compileBundle(name, GOOD.replace(from, to), library);
  return { bundle, told: findings.map(({ code, line }) => `${code}:${line}`), findings };
}

const lineOf = (text: string) => GOOD.slice(0, GOOD.indexOf(text)).split('\n').length;

describe('the bundles of the sample town', () => {
  it('are right, and there are at least three', () => {
    const { all, broken: wrong, warnings } = loadBundles(folder, library);
    expect([...wrong]).toEqual([]);
    expect(warnings).toEqual([]);
    // In their order, not in that of their files.
    expect([...all.keys()].slice(0, 3)).toEqual(['moving-in', 'childbirth', 'bereavement']);
    expect(all.size).toBe(readdirSync(join(folder, 'bundles')).length);
  });

  it('have the JSON Schema of the program', () => {
    const file = readFileSync(join(folder, 'bundles.schema.json'), 'utf8');
    expect(file, 'npm run procedures:check -- --write-schema').toBe(bundleJsonSchema());
  });
});

describe('a bundle with a mistake is left out, and told with its line and its mend', () => {
  it.each([
    ['  - id: dog-registration', '  - id: dog-registratoin', 'unknown_procedure'],
    ['    when: uninsured', '    when: uninsurred', 'unknown_name'],
    ['    when: uninsured', '    when: uninsured == "yes"', 'cel_type'],
    ['    when: nursery\n', '    when: nursery &&\n', 'cel_syntax'],
    ['  - id: dogs\n', '  - id: today\n', 'reserved_id'],
    ['  - id: care\n', '  - id: water\n', 'duplicate_id'],
    ['  - id: bulky-waste\n', '  - id: water-service\n', 'duplicate_id'],
    ['    when: children\n    label', '    when: dogs\n    label', 'forward_reference'],
    ['    when: bulky\n', '    when: dogs\n', 'unused_question'],
    ['  fil: Lumipat sa Mihon City (転入)\n', '', 'missing_text'],
    [
      '{見本市|みほんし}に {引|ひ}っ{越|こ}して きた"',
      '見本市に {引|ひ}っ{越|こ}して きた"',
      'missing_ruby',
    ],
    ['id: moving-in', 'id: moving-out', 'wrong_id'],
    ['    type: yes_no\n', '    type: choice\n', 'wrong_value'],
    ['life_event: moving', 'life_events: moving', 'unknown_key'],
    ['life_event: moving', 'life_event: moveing', 'unknown_life_event'],
  ])('%j', (from, to, code) => {
    const { bundle, findings } = broken(from, to);
    expect(bundle).toBeUndefined();
    const found = findings.find((finding) => finding.code === code);
    expect(found, JSON.stringify(findings)).toBeDefined();
    expect(found?.mend).not.toBe('');
    expect(found?.file).toBe('bundles/moving-in.yaml');
  });

  it('names the line', () => {
    const { told } = broken('  - id: dog-registration', '  - id: cat-registration');
    expect(told).toEqual([`unknown_procedure:${lineOf('  - id: dog-registration')}`]);
  });

  it('while the others serve', () => {
    const town = mkdtempSync(join(tmpdir(), 'bundles-'));
    mkdirSync(join(town, 'bundles'));
    writeFileSync(join(town, 'bundles/moving-in.yaml'), GOOD);
    writeFileSync(join(town, 'bundles/lame.yaml'), GOOD);
    const { all, broken: wrong } = loadBundles(town, library);
    rmSync(town, { recursive: true });
    expect([...all.keys()]).toEqual(['moving-in']);
    expect([...wrong].map(([name, found]) => [name, found.map(({ code }) => code)])).toEqual([
      ['lame', ['wrong_id']],
    ]);
  });

  it('serves without a procedure whose own definition is broken', () => {
    const procedures = new Map(library.procedures);
    procedures.delete('dog-registration');
    const lame = { ...library, procedures, broken: new Map([['dog-registration', []]]) };
    const { bundle, findings } = compileBundle('moving-in', GOOD, lame);
    expect(findings.map(({ level, code }) => `${level} ${code}`)).toEqual([
      'warning broken_procedure',
    ]);
    expect(bundle?.procedures.map(({ id }) => id)).not.toContain('dog-registration');
  });
});

describe('answers', () => {
  const { bundle } = compileBundle('moving-in', GOOD, library);
  if (bundle === undefined) throw new Error('the shipped bundle is broken');
  const all = Object.fromEntries(bundle.questions.map(({ id }) => [id, 'no']));

  it('to questions that are not asked count for nothing', () => {
    const { answers, missing } = readBundleAnswers(
      bundle,
      { ...all, public_servant: 'yes' },
      TODAY,
    );
    expect(missing).toEqual([]);
    expect(answers).not.toHaveProperty('public_servant');
  });

  it('are missing as soon as their question is asked', () => {
    const posted = { ...all, children: 'yes', nursery: undefined };
    expect(readBundleAnswers(bundle, posted, TODAY).missing).toEqual(['nursery']);
    expect(readBundleAnswers(bundle, { ...all, dogs: 'perhaps' }, TODAY).missing).toEqual(['dogs']);
  });

  it('decide which procedures there are', () => {
    const wanted = (posted: Record<string, string>) => {
      const { answers } = readBundleAnswers(bundle, { ...all, ...posted }, TODAY);
      return bundle.procedures.flatMap(({ id, applies }) => (applies(answers, TODAY) ? [id] : []));
    };
    expect(wanted({})).toEqual([]);
    expect(wanted({ children: 'yes', public_servant: 'no' })).toEqual(['child-allowance']);
    expect(wanted({ children: 'yes', public_servant: 'yes' })).toEqual([]);
    expect(wanted({ dogs: 'yes', all_chips: 'no' })).toEqual(['dog-registration']);
    expect(wanted({ dogs: 'yes', all_chips: 'yes' })).toEqual([]);
  });
});
