// Jumps to the line that a finding names. Without JavaScript the link leads to the text itself.
const area = document.querySelector('[data-file-text]');

function goTo(line) {
  const lines = area.value.split('\n');
  const start = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
  area.focus();
  area.setSelectionRange(start, start + (lines[line - 1] ?? '').length);
  const height = Number.parseFloat(getComputedStyle(area).lineHeight);
  area.scrollTop = Math.max(0, (line - 4) * height);
}

for (const link of document.querySelectorAll('[data-line]')) {
  link.addEventListener('click', (event) => {
    if (!area) return;
    event.preventDefault();
    goTo(Number(link.dataset.line));
  });
}
