import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';

declare module 'fastify' {
  interface FastifyInstance {
    /** URL of a file of views/assets with its content hash, so that it can be kept for a year. */
    assetUrl(name: string): string;
  }
}

function hashes(folder: string, prefix = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const entry of readdirSync(join(folder, prefix), { withFileTypes: true })) {
    const name = prefix + entry.name;
    if (entry.isDirectory()) {
      for (const [inner, hash] of hashes(folder, `${name}/`)) found.set(inner, hash);
    } else {
      const hash = createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex');
      found.set(name, hash.slice(0, 12));
    }
  }
  return found;
}

/** CSS, scripts and pictures, served as they lie in views/assets. */
export const assets = fp(
  async (app: FastifyInstance, options: { folder: string }) => {
    const known = hashes(options.folder);
    app.decorate('assetUrl', (name: string) => {
      const hash = known.get(name);
      if (hash === undefined) throw new Error(`No such file in views/assets: ${name}`);
      return `/assets/${name}?v=${hash}`;
    });
    await app.register(async (scope) => {
      // What a script imports has no hash in its address: it is asked for again, and mostly unchanged.
      scope.addHook('onSend', async (request, reply, payload) => {
        const { v } = request.query as { v?: string };
        if (v === undefined && reply.statusCode < 400) {
          reply.header('cache-control', 'public, max-age=0, must-revalidate');
        }
        return payload;
      });
      await scope.register(fastifyStatic, {
        root: options.folder,
        prefix: '/assets/',
        index: false,
        maxAge: '365d',
        immutable: true,
        decorateReply: false,
      });
    });
  },
  { name: 'assets' },
);
