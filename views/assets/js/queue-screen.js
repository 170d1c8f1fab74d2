// The waiting room's screen looks every five seconds; what has not changed is left alone, so that
// only a new call is read out.
const EVERY_MS = 5000;
const LONGEST_MS = 10_000;
const screen = document.getElementById('screen');
const button = document.getElementById('sound');
let audio;
/** Somebody who was shown before comes back to the front without a sound. */
const heard = new Set([document.getElementById('called')?.dataset.called, '']);

/** Two soft tones, as in any waiting room. */
function ring() {
  if (!audio) return;
  for (const [index, hertz] of [784, 659].entries()) {
    const [tone, volume] = [audio.createOscillator(), audio.createGain()];
    const start = audio.currentTime + index * 0.5;
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0.25, start);
    volume.gain.exponentialRampToValueAtTime(0.001, start + 0.9);
    tone.connect(volume).connect(audio.destination);
    tone.start(start);
    tone.stop(start + 1);
  }
}

// Browsers let a page sound only after somebody has touched it.
if (button) {
  button.hidden = false;
  button.addEventListener('click', () => {
    audio = new AudioContext();
    button.hidden = true;
    ring();
  });
}

function put(next) {
  const called = document.getElementById('called');
  const fresh = next.getElementById('called');
  if (!called || !fresh) return;
  if (called.dataset.called !== fresh.dataset.called) {
    called.dataset.called = fresh.dataset.called;
    called.replaceChildren(...fresh.childNodes);
    if (!heard.has(fresh.dataset.called)) ring();
    heard.add(fresh.dataset.called);
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
