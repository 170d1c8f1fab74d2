// Item picker: finds items while typing and adds up what they cost. The server does both again.
const picker = document.querySelector('.items');
const box = picker.querySelector('input[type="search"]');
const all = picker.querySelector('.items__all');
const searched = picker.querySelector('[data-searched]');
const none = picker.querySelector('[data-none]');
const total = picker.querySelector('[data-total]');

// ﾀﾝｽ, たんす and タンス are the same word.
function fold(text) {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[ぁ-ゖ]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0x60))
    .replace(/[\sー・（）()]/g, '');
}

function find() {
  const wanted = fold(box.value);
  // Found here already: the server need not look for it before going on.
  searched.value = box.value;
  let found = 0;
  for (const group of all.children) {
    let inGroup = 0;
    for (const item of group.querySelectorAll('.item')) {
      item.hidden = !fold(item.dataset.search).includes(wanted);
      if (!item.hidden) inGroup += 1;
    }
    group.hidden = inGroup === 0;
    group.open = wanted !== '' && inGroup > 0;
    found += inGroup;
  }
  none.hidden = found > 0;
}

function add() {
  let count = 0;
  let yen = 0;
  for (const input of picker.querySelectorAll('[data-yen]')) {
    const quantity = Math.max(0, Math.trunc(Number(input.value)) || 0);
    count += quantity;
    yen += Math.ceil(quantity / Number(input.dataset.per)) * Number(input.dataset.yen);
  }
  total.querySelector('[data-count]').textContent = String(count);
  // The server's own words for a sum of 0, ruby included.
  total.querySelector('.amount').innerHTML = total.dataset.total.replace(
    '0',
    yen.toLocaleString([document.documentElement.lang, 'en']),
  );
}

// Adding up happens here while typing.
picker.querySelector('[data-recount]').hidden = true;
box.addEventListener('input', find);
box.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.isComposing) return;
  event.preventDefault();
  find();
});
picker.addEventListener('change', add);
addEventListener('pageshow', () => {
  if (box.value !== '' && all.children.length > 0) find();
  add();
});
