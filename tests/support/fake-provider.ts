import { DomainError } from '../../server/domain/errors.ts';
import type {
  PaymentProvider,
  ProviderOutcome,
  StartRequest,
} from '../../server/domain/payments/payment.ts';

export interface FakeProvider extends PaymentProvider {
  /** What each session would say, by its reference; "unknown" while the provider is down. */
  readonly outcomes: Map<string, ProviderOutcome>;
  readonly requests: StartRequest[];
  readonly closed: string[];
  down: boolean;
}

/** A provider whose truth the test writes. References are `ref-<attempt id>`. */
export function fakeProvider(): FakeProvider {
  const provider: FakeProvider = {
    id: 'fake',
    methods: ['card', 'konbini'],
    formOrigins: [],
    outcomes: new Map(),
    requests: [],
    closed: [],
    down: false,
    async start(request) {
      if (provider.down) throw new DomainError('provider_unavailable');
      provider.requests.push(request);
      const providerRef = `ref-${request.attemptId}`;
      if (!provider.outcomes.has(providerRef))
        provider.outcomes.set(providerRef, { outcome: 'open' });
      return { providerRef, url: `https://pay.example/${providerRef}` };
    },
    async ask(ref) {
      if (provider.down) throw new Error('connection reset');
      return provider.outcomes.get(ref) ?? { outcome: 'unknown' };
    },
    async close(ref) {
      if (provider.down) throw new Error('connection reset');
      provider.closed.push(ref);
      if (provider.outcomes.get(ref)?.outcome === 'open') {
        provider.outcomes.set(ref, { outcome: 'expired' });
      }
      return provider.outcomes.get(ref) ?? { outcome: 'unknown' };
    },
    /** It gives nothing back; what does is in refund-scene.ts. */
    async refund() {
      throw new DomainError('provider_unavailable');
    },
    async askRefund() {
      return { outcome: 'unknown' };
    },
    async notify() {
      return undefined;
    },
  };
  return provider;
}
