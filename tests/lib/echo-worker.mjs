import { parentPort, threadId } from 'node:worker_threads';

// Answers after as long as it is told; "die" ends the thread, "hang" never answers.
parentPort.on('message', (job) => {
  if (job === 'die') throw new Error('died');
  if (job === 'hang') return;
  setTimeout(() => parentPort.postMessage({ job, threadId }), job.wait ?? 0);
});
