// Tells the server that a person, not a program that only opens links, has looked at the invitation: after a touch, a
// key or a scroll. It changes no answer.
const page = document.querySelector("[data-invitation]");
if (page) {
  const told = new AbortController();
  const tell = () => {
    told.abort();
    fetch(page.dataset.invitation, {
      method: "POST",
      headers: { "X-CSRFToken": page.dataset.token },
      keepalive: true,
    });
  };
  for (const touch of ["pointerdown", "keydown", "scroll"]) {
    window.addEventListener(touch, tell, { passive: true, signal: told.signal });
  }
}
