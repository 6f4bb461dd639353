// Beside a row that is being looked at, the source shows where it comes from.
const source = document.querySelector(".mf-original");
function find(row) {
  const title = row.querySelector("input[name$=-title]").defaultValue;
  const line = title && [...source.children].find((one) => one.textContent.includes(title));
  if (!line) return;
  source.querySelector(".mf-here")?.classList.remove("mf-here");
  line.classList.add("mf-here");
  source.scrollTop = line.offsetTop - source.offsetTop - source.clientHeight / 3;
}
// Whoever corrects a session means to take it; on a phone the source starts folded, as it would hide the result.
for (const row of document.querySelectorAll("[data-brief] .mf-row")) {
  const tick = row.querySelector("input[type=checkbox][name$=-take]");
  row.addEventListener("focusin", () => find(row));
  row.addEventListener("input", (event) => {
    if (tick && event.target !== tick) tick.checked = true;
  });
}
if (matchMedia("(max-width: 75rem)").matches) {
  document.querySelector(".mf-beside__source details")?.removeAttribute("open");
}
document.querySelector("[data-brief] [role=alert]")?.scrollIntoView({ block: "center" });
// Whoever was quicker than this script has a row in hand already.
const inHand = document.querySelector("[data-brief] .mf-row:focus-within");
const shown = inHand ?? document.querySelector("[data-brief] .mf-row");
if (shown) find(shown);
