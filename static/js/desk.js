// The field is always ready for the next scan: what stands in it is selected, so that typing replaces it.
const field = document.querySelector("[data-select]");
field?.select();
window.addEventListener("focus", () => field?.select());
