import type { StepOutcome } from '../../domain/versions/version-desk.ts';

/** Why a step of a version was not taken, and what to do. */
export const REFUSALS: Readonly<Record<Exclude<StepOutcome['kind'], 'done'>, string>> = {
  too_late:
    'この版は、ほかの人が先に進めたか、直しました。下のいまの状態を見て、もう一度選んでください。',
  reason_missing: '理由を書いてください。例：手数料が前の金額のままです。3,500円に直してください。',
  own_work: '自分が作った版、直した版は、自分では確認できません。ほかの人に頼んでください。',
  moment_not_ahead: 'これからの日と時刻を入れてください。例：2027年4月1日の9時00分',
  gate: '公開の前の確認で、直すところが見つかりました。直してから、もう一度進めてください。',
};

export const WHY_ENDED =
  '公開を終える理由を書いてください。例：制度が終わったため、受け付けをやめます。';
