import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DATABASES, useDatabase } from './each-database.ts';
import { minutesLater, NOW, sampleDraft, sampleSubmission } from './samples.ts';

const BY = { actor: 'staff:boss', at: NOW };

describe.each(DATABASES)('webhooks and seals on %s', (dialect) => {
  const db = useDatabase(dialect);

  async function newCase(sealed?: { recipient: string; body: Buffer }) {
    const id = randomUUID();
    const { drafts, applications } = db().stores;
    await drafts.create(sampleDraft({ id }));
    const submission = sampleSubmission({ application: { id } });
    await applications.submit({ ...submission, ...(sealed && { sealed }) });
    return id;
  }

  it('are followed once, due until delivered or given up, and forgotten in time', async () => {
    const { webhooks, handOver, audit } = db().stores;
    expect(await webhooks.cursor()).toBeUndefined();
    const id = randomUUID();
    const hook = { id, tokenId: 't', url: 'https://a.example/x', secret: 'whsec_AAAA' };
    expect(await webhooks.add(hook, BY)).toBe(true);
    expect(await webhooks.add(hook, BY)).toBe(false);
    const from = (await webhooks.cursor()) ?? -1;
    const applicationId = await newCase();
    const page = await handOver.changes(from, 10);
    const [change] = page.changes;
    const seq = change?.seq ?? 0;
    const delivery = { id: `msg_${seq}`, webhookId: id, applicationId, seq, event: 'submitted' };
    const part = { from, upTo: page.next };
    await Promise.all([1, 2].map(() => webhooks.enqueue(part, [delivery], NOW)));
    const due = await webhooks.due(NOW, 10);
    expect(due).toMatchObject([{ ...delivery, attempts: 0, webhook: hook, at: change?.at }]);
    expect(await webhooks.due(minutesLater(-1), 10)).toEqual([]);

    await webhooks.failed(delivery.id, 'timeout', minutesLater(5), NOW);
    expect(await webhooks.due(minutesLater(4), 10)).toEqual([]);
    expect(await webhooks.due(minutesLater(5), 10)).toMatchObject([
      { attempts: 1, error: 'timeout' },
    ]);
    await webhooks.failed(delivery.id, 'status 500', null, minutesLater(5));
    expect(await webhooks.due(minutesLater(9999), 10)).toEqual([]);
    expect(await webhooks.sendAgain(delivery.id, BY)).toBe(true);
    expect(await webhooks.due(NOW, 10)).toMatchObject([{ id: delivery.id, attempts: 0 }]);
    await webhooks.delivered(delivery.id, minutesLater(6));
    expect(await webhooks.deliveries(id, 10)).toMatchObject([{ deliveredAt: minutesLater(6) }]);
    const { entries } = await audit.page({ about: [applicationId] }, null, 10);
    expect(entries.map(({ action }) => action).slice(0, 2)).toEqual([
      'webhook.sent_again',
      'webhook.given_up',
    ]);

    await webhooks.removeSettled(minutesLater(-60));
    expect(await webhooks.deliveries(id, 10)).toHaveLength(1);
    await webhooks.removeSettled(minutesLater(60));
    expect(await webhooks.deliveries(id, 10)).toEqual([]);
  });

  it('end with what waits for them, and a new one begins at the end of the log', async () => {
    const { webhooks } = db().stores;
    const [{ id } = { id: '' }] = await webhooks.list();
    const applicationId = await newCase();
    const from = (await webhooks.cursor()) ?? -1;
    const delivery = {
      id: 'msg_x',
      webhookId: id,
      applicationId,
      seq: from + 1,
      event: 'submitted',
    };
    await webhooks.enqueue({ from, upTo: from + 1 }, [delivery], NOW);
    expect(await webhooks.end(id, BY)).toBe(true);
    expect(await webhooks.end(id, BY)).toBe(false);
    expect(await webhooks.due(minutesLater(1), 10)).toEqual([]);
    expect(await webhooks.sendAgain('msg_x', BY)).toBe(false);
    await newCase();
    await webhooks.add({ id: randomUUID(), tokenId: 't', url: 'u', secret: 's' }, BY);
    expect(await webhooks.cursor()).toBeGreaterThan(from + 1);
  });

  it('keep what is sealed as it is, beside a case', async () => {
    const { sealedAnswers } = db().stores;
    const sealed = { recipient: 'age1x', body: Buffer.from([0, 255, 1, 254]) };
    const id = await newCase(sealed);
    const [kept] = await sealedAnswers.listFor(id);
    expect(kept).toMatchObject({ recipient: 'age1x' });
    expect(Buffer.compare(kept?.body ?? Buffer.alloc(0), sealed.body)).toBe(0);
    expect(await sealedAnswers.listFor(await newCase())).toEqual([]);
  });
});
