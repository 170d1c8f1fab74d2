import type { Applicant, Phase } from '../case-rules.ts';
import type { Definition } from '../definition-schema.ts';
import { suggestion } from '../finding.ts';
import { DEFAULT_LOCALE } from '../locale.ts';
import type { Phrasebook } from '../phrasebook.ts';
import { proofOnly } from './attachments.ts';
import type { PagePlan } from './plan.ts';
import type { Report } from './report.ts';
import { checkWindow } from './window-findings.ts';

/** Tells what does not fit together in who, window, review, phases and notices. */
export function checkCase(definition: Definition, book: Phrasebook, report: Report): void {
  checkProof(definition, book, report);
  checkWindow(definition, report);
  checkPhases(definition, report);
  checkNotices(definition, report);
  checkAttachmentKeys(definition, report);
  checkNames(definition, report);
}

/** A name of something that is not there is one that was left behind. */
function checkNames(
  { names = {}, conditions = {}, calculations = {} }: Definition,
  report: Report,
): void {
  const known = [...Object.keys(conditions), ...Object.keys(calculations)];
  for (const key of Object.keys(names)) {
    if (known.includes(key)) continue;
    const message = `names の「${key}」という条件や計算は、ありません。`;
    report.error(['names', key], 'unknown_name', message, suggestion(key, known));
  }
}

function checkProof(definition: Definition, book: Phrasebook, report: Report): void {
  const { who, attachments = {} } = definition;
  const phrases = book.phrases.get(DEFAULT_LOCALE) ?? {};
  const missing = new Set(
    proofOnly(definition).filter((key) => !Object.hasOwn(phrases, `attachment_${key}`)),
  );
  for (const [applicant, key] of Object.entries(who?.proof ?? {}) as [Applicant, string][]) {
    const path = ['who', 'proof', applicant];
    if (!who?.may_apply.includes(applicant)) {
      const message = `「${applicant}」は may_apply にありません。`;
      report.error(path, 'unknown_option', message, suggestion(applicant, who?.may_apply ?? []));
    }
    if (!missing.has(key)) continue;
    const common = Object.keys(phrases).filter((name) => name.startsWith('attachment_'));
    const known = [...Object.keys(attachments), ...common.map((name) => name.slice(11))];
    const message = `添付書類「${key}」は、attachments にも、phrases/（attachment_${key}）にもありません。`;
    report.error(path, 'unknown_attachment', message, suggestion(key, known));
  }
}

function checkPhases({ phases = {}, review }: Definition, report: Report): void {
  for (const [name, { opens }] of Object.entries(phases)) {
    const path = ['phases', name, 'opens'];
    if (opens === 'approved' && review?.approval !== true) {
      const message = `「${name}」は承認のあとに開きますが、承認（review.approval）がありません。`;
      const mend = '「review: { approval: true, … }」を書くか、「opens: granted」にしてください。';
      report.error(path, 'missing_approval', message, mend);
    }
    if (opens === 'granted') tellOutcome(report, review, 'granted', path);
  }
}

type Review = Definition['review'];

function tellOutcome(
  report: Report,
  review: Review,
  outcome: 'granted' | 'refused' | 'completed',
  path: readonly string[],
): void {
  const outcomes = review?.outcomes ?? ['completed'];
  if (outcomes.includes(outcome)) return;
  const message = `結果「${outcome}」は、review.outcomes にありません。`;
  const mend = `review.outcomes に「${outcome}」を足すか、ここを消してください（いまは ${outcomes.join('、')}）。`;
  report.error(path, 'unknown_outcome', message, mend);
}

function checkNotices({ notices = {}, review, retention }: Definition, report: Report): void {
  for (const event of ['granted', 'refused', 'completed'] as const) {
    if (notices[event]) tellOutcome(report, review, event, ['notices', event]);
  }
  if (notices.approved && review?.approval !== true) {
    const message = '承認（review.approval）がないのに、承認のお知らせがあります。';
    const mend = '「review: { approval: true, … }」を書くか、ここを消してください。';
    report.error(['notices', 'approved'], 'missing_approval', message, mend);
  }
  if (review?.appeal === true) tellOutcome(report, review, 'refused', ['review', 'appeal']);
  if (retention?.refused !== undefined) {
    tellOutcome(report, review, 'refused', ['retention', 'refused']);
  }
}

/** What is booked is booked with the application: a slot that is asked for later has nobody to keep it. */
export function checkPhaseFields(
  phases: readonly Phase[],
  plans: readonly PagePlan[],
  report: Report,
): void {
  const later = phases.flatMap(({ pages }) => pages).flatMap(({ fields }) => fields);
  for (const { id, type } of later) {
    if (type !== 'slot_picker') continue;
    const plan = plans.flatMap(({ fields }) => fields).find((field) => field.id === id);
    const mend = 'slot_picker を pages に移してください。';
    report.error(plan?.path ?? [], 'wrong_place', '予約の項目は、あとの段階では使えません。', mend);
  }
}

/** One name for each attachment, whatever phase asks for it: files are kept by it. */
function checkAttachmentKeys({ attachments = {}, phases = {} }: Definition, report: Report): void {
  const seen = new Set(Object.keys(attachments));
  for (const [name, phase] of Object.entries(phases)) {
    for (const key of Object.keys(phase.attachments ?? {})) {
      const path = ['phases', name, 'attachments', key];
      if (seen.has(key)) {
        const mend = '別の名前にしてください。';
        report.error(path, 'duplicate_id', `添付書類「${key}」が2つあります。`, mend);
      }
      seen.add(key);
    }
  }
}
