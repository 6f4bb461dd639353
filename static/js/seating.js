// The plan of a hall by keyboard, and kept where it was scrolled to when a step has loaded the page again.
const root = document.querySelector("[data-seating]");
if (root) start(root);

function start(root) {
  const KEPT = `seating:${location.pathname}`;
  const scrollers = [...root.querySelectorAll("[data-keep]")];
  restore();
  addEventListener("pagehide", keep);
  root.addEventListener("keydown", (event) => {
    const seat = event.target.closest("[data-seat]");
    const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
    if (!seat || !step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    near(seat, ...step)?.focus();
  });
  root.querySelector("[data-seat][aria-current]")?.focus({ preventScroll: true });

  // The seat beside; above and below it is the one that lies nearest.
  function near(seat, rows, seats) {
    if (seats) {
      const all = [...root.querySelectorAll("[data-seat]:not(:disabled)")];
      return all[all.indexOf(seat) + seats];
    }
    const lines = [...root.querySelectorAll("[data-row]")];
    const middle = (one) => one.getBoundingClientRect().left + one.offsetWidth / 2;
    for (let at = lines.indexOf(seat.closest("[data-row]")) + rows; lines[at]; at += rows) {
      const found = [...lines[at].querySelectorAll("[data-seat]:not(:disabled)")];
      if (found.length) {
        const away = (one) => Math.abs(middle(one) - middle(seat));
        return found.reduce((best, one) => (away(one) < away(best) ? one : best));
      }
    }
    return null;
  }

  function keep() {
    const asides = scrollers.map((one) => [one.dataset.keep, one.scrollLeft]);
    sessionStorage.setItem(KEPT, JSON.stringify({ top: scrollY, asides }));
  }

  function restore() {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) || "null");
    if (!kept) return;
    const asides = new Map(kept.asides);
    for (const one of scrollers) one.scrollLeft = asides.get(one.dataset.keep) ?? 0;
    scrollTo(0, kept.top);
  }
}
