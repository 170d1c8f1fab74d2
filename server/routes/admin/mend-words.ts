import type { Mend } from '../../domain/understanding/mend.ts';
import { ATTACHMENTS_PAGE } from '../../domain/understanding/understanding.ts';
import type { Words } from '../../http/words.ts';
import { textOf } from '../../lib/html.ts';
import { number, percent, timeText } from './figure-texts.ts';
import { languageName, type Names } from './understood-names.ts';

/** The one thing to mend next, in words: what, how many, what may help. */
export function mendWords(mend: Mend, names: Names, words: Words) {
  const people = number(mend.people);
  switch (mend.kind) {
    case 'drop_off':
      return {
        what: `「${names.page(mend.page)}」のページで${people}人がやめています（来た人の${percent(mend.rate)}）。${mend.over ? `うち${number(mend.over.people)}人は、「${names.field(mend.over.field, mend.page)}」のまちがいを直さないままでした。` : ''}`,
        help:
          mend.page === ATTACHMENTS_PAGE
            ? 'あとで出せる書類にする、何を撮ればよいかを書類の説明に書く、本当に要る書類か見直す、のどれかを試してください。'
            : '質問を減らす、手もとにない書類を聞いていないか見る、あとで出せるようにする、のどれかを試してください。',
      };
    case 'at_counter':
      return {
        what: `「${names.page(mend.page)}」のページから、${people}人が窓口で続けています（来た人の${percent(mend.rate)}）。やめた人には数えていません。`,
        help: '窓口で何を聞かれたかを担当者に確かめて、そのページの説明や例に書き足してください。',
      };
    case 'field_errors':
      return {
        what: `「${names.field(mend.field, mend.page)}」の入力で${people}回まちがいがありました（先へ進んだ人の${percent(mend.rate)}）。`,
        help: '質問の文に例を入れる、聞き方を変える、別の種類の質問（選ぶ、日付など）にする、のどれかを試してください。',
      };
    case 'returned':
      return {
        what: `「${names.about(mend.about)}」のために${people}件を差し戻しています（受け付けた件数の${percent(mend.rate)}）。理由は「${textOf(words.t(`status:return_reason.${mend.reason}`))}」です。`,
        help: '何を書く（出す）のかを、質問のすぐ下に例で示してください。',
      };
    case 'slow_page':
      return {
        what: `「${names.page(mend.page)}」のページに、半分の人が${timeText(mend.seconds)}以上かかっています。`,
        help: 'ページを2つに分ける、手もとに用意するものを最初のページで知らせる、のどちらかを試してください。',
      };
    case 'language':
      return {
        what: `${languageName(mend.locale, words)}で始めた人は、送るまで進む割合が低いです（${percent(mend.rate)}、ほかの言葉は${percent(mend.others)}）。`,
        help: 'その言葉の訳を、読める人に見てもらってください。',
      };
  }
}
