// Whoever corrects a session means to take it; on a phone the source starts folded, as it would hide the result.
for (const row of document.querySelectorAll("[data-brief] .mf-row")) {
  const tick = row.querySelector("input[type=checkbox][name$=-take]");
  row.addEventListener("input", (event) => {
    if (event.target !== tick) tick.checked = true;
  });
}
if (matchMedia("(max-width: 75rem)").matches) {
  document.querySelector(".mf-beside__source details")?.removeAttribute("open");
}
document.querySelector("[data-brief] [role=alert]")?.scrollIntoView({ block: "center" });
