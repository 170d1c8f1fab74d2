// What is counted and given back, while it is typed; the server reckons it anyway.
const yen = (sum) => `${sum.toLocaleString('ja-JP')}円`;
const whole = (typed) => {
  const plain = typed.normalize('NFKC').replace(/[\s,、円枚]/g, '');
  return /^\d*$/.test(plain) ? Number(plain) : Number.NaN;
};

const fields = [...document.querySelectorAll('[data-till-count] input')];
const sum = document.querySelector('[data-till-sum]');
if (sum) {
  const total = sum.querySelector('output');
  const show = () => {
    const all = fields.reduce(
      (yen, { value, dataset }) => yen + whole(value) * Number(dataset.value),
      0,
    );
    sum.hidden = Number.isNaN(all);
    total.textContent = yen(all);
  };
  for (const field of fields) field.addEventListener('input', show);
  show();
}

const tendered = document.querySelector('[data-till-owed]');
const change = document.querySelector('[data-till-change]');
if (tendered && change) {
  const show = () => {
    const back = whole(tendered.value) - Number(tendered.dataset.tillOwed);
    change.hidden = !(tendered.value !== '' && back >= 0);
    change.querySelector('output').textContent = yen(back);
  };
  tendered.addEventListener('input', show);
  show();
}
