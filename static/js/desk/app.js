// The desk's page: which event, whether its roster is here and open, and what is shown of it.
import { Counter } from "./counter.js";
import { Deputies } from "./deputies.js";
import { onWipedElsewhere, tidy, wipe, wipeAll } from "./forgetting.js";
import { Line } from "./line.js";
import { counts, device, nameOf, rename } from "./outbox.js";
import { Refusals } from "./refusals.js";
import { LEAST_PIN, load, unlock, update } from "./roster.js";
import { knock, send } from "./sending.js";
import { all, get, put } from "./store.js";
import { choices, clock, eventRow, one, say, showLine, showParts, tell } from "./view.js";
import { WalkIns } from "./walkins.js";

const IDLE = 15 * 60_000; // milliseconds without a touch after which the roster is locked
const TIDYING = 60_000;
const LATE = 10_000; // milliseconds after which a scan is of before, not of now
const ROOT = one("desk");
const BASE = ROOT.dataset.desk;
const SLUG = slugOf(location.pathname);

let desk = null; // {event, key, index}; locked: without the last two
let line = null;
let counter = null;
let forms = {};
let refusals = null;
let touchedAt = Date.now();
let unsent = 0;

const part = (name) => document.querySelector(`[data-part="${name}"]`);

function slugOf(path) {
  const [first] = path.slice(BASE.length).split("/");
  return first && !first.includes(".") ? first : "";
}

async function start() {
  navigator.serviceWorker?.register(ROOT.dataset.worker, { scope: BASE, type: "module" }).catch(() => {});
  navigator.storage?.persist?.();
  const wiped = await tidy();
  if (!SLUG) return showEvents();
  const event = await get("events", SLUG);
  if (wiped.includes(SLUG)) tell(say("wiped"), "warning");
  if (event) await openDesk({ event, key: null, index: null });
  else showLoading();
  return undefined;
}

async function showEvents() {
  const events = await all("events");
  showParts("events");
  one("events").replaceChildren(...events.map((event) => eventRow(event, `${BASE}${event.slug}/app/`)));
  one("no-events").hidden = events.length > 0;
}

async function showLoading() {
  desk = null;
  showParts();
  const form = part("load");
  const [{ label }, kept] = await Promise.all([device(), get("events", SLUG)]);
  form.elements.label.value = label;
  one("keep").hidden = !kept; // a roster that is here may be used as it is
  showParts("load"); // when nothing of it changes any more under the fingers of whoever is quick
  form.elements.pin.focus();
}

/** Shows the desk of an event, open or locked. */
async function openDesk(opened) {
  desk = opened;
  one("event-name").textContent = desk.event.name;
  if (line) Object.assign(counter, { desk });
  else {
    line = new Line({ base: BASE, slug: SLUG, look, tell: heard });
    const shared = { desk: () => desk, line, changed: showState, done: (last) => counter.passed(last) };
    forms = { walkin: new WalkIns(shared), deputy: new Deputies(shared) };
    counter = new Counter({ desk, line, deputies: forms.deputy, changed: showState });
    refusals = new Refusals({ base: BASE, slug: SLUG, desk: () => desk, line, forms, changed: showState });
  }
  const isOpen = desk.index !== null;
  showParts(...(isOpen ? ["counter", "walkin", "tools"] : ["unlock", "counter", "tools"]));
  choices(one("categories"), [["", say("choose_category")], ...Object.entries(desk.event.categories)]);
  one("printing").value = (await get("settings", "printing"))?.value ?? "ask";
  one("print-way").value = (await get("settings", "print-way"))?.value ?? "browser";
  counter.showDoors();
  await counter.showJournal();
  await showState();
  line.soon(0);
  await asked();
  if (!isWriting()) counter.ready();
}

/** Somebody quick types the PIN before everything is there: its end must not land in the field that shows what is typed. */
function isWriting() {
  const here = document.activeElement;
  return here?.matches("input, select, textarea") && here.checkVisibility();
}

/** What was asked of the page that the network did not bring. */
async function asked() {
  const query = new URLSearchParams(location.search);
  if (query.has("lost")) tell(say("lost"), "danger");
  if (query.get("q")) counter.field.value = query.get("q");
  await counter.search(); // also what was typed while the roster was locked
  if (location.search) history.replaceState(null, "", `${BASE}${SLUG}/app/`);
}

async function showState() {
  if (!desk) return;
  const known = await counts(SLUG);
  ({ unsent } = known);
  if (desk) showLine(line.state, known, desk.event);
  refusals.show().catch(() => {}); // it asks the server, for which nobody waits
}

async function look() {
  if (!desk) return "ok";
  if (!desk.index) return knock(BASE, SLUG, nameOf(await device()));
  const state = await update(BASE, desk);
  if (state === "ok" && counter) counter.showDoors();
  return state;
}

/** The role was taken away, an organizer had the roster wiped, or another tab did: nothing of it stays. */
async function heard(state, differing) {
  if (!desk) return;
  if (["gone", "ordered", "wiped"].includes(state)) {
    await forget(state);
    return;
  }
  // What is done at this moment says so by itself.
  const late = differing.find((entry) => Date.now() - entry.at > LATE);
  if (late) {
    const person = [...(desk.index?.people.values() ?? [])].find((one) => one.id === late.id);
    const outcome = say(`outcome_${late.said}`, { name: person?.name ?? "", time: clock(late.at), code: "" });
    tell(say("server_differs", { outcome }), "warning");
  }
  await counter.showJournal();
  await showState();
}

async function forget(why) {
  await wipe(SLUG);
  clearForms();
  counter.field.value = "";
  await counter.search();
  await showLoading();
  tell(say(why), "danger");
}

/** Nobody reads in a form that is put away about whom it was. */
function clearForms() {
  for (const { form } of Object.values(forms)) form.reset();
}

function lock() {
  if (!desk?.index) return;
  counter.field.value = "";
  counter.forget();
  clearForms();
  tell("", "success");
  openDesk({ event: desk.event, key: null, index: null }).then(() => counter.search());
}

const simple = (pin) => new Set(pin).size < 3 || "01234567890123456789".includes(pin) || "98765432109876543210".includes(pin);

part("load").addEventListener("submit", async (event) => {
  event.preventDefault();
  const { label, pin, again } = event.target.elements;
  const problem =
    pin.value.length < LEAST_PIN ? "pin_short" : simple(pin.value) ? "pin_simple" : pin.value !== again.value ? "pin_differs" : "";
  if (problem) return tell(say(problem), "danger");
  const button = event.target.querySelector("button");
  button.disabled = true;
  try {
    return await loaded(label.value.trim(), pin.value);
  } finally {
    button.disabled = false;
    event.target.reset();
    one("progress").hidden = true;
    one("progress-text").textContent = "";
  }
});

async function loaded(label, pin) {
  tell("", "success");
  await device();
  await rename(label);
  one("progress").hidden = false;
  one("progress").removeAttribute("value");
  one("progress-text").textContent = say("asking");
  await send(BASE, SLUG); // so that the roster knows of what was done before
  const tellProgress = (done, of) => {
    Object.assign(one("progress"), { max: of, value: done });
    one("progress-text").textContent = say("loading", { done, of });
  };
  const answer = await load({ base: BASE, slug: SLUG, pin, label, tell: tellProgress });
  if (answer.state === "ok") {
    keepFonts();
    return openDesk(answer.desk);
  }
  if (answer.state === "signin") return location.assign(`${ROOT.dataset.signin}?next=${encodeURIComponent(location.pathname)}`);
  return tell(say(answer.state === "offline" ? "load_offline" : answer.state), "danger");
}

/** The badges' fonts come once, with the roster: the service worker, which may be starting still, keeps them. */
async function keepFonts() {
  const workers = navigator.serviceWorker;
  if (!workers?.controller) await new Promise((resolve) => workers?.addEventListener("controllerchange", resolve));
  await Promise.all(ROOT.dataset.fonts.split(" ").map((font) => fetch(font))).catch(() => {});
}

part("unlock").addEventListener("submit", async (event) => {
  event.preventDefault();
  const { pin } = event.target.elements;
  if (await counter.takeCode(pin.value)) return void (pin.value = "");
  const button = event.target.querySelector("button");
  button.disabled = true;
  const answer = await unlock(SLUG, pin.value).finally(() => {
    button.disabled = false;
    pin.value = "";
  });
  const seconds = Math.ceil((answer.until - Date.now()) / 1000);
  const texts = {
    wrong: say("pin_wrong", { left: answer.left }),
    wait: say("pin_wait", { seconds }),
  };
  one("unlock-said").textContent = texts[answer.state] ?? "";
  if (answer.state === "wiped") await forget("wiped");
  if (answer.state === "ok") await openDesk(answer.desk);
  return undefined;
});

one("lock").addEventListener("click", lock);
one("reload").addEventListener("click", showLoading);
one("keep").addEventListener("click", async () => {
  tell("", "success");
  await openDesk({ event: await get("events", SLUG), key: null, index: null });
});
one("wipe").addEventListener("click", () => {
  if (confirm(say("wipe_sure"))) forget("wiped");
});
for (const name of ["printing", "print-way"]) {
  one(name).addEventListener("change", (event) => put("settings", { name, value: event.target.value }));
}

for (const link of document.querySelectorAll("a[href$='/logout/']")) {
  link.addEventListener("click", async (event) => {
    event.preventDefault();
    const kept = unsent ? say("leave_unsent", { count: unsent }) : "";
    if (!confirm(`${say("leave_sure")} ${kept}`.trim())) return;
    const { state } = SLUG ? await send(BASE, SLUG) : { state: "ok" };
    await wipeAll();
    if (state !== "offline") return location.assign(link.href);
    if (desk) await forget("wiped");
    return tell(say("leave_offline"), "warning");
  });
}

for (const touch of ["keydown", "pointerdown"]) addEventListener(touch, () => (touchedAt = Date.now()), { passive: true });
setInterval(async () => {
  if (Date.now() - touchedAt > IDLE) lock();
  if ((await tidy()).includes(SLUG)) await forget("wiped");
}, TIDYING);
onWipedElsewhere(() => {
  if (desk) forget("wiped");
});
addEventListener("beforeunload", (event) => {
  if (unsent) event.preventDefault(); // nothing would be lost, but somebody should know
});

start();
