// Back to the kiosk's start once nobody has touched the page for a while, so that nobody reads on about the one before.
const IDLE = 20000; // milliseconds
let idle = 0;

function again() {
  clearTimeout(idle);
  idle = setTimeout(() => window.location.replace(document.body.dataset.home), IDLE);
}

for (const touch of ["pointerdown", "keydown"]) document.addEventListener(touch, again);
again();
