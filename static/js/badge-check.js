// A badge is drawn anew while its words are typed. Without this, it is after they are saved.
const PAUSE = 300; // milliseconds

for (const form of document.querySelectorAll("[data-badge-words]")) {
  const card = form.closest("li");
  const seen = card.querySelector("[data-badge-seen]");
  const errors = form.querySelector("[data-badge-errors]");
  let timer, running;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });

  async function look() {
    running?.abort();
    running = new AbortController();
    try {
      const response = await fetch(form.dataset.badgeWords, { method: "POST", body: new FormData(form), signal: running.signal });
      if (!response.ok && response.status !== 422) return;
      const html = await response.text();
      errors.innerHTML = response.ok ? "" : html;
      if (response.ok) seen.innerHTML = html;
    } catch {
      // Another letter was typed, or the line is down: saving says so.
    }
  }
}
