import type { PagePlan } from './plan.ts';
import type { Report } from './report.ts';

/**
 * The first page of a repeat says how many rows there may be and how one is called; a page right
 * behind it with the same `of` goes on with each row and says nothing but that.
 */
export function checkRepeats(pages: readonly PagePlan[], report: Report): void {
  const begun = new Set<string>();
  pages.forEach((page, index) => {
    const { repeat } = page.source;
    if (!repeat) return;
    const before = pages[index - 1]?.source.repeat?.of;
    if (!begun.has(repeat.of)) checkFirst(page, report);
    else if (before === repeat.of) checkLater(page, report);
    else tellApart(page, report);
    begun.add(repeat.of);
  });
}

function checkFirst(page: PagePlan, report: Report): void {
  for (const key of ['max', 'summary'] as const) {
    if (page.source.repeat?.[key] !== undefined) continue;
    const mend =
      key === 'max'
        ? '「max: 5」のように、何件まで入力できるかを書いてください。'
        : '「summary: "{name}"」のように、1件の呼び方を書いてください。';
    const message = `繰り返しのページ「${page.id}」に「${key}」が書かれていません。`;
    report.error([...page.path, 'repeat'], 'missing_key', message, mend);
  }
}

function checkLater(page: PagePlan, report: Report): void {
  for (const key of ['min', 'max', 'summary', 'people'] as const) {
    if (page.source.repeat?.[key] === undefined) continue;
    const message = `「${key}」は、繰り返しの最初のページだけに書きます。`;
    const mend = `このページでは「repeat: { of: ${page.source.repeat.of} }」とだけ書いてください。`;
    report.error([...page.path, 'repeat', key], 'unknown_key', message, mend);
  }
}

function tellApart(page: PagePlan, report: Report): void {
  const of = page.source.repeat?.of ?? '';
  const message = `繰り返し「${of}」のページが続いていません。`;
  const mend = `このページを、「${of}」のほかのページのすぐ後に置いてください。`;
  report.error([...page.path, 'repeat', 'of'], 'repeat_apart', message, mend);
}
