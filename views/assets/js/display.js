// The second screen: hears that something changed, fetches what to show, and forgets it again.

const place = document.querySelector('[data-display]');
const idle = document.querySelector('[data-idle]');
/** Without a line so long, whoever sat there may have left. */
const FORGET_MS = 15_000;

let asked = 0;
let shown;

function forget() {
  asked += 1;
  shown = undefined;
  place.replaceChildren(idle.content.cloneNode(true));
}

/** What is the same stays where it is. */
function put(html) {
  const next = document.createElement('template');
  next.innerHTML = html;
  const moved = next.content.querySelector('[data-at]');
  const at = moved?.dataset.at;
  moved?.removeAttribute('data-at');
  if (next.innerHTML !== shown) {
    shown = next.innerHTML;
    place.replaceChildren(next.content);
  }
  goToPart(at);
}

/** Along with whoever moves on the tablet. */
function goToPart(at) {
  const part = at && place.querySelector(`[data-part="${at}"]`);
  const behavior = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth';
  if (part) part.scrollIntoView({ behavior, block: 'start' });
}

async function show() {
  asked += 1;
  const mine = asked;
  try {
    const reply = await fetch(place.dataset.content, { cache: 'no-store' });
    const html = reply.ok ? await reply.text() : undefined;
    // A slower answer to an older question is not shown any more.
    if (mine !== asked) return;
    if (html === undefined) forget();
    else put(html);
  } catch {
    if (mine === asked) forget();
  }
}

function follow() {
  const events = new EventSource(place.dataset.events);
  let away;
  events.addEventListener('open', () => clearTimeout(away));
  events.addEventListener('change', (event) => {
    if (!JSON.parse(event.data).open) forget();
    show();
  });
  events.addEventListener('replaced', () => {
    events.close();
    forget();
  });
  events.addEventListener('error', () => {
    clearTimeout(away);
    away = setTimeout(forget, FORGET_MS);
    // Refused for good: the screen was unpaired.
    if (events.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), FORGET_MS);
  });
  addEventListener('pagehide', () => {
    events.close();
    forget();
  });
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });
}

if (place && idle) follow();
