// Questions that depend on another answer of the same page appear as soon as it is given.
// data-reveal: clauses [input name, values, not], all of which must hold. The server decides again.
const form = document.getElementById('form');
const dependants = [...form.querySelectorAll('[data-reveal]')];
const clauses = new Map(dependants.map((el) => [el, JSON.parse(el.dataset.reveal)]));

function holds([name, values, not]) {
  const given = new FormData(form).getAll(name).filter((value) => value !== '');
  return given.length > 0 && given.some((value) => values.includes(value)) !== Boolean(not);
}

function update() {
  const shown = new Set(form.elements.shown.value.split(',').filter(Boolean));
  for (const el of dependants) {
    el.hidden = !clauses.get(el).every(holds);
    if (el.hidden) shown.delete(el.dataset.field);
    else shown.add(el.dataset.field);
  }
  form.elements.shown.value = [...shown].join(',');
}

form.addEventListener('change', update);
// The browser fills the form in again after "back" without telling.
addEventListener('pageshow', update);
