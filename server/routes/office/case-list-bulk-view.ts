import type { BulkPlan } from '../../domain/inbox/bulk-plan.ts';
import type { Services } from '../../services.ts';
import type { BulkButton, BulkRequest } from './case-list-bulk.ts';
import { rowViews } from './case-list-rows.ts';
import { LEFT_OUT } from './case-list-words.ts';

const WORDS: Readonly<
  Record<BulkButton, { readonly title: string; readonly what: string; readonly button: string }>
> = {
  take_up: {
    title: 'まとめて確認を始める',
    what: '確認を始めます。担当者が決まっていない申請は、あなたの担当になります。住民の状況のページには「内容を確認しています」と出ます。',
    button: '確認を始める',
  },
  assign_me: {
    title: 'まとめて自分の担当にする',
    what: 'あなたの担当になります。住民には知らせません。',
    button: '自分の担当にする',
  },
  assign: {
    title: 'まとめて担当者を決める',
    what: '選んだ人の担当になります。住民には知らせません。',
    button: '担当者を決める',
  },
};

/** What will happen to which cases, and which are left as they are and why. */
export function bulkView(services: Services, bulk: BulkRequest, plan: BulkPlan, error?: string) {
  const left = rowViews(
    services,
    plan.leaves.map(({ row }) => row),
  );
  return {
    ...WORDS[bulk.button],
    styles: ['office-list.css'],
    hasErrors: error !== undefined,
    error,
    action: bulk.button,
    here: bulk.here,
    to: bulk.to,
    ids: bulk.rows.map(({ applicationId }) => applicationId),
    does: rowViews(services, plan.does),
    leaves: plan.leaves.map(({ why }, at) => ({ row: left[at], why: LEFT_OUT[why] })),
    workers: [...new Map(bulk.workers.map((one) => [one.id, one]))].map(([, one]) => one),
    asksWhom: bulk.button === 'assign',
  };
}
