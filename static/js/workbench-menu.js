// The menu of a row on the workbench: opened by its button, which selects the row, and walked by the arrows.
const root = document.querySelector("[data-workbench]");
const menu = root?.querySelector("[data-menu-list]");
let opener = null; // the row's cell that was chosen last, which gets the focus back

function open(button) {
  const row = button.closest("[data-row]");
  opener = row.querySelector("[data-field][tabindex='0']") || row;
  menu.hidden = false;
  const box = root.getBoundingClientRect();
  const by = button.getBoundingClientRect();
  menu.style.top = `${by.bottom - box.top}px`;
  menu.style.right = `${Math.max(0, box.right - by.right)}px`;
  menu.querySelector("button").focus();
}

function close({ focus }) {
  if (menu.hidden) return;
  menu.hidden = true;
  if (focus) opener?.focus();
}

if (menu) {
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-menu]");
    if (button) open(button);
    else if (event.target.closest("[data-menu-list]")) close({ focus: true });
    else close({ focus: false });
  });
  menu.addEventListener("keydown", (event) => {
    const items = [...menu.querySelectorAll("button")];
    const place = items.indexOf(document.activeElement);
    const next = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: -1 }[event.key];
    if (event.key === "Escape" || event.key === "Tab") close({ focus: true });
    else if (next === undefined) return;
    else items.at(next % items.length).focus();
    event.preventDefault();
    event.stopPropagation();
  });
}
