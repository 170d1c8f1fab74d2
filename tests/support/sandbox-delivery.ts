import type { SandboxProvider } from '../../server/integrations/sandbox-payments/sandbox-provider.ts';
import { sendSandboxNotices } from '../../server/jobs/send-sandbox-notices.ts';
import type { ApplyApp } from './apply-app.ts';

/** Delivers what the sandbox company has to say by now, straight into the site. */
export async function deliverNotices({ app, services }: Pick<ApplyApp, 'app' | 'services'>) {
  const { stores, providers, clock } = services;
  const deliver = (async (url: string, init: RequestInit) => {
    const reply = await app.inject({
      method: 'POST',
      url: new URL(url).pathname,
      headers: init.headers as Record<string, string>,
      payload: init.body as Buffer,
    });
    return new Response(reply.body, { status: reply.statusCode });
  }) as unknown as typeof fetch;
  return sendSandboxNotices({
    store: stores.sandbox,
    provider: providers.get('sandbox') as SandboxProvider,
    clock,
    baseUrl: 'http://127.0.0.1:3000',
    fetch: deliver,
  });
}
