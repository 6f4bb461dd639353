// The desk's one field: always ready for the next scan, and worked by the keyboard alone.
const field = document.querySelector("[data-select]");
const people = [...document.querySelectorAll("[data-person]")];
let chosen = people.length ? 0 : -1;

// What stands in the field is selected, so that typing replaces it.
field?.select();
window.addEventListener("focus", () => field?.select());

function mark() {
  for (const [number, person] of people.entries()) person.classList.toggle("person--chosen", number === chosen);
}

// Arrows choose among those found; Enter lets in who is chosen, unless something new was typed: then it searches.
field?.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && people.length) {
    event.preventDefault();
    chosen = (chosen + step + people.length) % people.length;
    mark();
    people[chosen].scrollIntoView({ block: "nearest" });
  } else if (event.key === "Enter" && chosen >= 0 && field.value.trim() === field.dataset.shown) {
    const form = people[chosen].querySelector("[data-enter]");
    event.preventDefault();
    if (form) form.requestSubmit();
    else people[chosen].querySelector("details")?.setAttribute("open", "");
  }
});

document.querySelector("[data-door]")?.addEventListener("change", (event) => event.target.form.requestSubmit());
mark();

// A code that found nobody is kept in the ledger, and the desk is told what it is.
const missed = document.querySelector("[data-missed]");
if (missed) {
  const told = document.querySelector("[data-missed-text]");
  fetch(missed.action, { method: "POST", body: new FormData(missed), keepalive: true })
    .then((response) => response.json())
    .then(({ text }) => {
      told.textContent = text;
      told.hidden = false;
    })
    .catch(() => {}); // the page says already that nobody was found
}
