// The waiting room's screen looks every five seconds; what has not changed is left alone, so that
// only a new call is read out.
const EVERY_MS = 5000;
const LONGEST_MS = 10_000;
const screen = document.getElementById('screen');

function put(next) {
  const called = document.getElementById('called');
  const fresh = next.getElementById('called');
  if (!called || !fresh) return;
  if (called.dataset.called !== fresh.dataset.called) {
    called.dataset.called = fresh.dataset.called;
    called.replaceChildren(...fresh.childNodes);
  }
  const side = next.querySelector('.screen__side');
  if (side) document.querySelector('.screen__side')?.replaceWith(side);
}

async function look() {
  try {
    const answer = await fetch(screen.dataset.self, { signal: AbortSignal.timeout(LONGEST_MS) });
    // Sent elsewhere: this machine is no longer the town's.
    if (answer.redirected) location.reload();
    else if (answer.ok) put(new DOMParser().parseFromString(await answer.text(), 'text/html'));
    screen.classList.toggle('screen--old', !answer.ok);
  } catch {
    // The line is down: what stands there may be old, and says so.
    screen.classList.add('screen--old');
  }
  setTimeout(look, EVERY_MS);
}

if (screen) setTimeout(look, EVERY_MS);
