import type { Definition } from '../definition-schema.ts';
import { suggestion } from '../finding.ts';
import type { Municipality } from '../municipality.ts';
import { positionsOf, routeProblem } from '../positions.ts';
import type { Report } from './report.ts';

/** Tells what in the review leads nowhere: an approval that opens nothing, a route past nobody. */
export function checkReview(
  definition: Definition,
  municipality: Municipality,
  report: Report,
): void {
  checkApproval(definition, report);
  const route = definition.review?.route;
  if (route === undefined) return;
  const positions = positionsOf(municipality);
  const problem = routeProblem(route, positions);
  const keys = positions.map(({ key }) => key);
  const path = ['review', 'route'];
  if (problem === 'order') {
    const message = '決裁の順番が、下の役職から上の役職になっていません。';
    const mend = `municipality.yaml の positions の順に、1回ずつ書いてください（${keys.join('、')}）。`;
    report.error(path, 'wrong_route', message, mend);
  } else if (problem) {
    const { unknown } = problem;
    const message = `役職「${unknown}」は、municipality.yaml の positions にありません。`;
    report.error(path, 'unknown_position', message, suggestion(unknown, keys));
  }
}

/** An approved case goes on only with a phase that the approval opens. */
function checkApproval({ review, phases = {} }: Definition, report: Report): void {
  if (review?.approval !== true) return;
  if (Object.values(phases).some(({ opens }) => opens === 'approved')) return;
  const message =
    '承認（review.approval）のあとに、続くものがありません。承認した申請が終わりません。';
  const mend =
    '承認のあとの届出を「phases」に「opens: approved」で書くか、「approval: true」を消してください。決裁だけなら「review: { route: [chief, manager] }」です。';
  report.error(['review', 'approval'], 'approval_leads_nowhere', message, mend);
}
