// A name written with a finger or a pen: strokes of [x, y, milliseconds], put into the form when it
// is sent. Without this module the tap remains.
const MOST_POINTS = 5000;
const NEAR = 2;

const box = document.querySelector('[data-signature]');
const canvas = box?.querySelector('canvas');
const ink = canvas?.getContext('2d');

/** The page stands on its head; the frame says where the field is, not which way up. */
const isTurned = document.querySelector('.read-back--turned') !== null;

function start() {
  const strokes = [];
  let stroke;
  let began = 0;
  let count = 0;

  /** Where on the field, in its own pixels, however large it is shown. */
  const pointOf = (event) => {
    const { left, top } = canvas.getBoundingClientRect();
    const { clientLeft, clientTop, clientWidth, clientHeight } = canvas;
    const within = (value, most) => Math.min(most, Math.max(0, Math.round(value)));
    const across = (event.clientX - left - clientLeft) / clientWidth;
    const down = (event.clientY - top - clientTop) / clientHeight;
    return [
      within((isTurned ? 1 - across : across) * canvas.width, canvas.width),
      within((isTurned ? 1 - down : down) * canvas.height, canvas.height),
      within(event.timeStamp - began, 600_000),
    ];
  };

  const line = (from, to) => {
    ink.beginPath();
    ink.moveTo(from[0], from[1]);
    ink.lineTo(to[0] + (from === to ? 0.1 : 0), to[1]);
    ink.stroke();
  };

  ink.lineWidth = 4;
  ink.lineCap = 'round';

  canvas.addEventListener('pointerdown', (event) => {
    if (stroke !== undefined || count >= MOST_POINTS || strokes.length >= 200) return;
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    if (strokes.length === 0) began = event.timeStamp;
    const point = pointOf(event);
    stroke = { pointer: event.pointerId, points: [point] };
    strokes.push(stroke.points);
    count += 1;
    line(point, point);
  });
  canvas.addEventListener('pointermove', (event) => {
    if (stroke?.pointer !== event.pointerId) return;
    for (const one of event.getCoalescedEvents?.() ?? [event]) {
      const before = stroke.points.at(-1);
      const point = pointOf(one);
      const isNear = Math.hypot(point[0] - before[0], point[1] - before[1]) < NEAR;
      if (isNear || point[2] < before[2] || count >= MOST_POINTS) continue;
      stroke.points.push(point);
      count += 1;
      line(before, point);
    }
  });
  for (const end of ['pointerup', 'pointercancel']) {
    canvas.addEventListener(end, (event) => {
      if (stroke?.pointer === event.pointerId) stroke = undefined;
    });
  }

  box.querySelector('[data-clear]').addEventListener('click', () => {
    strokes.length = 0;
    stroke = undefined;
    count = 0;
    ink.clearRect(0, 0, canvas.width, canvas.height);
  });

  const { form } = box.querySelector('[name="signature"]');
  form.addEventListener('submit', () => {
    const { width, height } = canvas;
    form.elements.signature.value =
      strokes.length === 0 ? '' : JSON.stringify({ width, height, strokes });
  });
  // A press of the browser's "back" shows an empty field: nothing of it is sent.
  addEventListener('pageshow', () => {
    if (strokes.length === 0) form.elements.signature.value = '';
  });
}

/** The field is there when somebody wants it: a page of two buttons first. */
function offer() {
  const opener = document.querySelector('[data-sign]');
  opener.closest('[hidden]').hidden = false;
  opener.addEventListener('click', () => {
    box.hidden = false;
    opener.parentElement.hidden = true;
    // One way to say that it is right: the signed one.
    document.querySelector('[value="tap"]').hidden = true;
    document.querySelector('[data-signed]').hidden = false;
    box.scrollIntoView({ block: 'center' });
  });
}

if (ink) {
  start();
  offer();
}
