/* Saves a translation as soon as one goes on to the next; without this every row has its button. */
const room = document.querySelector('[data-translations]');
const status = document.querySelector('[data-status]');
/** One after the other: each is made on what the one before left. */
let waiting = Promise.resolve();

const say = (text) => {
  if (status) status.textContent = text;
};

// What stood there when the page came is not read out; a sign that nobody sees makes it news.
function sayAgain() {
  if (status?.textContent) setTimeout(() => status.append('\u00a0'), 100);
}

function showProblems(form, problems) {
  const place = form.querySelector('[data-problem]');
  place.replaceChildren(
    ...problems.map(({ message, mend }) => {
      const line = document.createElement('p');
      line.className = 'field__error';
      line.textContent = `${message}${mend}`;
      return line;
    }),
  );
  const { text } = form.elements;
  if (problems.length > 0) text.setAttribute('aria-invalid', 'true');
  else text.removeAttribute('aria-invalid');
}

async function save(form, area) {
  const text = area.value;
  const body = new URLSearchParams(new FormData(form));
  body.set('intent', 'save');
  const headers = { accept: 'application/json' };
  try {
    const reply = await fetch(form.action, { method: 'POST', body, headers });
    const { problem, problems = [] } = await reply.json();
    showProblems(form, problems);
    if (reply.ok) {
      area.defaultValue = text;
      const state = form.closest('.translation')?.querySelector('[data-state]');
      if (state) {
        state.textContent = text.trim() === '' ? '訳なし' : '人の訳';
        state.className = `office-tag${text.trim() === '' ? ' office-tag--late' : ''}`;
      }
      say('保存しました。');
    } else say(problem ?? '保存できませんでした。直すところがあります。');
  } catch {
    say('保存できませんでした。「保存」を押してください。');
  }
}

room?.addEventListener('change', (event) => {
  const area = event.target;
  if (!(area instanceof HTMLTextAreaElement)) return;
  const form = area.closest('form[data-row]');
  if (!form || area.value === area.defaultValue) return;
  waiting = waiting.then(() => save(form, area));
});

document.querySelector('#found')?.focus();

// After a button of a row the focus is on that row, and what was done is said there and then.
const there = document.getElementById(decodeURIComponent(location.hash.slice(1)));
if (there) there.focus();
sayAgain();
