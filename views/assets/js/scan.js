// The tablet's camera reads what a phone shows. Browsers that can't by themselves get a program for it
// from the server; where there is neither, a hand scanner or the fingers do it.
const OURS = /^MADOGUCHI:[0-9A-Z]{12}$/i;
const EVERY_MS = 200;

const box = document.querySelector('[data-scan]');
const form = document.getElementById('scan-form');
const video = box?.querySelector('video');
const status = box?.querySelector('[data-scan-status]');

/** Says what is written in the code that stands before the camera; '' when there is none. */
async function createReader() {
  if ('BarcodeDetector' in window) {
    const detector = new BarcodeDetector({ formats: ['qr_code'] });
    return async () => (await detector.detect(video))[0]?.rawValue ?? '';
  }
  await import(box.dataset.reader);
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  return async () => {
    // Half the size is enough for a phone held before it, and four times as fast.
    canvas.width = video.videoWidth / 2;
    canvas.height = video.videoHeight / 2;
    pen.drawImage(video, 0, 0, canvas.width, canvas.height);
    const { data, width, height } = pen.getImageData(0, 0, canvas.width, canvas.height);
    return self.jsQR(data, width, height)?.data ?? '';
  };
}

function stop() {
  for (const track of video.srcObject?.getTracks() ?? []) track.stop();
  video.srcObject = null;
  video.hidden = true;
}

async function look(read) {
  if (video.srcObject === null) return;
  const text = video.videoWidth > 0 ? await read() : '';
  if (OURS.test(text)) {
    stop();
    form.elements.code.value = text;
    form.requestSubmit();
    return;
  }
  if (text !== '') status.textContent = status.dataset.other;
  setTimeout(() => look(read), EVERY_MS);
}

async function start() {
  if (video.srcObject !== null) return;
  try {
    const read = await createReader();
    video.srcObject = await navigator.mediaDevices.getUserMedia({
      video: { facingMode: 'environment' },
    });
    video.hidden = false;
    status.textContent = status.dataset.looking;
    await video.play();
    await look(read);
  } catch {
    stop();
    status.textContent = status.dataset.refused;
  }
}

// After a refusal, the next scan takes the place of what stands there.
form?.elements.code.select();

const canRead = 'BarcodeDetector' in window || box?.dataset.reader;
if (box && canRead && navigator.mediaDevices) {
  box.hidden = false;
  box.querySelector('[data-scan-start]').addEventListener('click', start);
  addEventListener('pagehide', stop);
}
