import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CounterCodeStore } from '../../../server/domain/counter/counter-code.ts';
import type { CounterDevice, DeviceStore } from '../../../server/domain/counter/device.ts';
import {
  makePairingCode,
  pairDevice,
  takePairingCode,
} from '../../../server/domain/counter/pair-device.ts';
import { fixedClock } from '../../../server/lib/clock.ts';
import { hashSecret } from '../../../server/lib/secret-hash.ts';

const PLAN = { name: '窓口3番', section: 'residents', madeBy: 'staff:kanri' };

type Made = Parameters<CounterCodeStore['make']>[0];

/** As the stores in storage behave; what they hold can be looked at. */
function scene() {
  const clock = fixedClock('2026-11-21T09:00:00+09:00');
  const made = new Map<string, Made & { used: boolean }>();
  const codes: Pick<CounterCodeStore, 'make' | 'take' | 'endOf'> = {
    make: async (code) => void made.set(code.codeHash, { ...code, used: false }),
    take: async ({ codeHash, purpose, now }) => {
      const row = made.get(codeHash);
      if (row === undefined || row.purpose !== purpose) return { result: 'unknown' };
      if (row.used) return { result: 'used' };
      if (row.expiresAt <= now) return { result: 'expired' };
      row.used = true;
      return { result: 'taken', content: row.content, owner: row.owner };
    },
    endOf: async (owner, purpose) => {
      for (const [hash, row] of made) {
        if (row.owner === owner && row.purpose === purpose) made.delete(hash);
      }
    },
  };
  const paired: (CounterDevice & { tokenHash: string })[] = [];
  const devices: Pick<DeviceStore, 'pair' | 'find'> = {
    pair: async (device) => void paired.push(device),
    find: async (id) => paired.find((one) => one.id === id),
  };
  return {
    clock,
    made,
    paired,
    stores: { codes: codes as CounterCodeStore, devices: devices as DeviceStore, clock },
  };
}

const later = (minutes: number) => new Date(Date.UTC(2026, 10, 21, 0, minutes));

describe('a pairing code', () => {
  it('makes the machine on which it is typed what its maker planned, once', async () => {
    const { stores, paired } = scene();
    const { code } = await makePairingCode(stores, 'pair_tablet', PLAN);
    const outcome = await pairDevice(stores, 'pair_tablet', code, 'staff:madoguchi');
    expect(outcome).toMatchObject({
      result: 'paired',
      device: { kind: 'tablet', name: '窓口3番', section: 'residents', tabletId: null },
    });
    if (outcome.result !== 'paired') return;
    expect(Buffer.from(outcome.secret, 'base64url')).toHaveLength(32);
    expect(paired).toMatchObject([
      { pairedBy: 'staff:madoguchi', tokenHash: hashSecret(outcome.secret) },
    ]);
    const again = await pairDevice(stores, 'pair_tablet', code, 'staff:madoguchi');
    expect(again).toEqual({ result: 'used' });
    expect(paired).toHaveLength(1);
  });

  it('is read as people type it, and holds for its purpose only', async () => {
    const { stores, made } = scene();
    const { code } = await makePairingCode(stores, 'pair_reader', PLAN, 'tablet-1');
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    expect([...made.keys()].join()).not.toContain(code);
    expect(await takePairingCode(stores, 'pair_display', code)).toEqual({ result: 'unknown' });
    const wide = code
      .toLowerCase()
      .replace('-', '　')
      .replace(/[0-9a-z]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
    const taken = await takePairingCode(stores, 'pair_reader', ` ${wide} `);
    expect(taken).toEqual({ result: 'taken', plan: PLAN, tabletId: 'tablet-1' });
  });

  it('never takes anything else for a code', async () => {
    const { stores } = scene();
    await makePairingCode(stores, 'pair_tablet', PLAN);
    const typed = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('', '7K3M-Q9T', 'U'));
    await fc.assert(
      fc.asyncProperty(typed, async (text) => {
        const { result } = await takePairingCode(stores, 'pair_tablet', text);
        expect(['malformed', 'unknown']).toContain(result);
      }),
    );
  });

  it('is over after ten minutes, or when a new one for the same tablet is made', async () => {
    const { stores, clock } = scene();
    const first = await makePairingCode(stores, 'pair_display', PLAN, 'tablet-1');
    const second = await makePairingCode(stores, 'pair_display', PLAN, 'tablet-1');
    clock.set(later(9));
    expect(await takePairingCode(stores, 'pair_display', first.code)).toEqual({
      result: 'unknown',
    });
    clock.set(later(10));
    expect(await takePairingCode(stores, 'pair_display', second.code)).toEqual({
      result: 'expired',
    });
  });

  it('pairs nothing with a tablet that was lost meanwhile', async () => {
    const { stores, paired } = scene();
    const tablet = await makePairingCode(stores, 'pair_tablet', PLAN);
    const outcome = await pairDevice(stores, 'pair_tablet', tablet.code, 'staff:madoguchi');
    const tabletId = outcome.result === 'paired' ? outcome.device.id : '';
    const [lost, screen] = [
      await makePairingCode(stores, 'pair_reader', PLAN, tabletId),
      await makePairingCode(stores, 'pair_display', PLAN, tabletId),
    ];
    const display = await pairDevice(stores, 'pair_display', screen.code, null);
    expect(display).toMatchObject({ device: { kind: 'display', tabletId, pairedBy: PLAN.madeBy } });
    Object.assign(paired[0] ?? {}, { unpairedAt: later(1) });
    const reader = await pairDevice(stores, 'pair_reader', lost.code, null);
    expect(reader).toEqual({ result: 'expired' });
    expect(paired.map(({ kind }) => kind)).toEqual(['tablet', 'display']);
  });
});
