import type { FastifyRequest } from 'fastify';
import type { Services } from '../../services.ts';
import { feeOf } from '../apply/pricing.ts';
import { previewPath, stagePath } from './builder-preview-frame.ts';
import { TO_PAY } from './builder-preview-paths.ts';
import { openPreview, type PreviewParams } from './builder-preview-source.ts';

/** Where it goes on after the sending: a fee is paid before anything is confirmed. */
export async function placeAfter(
  services: Services,
  request: FastifyRequest,
  { version, language }: PreviewParams,
): Promise<string> {
  const state = await openPreview(services, request);
  const { fee, submission } = state?.procedure ?? {};
  const isOwed =
    state !== undefined &&
    fee?.when === 'with_application' &&
    submission !== 'prepare_only' &&
    feeOf(services, state).yen > 0;
  return isOwed
    ? stagePath(version, language, 'unpaid', TO_PAY)
    : `${previewPath(version, language, 'done')}?sample=sent`;
}
