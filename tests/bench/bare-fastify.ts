// The machine's own limit for pages: Fastify without anything, a string of the given size.
import fastify from 'fastify';

const text = 'x'.repeat(Number(process.argv[2]));
const app = fastify();
app.get('/', (_request, reply) => reply.type('text/html; charset=utf-8').send(text));
console.log(await app.listen({ port: 0, host: '127.0.0.1' }));
