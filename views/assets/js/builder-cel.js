// Expressions: names that fit what is being typed, to choose with the arrow keys. The names stand in
// the page's own datalist, which knows whole inputs only and not the word at the cursor.
const MOST = 8;
const WORD = /[A-Za-z_][\w.]*$/;

function attach(input) {
  const known = [...(input.list?.options ?? [])].map((option) => ({
    name: option.value,
    text: option.text,
  }));
  if (known.length === 0) return;
  input.removeAttribute('list');
  const box = document.createElement('ul');
  box.className = 'builder-suggestions';
  box.id = `${input.id}-box`;
  box.role = 'listbox';
  box.hidden = true;
  box.setAttribute('aria-label', '使える名前');
  input.after(box);
  input.role = 'combobox';
  input.setAttribute('aria-expanded', 'false');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-controls', box.id);
  let chosen = -1;

  const wordAtCursor = () => WORD.exec(input.value.slice(0, input.selectionStart))?.[0] ?? '';

  function close() {
    box.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  }

  function mark(index) {
    chosen = index;
    [...box.children].forEach((item, at) => {
      item.setAttribute('aria-selected', String(at === chosen));
    });
    const active = box.children[chosen];
    if (active) input.setAttribute('aria-activedescendant', active.id);
  }

  function take(index) {
    const { name } = box.children[index].dataset;
    const end = input.selectionStart;
    const start = end - wordAtCursor().length;
    input.setRangeText(name, start, end, 'end');
    input.dispatchEvent(new Event('input', { bubbles: true }));
    close();
  }

  function open() {
    const word = wordAtCursor();
    const fitting = known.filter(({ name }) => name.startsWith(word) && name !== word);
    if (word === '' || fitting.length === 0) return close();
    box.replaceChildren(
      ...fitting.slice(0, MOST).map(({ name, text }, at) => {
        const item = document.createElement('li');
        item.id = `${box.id}-${at}`;
        item.role = 'option';
        item.dataset.name = name;
        item.textContent = `${name}　${text}`;
        item.addEventListener('pointerdown', (event) => {
          event.preventDefault();
          take(at);
        });
        return item;
      }),
    );
    box.hidden = false;
    input.setAttribute('aria-expanded', 'true');
    mark(0);
    return undefined;
  }

  input.addEventListener('input', open);
  input.addEventListener('blur', close);
  input.addEventListener('keydown', (event) => {
    if (box.hidden) return;
    const last = box.children.length - 1;
    if (event.key === 'ArrowDown') mark(chosen < last ? chosen + 1 : 0);
    else if (event.key === 'ArrowUp') mark(chosen > 0 ? chosen - 1 : last);
    else if (event.key === 'Enter' || event.key === 'Tab') take(chosen);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
  });
}

for (const input of document.querySelectorAll('input[data-cel]')) attach(input);
