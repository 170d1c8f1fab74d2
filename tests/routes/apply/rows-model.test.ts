import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Draft } from '../../../server/domain/applications/application.ts';
import type { DraftStore } from '../../../server/domain/applications/application-store.ts';
import { removeRow } from '../../../server/domain/applications/remove-row.ts';
import { savePage } from '../../../server/domain/applications/save-page.ts';
import type { RawInput } from '../../../server/domain/fields/answers.ts';
import { computeJourney } from '../../../server/domain/procedures/journey.ts';
import { rowIdOf, rowsOf } from '../../../server/domain/procedures/rows.ts';
import { fixedClock } from '../../../server/lib/clock.ts';
import type { ApplyState } from '../../../server/routes/apply/apply-context.ts';
import { newRowId, postedRow } from '../../../server/routes/apply/row-place.ts';
import { compileGood, TODAY } from '../../domain/procedures/sample-town.ts';

const MAX = 3;
const procedure = compileGood(`pages:
  - id: dogs
    title: 犬
    repeat: { of: dogs, min: 0, max: ${MAX}, summary: "{name}" }
    fields: { name: { type: text, label: 名前 }, old: { type: yes_no, label: 1歳以上ですか } }
  - id: shots
    title: 注射
    repeat: { of: dogs }
    when: row.old
    fields: { number: { type: text, label: 番号 } }
`);
const [DOGS, SHOTS] = procedure.pages as [(typeof procedure.pages)[0], (typeof procedure.pages)[0]];
const context = { today: TODAY };
const walk = (answers: Draft['answers']) => computeJourney(procedure, answers, context);
const clock = fixedClock('2026-11-21T12:00:00+09:00');

/** What somebody with a good memory expects to find. */
interface Dog {
  readonly key: string;
  name: string;
  old: boolean;
  number?: string;
}

/** A form that lies open in a tab: whose row it is, in the eyes of the one who types. */
interface OpenForm {
  readonly page: typeof DOGS;
  readonly key: string;
  readonly text: string;
  readonly hidden: RawInput;
}

class Site {
  draft = { id: 'd', revision: 0, answers: {}, pending: null } as unknown as Draft;
  readonly dogs: Dog[] = [];
  readonly tabs: (OpenForm | undefined)[] = [undefined, undefined];
  count = 0;

  readonly drafts = {
    find: async () => this.draft,
    keepPending: async ({ pending }: { pending: Draft['pending'] }) => {
      this.draft = { ...this.draft, pending };
    },
    save: async ({ revision, answers }: { revision: number; answers: Draft['answers'] }) => {
      if (revision !== this.draft.revision) return 'conflict' as const;
      this.draft = { ...this.draft, revision: revision + 1, answers, pending: null };
      return revision + 1;
    },
  } as unknown as DraftStore;

  get state(): ApplyState {
    const { draft } = this;
    return {
      procedure,
      draft,
      context,
      walk,
      journey: walk(draft.answers),
    } as unknown as ApplyState;
  }

  open(tab: number, page: typeof DOGS, at: number): void {
    const rows = rowsOf(this.draft.answers, 'dogs');
    const row = Math.min(at, rows.length);
    const isNew = row === rows.length;
    if (isNew && (page === SHOTS || row >= MAX)) return;
    if (page === SHOTS && !this.dogs[row]?.old) return;
    this.count += 1;
    this.tabs[tab] = {
      page,
      key: this.dogs[row]?.key ?? `k${this.count}`,
      text: String(row + 1),
      hidden: {
        revision: String(this.draft.revision),
        ...(isNew ? { new_row: `new${this.count}` } : { row_id: rowIdOf(rows, row) }),
      },
    };
  }

  async send(tab: number, old: boolean): Promise<void> {
    const form = this.tabs[tab];
    if (!form) return;
    this.count += 1;
    const typed = `${form.key}/${this.count}`;
    const raw: RawInput =
      form.page === DOGS ? { name: typed, old: old ? 'yes' : 'no' } : { number: typed };
    const { state } = this;
    const row = postedRow(state, form.page, form.text, form.hidden);
    if (typeof row !== 'number') return;
    const outcome = await savePage({ drafts: this.drafts }, clock, {
      ...state,
      page: form.page,
      row,
      raw,
      newRowId: newRowId(form.hidden),
      revision: Number(form.hidden['revision']),
      locale: 'ja',
      checkPickers: async () => [],
    });
    if (outcome.result === 'saved') this.remember(form, typed, old);
    else expect(['conflict', 'full']).toContain(outcome.result);
    if (outcome.result !== 'conflict') return;
    // The page comes again with what was typed, about the row that it was about.
    const now = postedRow(this.state, form.page, form.text, form.hidden);
    if (typeof now === 'number' && now < MAX) this.rerender(tab, form, now);
  }

  rerender(tab: number, form: OpenForm, row: number): void {
    const rows = rowsOf(this.draft.answers, 'dogs');
    const id = rowIdOf(rows, row);
    this.tabs[tab] = {
      ...form,
      text: String(row + 1),
      hidden: {
        revision: String(this.draft.revision),
        ...(id === undefined
          ? { new_row: form.hidden['new_row'] ?? `again${this.count}` }
          : { row_id: id }),
      },
    };
  }

  remember({ page, key }: OpenForm, typed: string, old: boolean): void {
    let dog = this.dogs.find((one) => one.key === key);
    if (!dog) {
      dog = { key, name: '', old };
      this.dogs.push(dog);
    }
    if (page === SHOTS) dog.number = typed;
    else Object.assign(dog, { name: typed, old });
  }

  async remove(tab: number): Promise<void> {
    const form = this.tabs[tab];
    const rowId = form?.hidden['row_id'];
    if (!form || typeof rowId !== 'string') return;
    const before = this.draft.revision;
    const outcome = await removeRow({ drafts: this.drafts }, clock.now(), {
      ...this.state,
      page: DOGS,
      rowId,
      revision: Number(form.hidden['revision']),
      locale: 'ja',
    });
    if (outcome.result !== 'removed' || this.draft.revision === before) return;
    this.dogs.splice(
      this.dogs.findIndex(({ key }) => key === form.key),
      1,
    );
  }

  /** What is in effect is exactly what was saved, each answer with its own row. */
  check(): void {
    const expected = this.dogs.map(({ name, old, number }) => ({
      name,
      old,
      ...(old && number !== undefined && { number }),
    }));
    expect(walk(this.draft.answers).answers['dogs'] ?? []).toEqual(expected);
  }
}

const tab = fc.nat({ max: 1 });
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('open' as const),
      tab,
      page: fc.boolean(),
      row: fc.nat({ max: MAX }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('send' as const),
      tab,
      old: fc.integer({ min: 0, max: 3 }).map((n) => n > 0),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), tab }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('back' as const), tab }) },
);

describe('rows over several pages, in two tabs', () => {
  it('never lose or mix answers, whatever is opened, sent, sent again, removed or left', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 30, maxLength: 60, size: 'max' }),
        async (steps) => {
          const site = new Site();
          for (const one of steps) {
            if (one.do === 'open') site.open(one.tab, one.page ? SHOTS : DOGS, one.row);
            else if (one.do === 'send') await site.send(one.tab, one.old);
            else if (one.do === 'remove') await site.remove(one.tab);
            else site.tabs[one.tab] = undefined;
            site.check();
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
