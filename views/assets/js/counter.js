// The counter's tablet: the time of a sitting that nobody touches, counted down and over; and nothing
// of one resident for the next. The server ends it all the same, without this.
const TOUCH_EVERY_MS = 15_000;
const LOOK_EVERY_MS = 3000;
const SAID_AT = [30, 10];

// A page that the browser kept whole shows what is over.
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) location.reload();
});

// Password managers read their own marks, where the browser reads `autocomplete`.
for (const field of document.querySelectorAll('input, textarea, select')) {
  field.autocomplete = 'off';
  field.dataset.lpignore = 'true';
  field.setAttribute('data-1p-ignore', '');
}

const frame = document.querySelector('form[data-idle-left]');
if (frame) watch(frame);

function watch(form) {
  const { idleLeft, idleWarn, left: leftText, offline, over, away } = form.dataset;
  const count = form.querySelector('.counter-idle__count');
  const said = form.querySelector('[role="status"]');
  // A clock of the day, because a tablet that sleeps stops the others.
  let endsAt = Date.now() + Number(idleLeft) * 1000;
  let touchedAt = Date.now();
  let isOver = false;

  const secondsLeft = () => Math.ceil((endsAt - Date.now()) / 1000);
  const words = (seconds) => leftText.replace('%s', seconds);

  async function leave() {
    isOver = true;
    document.dispatchEvent(new Event('counter:wipe'));
    document.querySelector('main').replaceChildren();
    form.replaceChildren(Object.assign(document.createElement('p'), { textContent: over }));
    form.hidden = false;
    // Not to the browser's own page for a line that is down.
    while (!(await fetch('/healthz', { cache: 'no-store' }).catch(() => undefined))) {
      await new Promise((again) => setTimeout(again, LOOK_EVERY_MS));
    }
    location.replace(away);
  }

  async function touch() {
    touchedAt = Date.now();
    const body = new URLSearchParams(new FormData(form));
    const headers = { accept: 'application/json' };
    try {
      const answer = await fetch(form.action, {
        method: 'POST',
        body,
        headers,
        redirect: 'manual',
      });
      if (answer.ok) endsAt = touchedAt + (await answer.json()).leftSeconds * 1000;
      // Over, taken over, or signed out: the server says no more of it here.
      else if (answer.status < 500 && answer.status !== 429) await leave();
      show();
    } catch {
      said.textContent = form.hidden ? '' : offline;
    }
  }

  function show() {
    if (isOver) return;
    const seconds = secondsLeft();
    if (seconds <= 0) return void leave();
    const isWarning = seconds <= Number(idleWarn);
    if (isWarning === form.hidden) {
      form.hidden = !isWarning;
      said.textContent = isWarning ? words(seconds) : '';
    } else if (isWarning && SAID_AT.includes(seconds)) said.textContent = words(seconds);
    count.textContent = words(seconds);
  }

  const somebody = ({ target }) => {
    const every = form.hidden ? TOUCH_EVERY_MS : 1000;
    // The button itself comes as a form that is sent.
    if (!isOver && !form.contains(target) && Date.now() - touchedAt > every) void touch();
  };
  for (const sign of ['pointerdown', 'keydown', 'input']) addEventListener(sign, somebody);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void touch();
  });
  document.addEventListener('visibilitychange', show);
  setInterval(show, 1000);
  show();
}
