// While the code is shown: as soon as staff have read it, the page says so.
const shown = document.querySelector('[data-state]');
const EVERY_MS = 3000;

async function look() {
  try {
    const reply = await fetch(shown.dataset.state, { cache: 'no-store' });
    if (reply.ok && (await reply.text()) === 'there') {
      location.replace(shown.dataset.state.replace(/\/state$/, ''));
      return;
    }
  } catch {
    // No line just now: the code can be read anyway.
  }
  setTimeout(look, EVERY_MS);
}

if (shown) setTimeout(look, EVERY_MS);
