import type { Html } from '../../lib/html.ts';
import { besideJapanese } from './beside-japanese.ts';
import type { FieldTexts, PartTexts } from './field-texts.ts';
import type { OptionText } from './option-texts.ts';
import type { PageTexts } from './page-texts.ts';

/** Both were made of the same page, so that what stands at one place means the same. */
function zip<T>(own: readonly T[], japanese: readonly T[], both: (a: T, b: T) => T): readonly T[] {
  return own.map((one, index) => {
    const other = japanese[index];
    return other === undefined ? one : both(one, other);
  });
}

const besideOption = (own: OptionText, { text, plain }: OptionText): OptionText => ({
  ...own,
  text: besideJapanese(own.text, text),
  plain: own.plain === plain ? plain : `${own.plain}（${plain}）`,
});

const besidePart = (own: PartTexts, { label, options }: PartTexts): PartTexts => ({
  ...own,
  label: besideJapanese(own.label, label),
  ...(own.options && options && { options: zip(own.options, options, besideOption) }),
});

const maybe = (own: Html | undefined, japanese: Html | undefined) =>
  own && japanese ? besideJapanese(own, japanese) : own;

function besideField(own: FieldTexts, japanese: FieldTexts): FieldTexts {
  const { rowTexts } = own;
  return {
    ...own,
    label: besideJapanese(own.label, japanese.label),
    ...(own.statement && { statement: maybe(own.statement, japanese.statement) }),
    parts: zip(own.parts, japanese.parts, besidePart),
    options: zip(own.options, japanese.options, besideOption),
    uses: zip(own.uses, japanese.uses, besideOption),
    ...(rowTexts && {
      rowTexts: (index: number) =>
        zip(rowTexts(index), japanese.rowTexts?.(index) ?? [], besideField),
    }),
  };
}

/** A page whose labels and options have the Japanese ones beside them: two people read it. */
export function besideTexts(own: PageTexts, japanese: PageTexts): PageTexts {
  return {
    ...own,
    procedure: besideJapanese(own.procedure, japanese.procedure),
    title: besideJapanese(own.title, japanese.title),
    fields: zip(own.fields, japanese.fields, besideField),
  };
}
