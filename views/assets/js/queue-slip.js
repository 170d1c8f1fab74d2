// The slip goes to the printer by itself, once; a browser in kiosk mode asks nothing.
const button = document.querySelector('button[data-print]');
if (button) {
  button.hidden = false;
  button.addEventListener('click', () => print());
  const key = `printed ${location.pathname}`;
  // Read again after coming back it is not printed again.
  if (history.state !== key) {
    history.replaceState(key, '');
    print();
  }
}
