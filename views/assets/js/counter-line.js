// The counter's tablet when the line is down: what was typed stays, is sent when the line is back, and
// nobody is led to a page that can't come.
import { createHeldForm, LineDown } from './held-form.js';

const PATIENCE_MS = 8000;
const LOOK_EVERY_MS = 3000;
const status = document.getElementById('counter-line');
const words = status.dataset;
let isDown = !navigator.onLine;

function say(key) {
  status.textContent = key === undefined ? '' : words[key];
  status.hidden = key === undefined;
}

async function reach(address, options = {}) {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const answer = await fetch(address, { cache: 'no-store', ...options, signal });
    // A proxy that answers for a server which is not there.
    if (answer.status === 502 || answer.status === 503 || answer.status === 504)
      throw new LineDown();
    isDown = false;
    return answer;
  } catch {
    isDown = true;
    throw new LineDown();
  }
}

const isThere = () =>
  reach('/healthz').then(
    () => true,
    () => false,
  );

const pause = () =>
  new Promise((resolve) => {
    const again = () => {
      clearTimeout(timer);
      removeEventListener('online', again);
      resolve();
    };
    const timer = setTimeout(again, LOOK_EVERY_MS);
    addEventListener('online', again);
  });

const held = createHeldForm({
  post: (address, body) =>
    reach(address, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    }),
  pause,
  newId: () => crypto.randomUUID(),
  onState: (state) => say({ idle: undefined, sending: undefined, waiting: 'waiting' }[state]),
});

/** The page that the answer led to; where it led nowhere, the browser shows the same answer itself. */
async function sendForm(form, submitter) {
  const fields = new URLSearchParams(new FormData(form, submitter));
  const answer = await held.send(form.action, fields);
  if (answer === undefined) return;
  if (answer.redirected) location.assign(answer.url);
  else sendByBrowser(form, submitter);
}

/** Without this script: `submit()` tells no listener, and leaves out which button it was. */
function sendByBrowser(form, submitter) {
  if (submitter?.name) {
    const button = document.createElement('input');
    Object.assign(button, { type: 'hidden', name: submitter.name, value: submitter.value });
    form.append(button);
  }
  form.submit();
}

async function endHere(form) {
  held.wipe();
  document.querySelector('main').replaceChildren();
  // Only a form that is on the page can be sent.
  form.hidden = true;
  document.body.append(form);
  say('wiped');
  while (!(await isThere())) await pause();
  form.submit();
}

/** Forms that wait for a look at the line: a second tap is the same one. */
const looking = new WeakSet();
addEventListener('pageshow', ({ persisted }) => persisted && location.reload());

/** Taken once by the server, however often it is sent: forms of a sitting, and no others. */
const isTakenOnce = (form) => new URL(form.action).pathname.startsWith('/counter/sittings/');

document.addEventListener('submit', (event) => {
  const { target: form, submitter } = event;
  if (event.defaultPrevented || form.method !== 'post') return;
  event.preventDefault();
  if (form.matches('[data-ends-sitting]')) {
    void isThere().then((there) => {
      if (there) sendByBrowser(form, submitter);
      else void endHere(form);
    });
  } else if (
    !isTakenOnce(form) ||
    form.enctype === 'multipart/form-data' ||
    form.matches('[data-money]')
  ) {
    // Files are not held, and money is not taken while nobody can write it down.
    if (looking.has(form)) return;
    looking.add(form);
    void isThere().then((there) => {
      if (there) return sendByBrowser(form, submitter);
      looking.delete(form);
      form.dispatchEvent(new Event('stays'));
      say(form.matches('[data-money]') ? 'money' : 'down');
    });
  } else void sendForm(form, submitter);
});

document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a[href]');
  if (!link || event.defaultPrevented || link.target || event.ctrlKey || event.metaKey) return;
  if (link.hash && link.pathname === location.pathname) return;
  event.preventDefault();
  const isMoney = link.matches('[data-money]');
  void isThere().then((there) => {
    if (there) location.assign(link.href);
    else say(isMoney ? 'money' : 'down');
  });
});

// A reload would wipe what the server may not have.
addEventListener('beforeunload', (event) => {
  if (held.isHolding || isDown) event.preventDefault();
});
addEventListener('offline', () => {
  isDown = true;
  // Heard after a press has found it out, it must not cover what was said of the press.
  if (status.hidden) say('down');
});
addEventListener('online', () => void isThere().then((there) => there && !held.isHolding && say()));
// The time is over, or the sitting was handed on: nothing stays in this page's memory.
document.addEventListener('counter:wipe', () => held.wipe());
if (isDown) say('down');
