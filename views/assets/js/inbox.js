// Lists of cases by keyboard: j and k walk from row to row, x ticks, Enter opens, / searches.
// The tick of a whole page and the number of ticked cases, too: without this, one ticks row by row.
const links = [...document.querySelectorAll('#rows th a')];
const ticks = [...document.querySelectorAll('#rows input[type="checkbox"]')];
const search = document.getElementById('search-q');
const ticked = document.getElementById('ticked');
const head = document.getElementById('tick-all');

function tickOf(link) {
  return link?.closest('tr').querySelector('input[type="checkbox"]');
}

function current() {
  const row = document.activeElement?.closest('#rows tr');
  return row ? links.findIndex((link) => row.contains(link)) : -1;
}

function walk(step) {
  const at = current();
  const next = at < 0 ? (step > 0 ? 0 : links.length - 1) : at + step;
  links[Math.min(Math.max(next, 0), links.length - 1)]?.focus();
}

let all;

function say() {
  const count = ticks.filter((tick) => tick.checked).length;
  if (ticked) ticked.textContent = count > 0 ? `（${count}件）` : '';
  if (all) all.checked = count > 0 && count === ticks.length;
}

function addTickAll() {
  if (!head || ticks.length === 0) return;
  const label = document.createElement('label');
  const name = document.createElement('span');
  name.className = 'hidden';
  name.textContent = 'このページの申請をすべて選ぶ';
  all = document.createElement('input');
  all.type = 'checkbox';
  all.addEventListener('change', () => {
    for (const tick of ticks) tick.checked = all.checked;
    say();
  });
  label.append(all, name);
  head.replaceChildren(label);
}

const KEYS = {
  j: () => walk(1),
  k: () => walk(-1),
  x() {
    const tick = tickOf(links[current()]);
    if (!tick) return;
    tick.checked = !tick.checked;
    say();
  },
  '/': () => search?.focus(),
};

addEventListener('keydown', (event) => {
  const isTyping = event.target.closest?.('input:not([type="checkbox"]), select, textarea');
  if (isTyping || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const act = KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

for (const tick of ticks) tick.addEventListener('change', say);
addTickAll();
// The browser fills the ticks in again after "back" without telling.
addEventListener('pageshow', say);
