import { refundReconciler } from '../domain/refunds/reconcile-refunds.ts';
import { refundDesk } from '../refund-desk.ts';
import type { Services } from '../services.ts';
import type { Job } from './run-every.ts';

type Log = { error(about: object, text: string): void };

/** What falls due is given back by itself, and nothing that was sent is forgotten. */
export function refundJobs(services: Services, log: Log): Job[] {
  const reconciler = refundReconciler(refundDesk(services));
  const onError = (error: unknown, id: string) =>
    log.error({ err: error, refundId: id }, 'refund could not be settled');
  return [
    {
      name: 'follow refunds',
      everyMs: 5_000,
      run: async () => void (await reconciler.follow(onError)),
    },
    {
      name: 'reconcile refunds',
      everyMs: 60_000,
      run: async () => void (await reconciler.sweep(onError)),
    },
  ];
}
