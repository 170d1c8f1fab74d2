// Proposes furigana while a name is typed in Japanese. What somebody has typed there stays.
import { createReading } from './reading.js';

function follow(source, target) {
  const reading = createReading();
  let proposed = '';
  source.addEventListener('compositionupdate', ({ data }) => reading.shows(data));
  source.addEventListener('compositionend', ({ data }) => {
    reading.ends(data);
    if (target.value !== proposed || reading.text === '') return;
    target.value = reading.text;
    proposed = target.value;
    target.dispatchEvent(new Event('input', { bubbles: true }));
  });
  source.addEventListener('input', () => {
    if (source.value === '') reading.clear();
  });
}

for (const target of document.querySelectorAll('#form input[name$="_kana"]')) {
  const source = target.form.elements[target.name.replace(/_kana$/, '')];
  if (source instanceof HTMLInputElement) follow(source, target);
}
