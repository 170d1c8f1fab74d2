import type { FieldError } from './field-errors.ts';
import type { TypedSection } from './section-page.ts';

const NEEDED = '日本語で入力してください。ほかの言葉の訳がないときに、これが出ます。';
const PHONE = /^[0-9０-９+()（）‐－ー-]{6,20}$/;

/** What is to be mended in what was typed of a section, in the order of its page. */
export function sectionErrors({ name, place, phone }: TypedSection): readonly FieldError[] {
  return [
    ...(PHONE.test(phone)
      ? []
      : [{ at: 'phone', text: '電話番号を入力してください。例：0000-00-0011' }]),
    ...(name['ja'] ? [] : [{ at: 'name_ja', text: `課の名前を${NEEDED}` }]),
    ...(place['ja'] ? [] : [{ at: 'place_ja', text: `課の場所を${NEEDED}` }]),
  ];
}
