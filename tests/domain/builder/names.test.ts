import { beforeAll, describe, expect, it } from 'vitest';
import { allThings } from '../../../server/domain/builder/all-things.ts';
import { applyEdit } from '../../../server/domain/builder/apply-edit.ts';
import type { Edit, EditPath } from '../../../server/domain/builder/edit.ts';
import { compileProcedure } from '../../../server/domain/procedures/compile-procedure.ts';
import type { DefinitionSources, Library } from '../../../server/domain/procedures/procedure.ts';
import { readSource } from '../../../server/domain/procedures/source-file.ts';
import { loadSampleTown } from '../../support/sample-town.ts';
import { SHIPPED_IDS, shippedFiles } from './shipped-files.ts';

const FILE = 'definition.yaml';
let library: Library;

beforeAll(async () => {
  library = await loadSampleTown();
});

const things = (files: DefinitionSources) =>
  allThings(readSource(FILE, files[FILE] ?? '').source.data);

function errorsOf(files: DefinitionSources, id: string) {
  const { findings } = compileProcedure(files, library.town, id);
  return findings
    .filter(({ level }) => level === 'error')
    .map(({ code, message }) => `${code} ${message}`);
}

function edited(files: DefinitionSources, edit: Edit): DefinitionSources {
  const outcome = applyEdit(files, edit);
  expect(outcome).toMatchObject({ kind: 'edited' });
  return outcome.kind === 'edited' ? outcome.files : files;
}

const rename = (files: DefinitionSources, path: EditPath, to: string) =>
  edited(files, { kind: 'rename', file: FILE, path, to });

describe('another name', () => {
  it('of everything at once leaves a procedure that does the same', () => {
    const id = 'dog-registration';
    let files = shippedFiles(id);
    things(files).forEach((_, index) => {
      const one = things(files)[index];
      if (one)
        files = rename(
          files,
          one.path,
          `zz${index}_x`.replace(/_x$/, one.thing.kind === 'option' ? '' : '_x'),
        );
    });
    expect(errorsOf(files, id)).toEqual([]);
    expect(files[FILE]).not.toMatch(/\bdog_place\b|\bchip_number\b|\bis_new\b/);
    const { procedure } = compileProcedure(files, library.town, id);
    const before = library.procedures.get(id);
    expect(
      procedure?.pages.map(({ id: page }) => procedure.text('vi', `pages.${page}.title`)),
    ).toEqual(before?.pages.map(({ id: page }) => before.text('vi', `pages.${page}.title`)));
  }, 60_000);

  it('of one thing in every shipped procedure breaks nothing', () => {
    for (const id of SHIPPED_IDS) {
      const files = shippedFiles(id);
      if (errorsOf(files, id).length > 0) continue;
      // Not the names that the program itself knows: whose name is asked in a household.
      const some = things(files).filter(
        ({ thing }) => !['option', 'entry'].includes(thing.kind) && thing.name !== 'name',
      );
      const one = some[(id.length * 7) % some.length];
      expect(
        errorsOf(one ? rename(files, one.path, 'zz_new') : files, id),
        `${id} ${one?.path.join('.')}`,
      ).toEqual([]);
    }
  }, 60_000);

  it('of a condition takes along what staff call it; so does taking it away', () => {
    const id = 'dog-registration';
    const set = (path: EditPath, value: string): Edit => ({ kind: 'set', file: FILE, path, value });
    const called = edited(shippedFiles(id), set(['names', 'spare'], '予備'));
    const both = edited(called, set(['conditions', 'spare'], 'kind == "new"'));
    expect(both[FILE]).toMatch(/calculations:[\s\S]*\nnames: \{ spare: 予備 \}\npages:/);
    const other = rename(both, ['conditions', 'spare'], 'reserve');
    expect(other[FILE]).toContain('names: { reserve: 予備 }\n');
    expect(errorsOf(other, id)).toEqual([]);
    const remove = { kind: 'remove', file: FILE, path: ['conditions', 'reserve'] } as const;
    const gone = edited(other, remove);
    expect(gone[FILE]).toBe(shippedFiles(id)[FILE]);
    expect(errorsOf(called, id)).toEqual([
      expect.stringContaining('unknown_name names の「spare」'),
    ]);
  });

  it('is refused where it is taken, reserved, or compared with what is reckoned', () => {
    const refusal = (id: string, path: EditPath, to: string) => {
      const outcome = applyEdit(shippedFiles(id), { kind: 'rename', file: FILE, path, to });
      return outcome.kind === 'refused' && outcome.findings[0]?.code;
    };
    const field = ['pages', 0, 'fields', 'chip'];
    expect(refusal('dog-registration', field, 'kind')).toBe('duplicate_id');
    expect(refusal('dog-registration', field, 'applicant_name')).toBe('duplicate_id');
    expect(refusal('dog-registration', field, 'today')).toBe('reserved_id');
    expect(refusal('dog-registration', field, 'Chip')).toBe('wrong_name');
    expect(refusal('dog-registration', ['pages', 0], 'check')).toBe('reserved_id');
    const option = ['pages', 1, 'fields', 'new_part', 'options', 'all'];
    expect(refusal('child-allowance-donation-change', option, 'whole')).toBe('still_used');
  });

  it('keeps the spelling of an expression, and its comment', () => {
    const files = {
      [FILE]:
        'pages:\n  - id: a\n    title: A\n    fields:\n      chip: { type: yes_no }\nconditions:\n  both: >-   # 注\n    chip\n    && !chip\n',
    };
    expect(rename(files, ['pages', 0, 'fields', 'chip'], 'tag')[FILE]).toBe(
      files[FILE]?.replaceAll('chip', 'tag'),
    );
  });
});

describe('taking away', () => {
  it('is refused with the places that still need it', () => {
    const outcome = applyEdit(shippedFiles('dog-registration'), {
      kind: 'remove',
      file: FILE,
      path: ['pages', 0, 'fields', 'kind'],
    });
    expect(outcome).toMatchObject({
      kind: 'refused',
      findings: [
        { code: 'still_used', message: expect.stringContaining('条件『is_new』') },
        { code: 'still_used' },
      ],
    });
  });

  it('takes texts in every language and answers of examples along', () => {
    const id = 'dog-registration';
    const files = edited(shippedFiles(id), { kind: 'remove', file: FILE, path: ['pages', 4] });
    expect(errorsOf(files, id)).toEqual([]);
    for (const [file, text] of Object.entries(files)) expect(text, file).not.toContain('delivery:');
    const hint = edited(files, {
      kind: 'set',
      file: FILE,
      path: ['pages', 2, 'fields', 'birth', 'hint'],
      value: undefined,
    });
    expect(hint['en.yaml']).not.toContain('the approximate month will do');
    expect(errorsOf(hint, id)).toEqual([]);
  });

  it('moves the comment above an entry with it', () => {
    const files = { [FILE]: 'a: 1\n# of b\nb: 2   # beside b\n\n# of c\nc: 3\n' };
    expect(edited(files, { kind: 'move', file: FILE, path: ['b'], before: 'a' })[FILE]).toBe(
      '# of b\nb: 2   # beside b\na: 1\n\n# of c\nc: 3\n',
    );
    expect(edited(files, { kind: 'remove', file: FILE, path: ['b'] })[FILE]).toBe(
      'a: 1\n\n# of c\nc: 3\n',
    );
  });
});
